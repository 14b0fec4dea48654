"""The ledger in PostgreSQL beside the one in a SQLite file: the same work on each, and the ratio.

The server is started for the run with the settings that PostgreSQL comes with, on the same disk, and reached over its
socket. Both flush each batch before they acknowledge it. What takes milliseconds is done hundreds of times, and the
figure is what the fastest tenth of them stayed under, which other work on the machine disturbs least.
"""

import itertools
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg

from benchmarks.ledger import synthetic
from proscribe.answers.register import Register
from proscribe.config import open_ledger
from proscribe.ledger.migrating import Migration
from proscribe.ledger.writing import TablesLedger
from proscribe.model.claims import Claim
from proscribe.starter import facts
from tests.postgres_server import Server, programs

AT = datetime(2026, 1, 1, tzinfo=UTC)
CLAIMS, APPENDS, ASKED = 100_000, 500, 300
WRITERS = (1, 2, 8)


def main() -> None:
    """Load, append, ask, copy; print each figure on PostgreSQL, on SQLite, and how many times the one is the other."""
    if programs() is None:
        print("PostgreSQL is not installed here: nothing was measured")
        return
    server = Server(settings=())
    try:
        with tempfile.TemporaryDirectory() as folder:
            print("| | PostgreSQL | SQLite | PostgreSQL : SQLite |\n|---|---|---|---|")
            _compare(server, Path(folder))
    finally:
        server.stop()


def _compare(server: Server, folder: Path) -> None:
    places = server.fresh(), str(folder / "loaded.db")
    postgres, sqlite = (open_ledger(place, create=True) for place in places)
    claims = list(itertools.islice(synthetic(), CLAIMS))
    _say(
        "load of 100,000 claims in one batch, s",
        *(_timed(lambda one=one: one.append(claims, AT)) for one in (postgres, sqlite)),
    )
    _say("size of it, MB", _size(places[0]), sum(p.stat().st_size for p in folder.glob("loaded.db*")) / 1e6)
    _say(
        "scan of it, s", *(_timed(lambda one=one: sum(1 for _ in one.claims())) for one in (postgres, sqlite))
    )
    _say("one standing on it, ms", *(_asked(one) for one in (postgres, sqlite)))
    _say("its head, ms", *(_often(one.head) for one in (postgres, sqlite)))
    for writers in WRITERS:
        rates = [_appended(server.fresh(), writers), _appended(str(folder / f"{writers}.db"), writers)]
        what = "1 writer" if writers == 1 else f"{writers} writers at once"
        _say(f"appends of one claim by {what}, a second", *rates)
    targets = str(folder / "copy.db"), server.fresh()
    moves = [(postgres, targets[0]), (sqlite, targets[1])]
    copies = [
        _timed(lambda s=s, t=t: Migration(s, open_ledger(t, create=True), ("", "")).run()) for s, t in moves
    ]
    _say("copying it out of there into the other, s", *copies)
    for one in (postgres, sqlite):
        one.close()


def _say(what: str, postgres: float, sqlite: float) -> None:
    print(f"| {what} | {_number(postgres)} | {_number(sqlite)} | {postgres / sqlite:.2f} |", flush=True)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _often(work: Callable[[], object]) -> float:
    return _fastest([_timed(work) for _ in range(500)])


def _fastest(times: list[float]) -> float:
    return statistics.quantiles(times, n=10)[0] * 1000


def _asked(ledger: TablesLedger) -> float:
    register = Register(ledger, facts.roster(), lambda: AT)
    numbers = random.Random(1).sample(range(CLAIMS), ASKED)
    names = [f"Group {number} of the North" for number in numbers]
    return _fastest(
        [_timed(lambda name=name: register.standing(name, on=date(2015, 6, 1))) for name in names]
    )


def _size(url: str) -> float:
    with psycopg.connect(url) as db:
        row = db.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        return float(row[0]) / 1e6


def _appended(place: str, writers: int) -> float:
    """Appends a second, all writers together, from the first one's beginning to the last one's end."""
    open_ledger(place, create=True).close()
    spawn = multiprocessing.get_context("spawn")
    ready, spans = spawn.Barrier(writers), spawn.Queue()
    count = APPENDS // writers
    started = [
        spawn.Process(target=_append, args=(place, number * count, count, ready, spans))
        for number in range(writers)
    ]
    for process in started:
        process.start()
    found = [spans.get(timeout=600) for _ in started]
    for process in started:
        process.join()
    return count * writers / (max(end for _, end in found) - min(begin for begin, _ in found))


def _append(place: str, start: int, count: int, ready, spans) -> None:  # type: ignore[no-untyped-def]
    ledger = open_ledger(place, create=False)
    claims: Iterator[Claim] = itertools.islice(synthetic(), start, start + count)
    items = list(claims)
    ready.wait()
    began = time.time()
    for item in items:
        ledger.append([item], AT)
    spans.put((began, time.time()))
    ledger.close()


if __name__ == "__main__":
    main()
