"""The ledger under load: a million synthetic claims about 100,000 subjects, and one subject's standing on them.

The bound for loading is SQLite itself: the same rows of the same size inserted into a bare table with one index. The
bound for an answer is 5 ms.
"""

import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from proscribe.answers.register import Register
from proscribe.ledger.sqlite import open_sqlite
from proscribe.model.canonical import canonical
from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.evidence import Quote
from proscribe.model.words import Act, Origin
from proscribe.starter import facts

SUBJECTS, ROUNDS = 100_000, 10
REGIMES = ("us.fto", "gb.proscription", "ru.fsb_terrorist_list", "ca.listed_entities", "eu.cp931")
COURSE = (Act.DESIGNATE, Act.AMEND, Act.RENEW, Act.REMOVE, Act.DESIGNATE)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def synthetic() -> Iterator[Claim]:
    """A million claims: ten acts on each subject, under two regimes."""
    for turn in range(ROUNDS):
        for number in range(SUBJECTS):
            regime = REGIMES[(number + turn % 2) % len(REGIMES)]
            text = f"Group {number} of the North: act {turn}"
            yield Claim(
                document=f"{turn:02d}{number:062d}",
                act=COURSE[turn // 2],
                subject=Party(f"Group {number} of the North"),
                quote=Quote(text, start=0, stop=len(text)),
                origin=Origin.OFFICIAL,
                jurisdiction=regime[:2].upper(),
                regime=regime,
                actor="Minister",
                date=Day.of(date(2000 + turn * 2, 1 + number % 12, 1 + number % 28)),
                published=Day.of(date(2000 + turn * 2, 1 + number % 12, 1 + number % 28)),
            )


def main() -> None:
    """Load, ask, start; print each figure beside its bound."""
    with tempfile.TemporaryDirectory() as folder:
        _load_and_ask(Path(folder))
    _start()


def _load_and_ask(folder: Path) -> None:
    began = time.perf_counter()
    rows = [(n, canonical(c)) for n, c in zip(range(SUBJECTS), synthetic(), strict=False)]
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript(
        "PRAGMA journal_mode=WAL; CREATE TABLE item (id INTEGER, body TEXT); CREATE INDEX i ON item (id)"
    )
    began = time.perf_counter()
    bare.execute("BEGIN")
    bare.executemany("INSERT INTO item VALUES (?, ?)", rows)
    bare.execute("COMMIT")
    bound = (time.perf_counter() - began) * ROUNDS
    ledger = open_sqlite(folder / "register.db", create=True)
    began = time.perf_counter()
    added = ledger.append(synthetic(), AT).added
    load = time.perf_counter() - began
    size = sum(p.stat().st_size for p in folder.glob("register.db*")) / 1e6
    print(
        f"load          {added:,} claims in {load:6.1f} s  ({load / bound:.1f} × bare inserts), {size:.0f} MB"
    )
    register = Register(ledger, facts.roster(), lambda: AT)
    times = []
    for number in random.Random(1).sample(range(SUBJECTS), 400):
        began = time.perf_counter()
        assert register.standing(f"Group {number} of the North", on=date(2015, 6, 1))
        times.append((time.perf_counter() - began) * 1000)
    median, worst = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(
        f"one standing  median {median:.2f} ms, p99 {worst:.2f} ms  (bound 5 ms; {5 / median:.1f} × inside)"
    )


def _start() -> None:
    def timed(*command: str, cwd: str | None = None) -> float:
        """The median of a whole process, in processor time: it waits for nothing but its turn."""
        times = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=cwd, env=warm)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        return statistics.median(times)

    # as installed: the modules are compiled once, and no register is named
    unlike = {"PYTHONDONTWRITEBYTECODE", "PROSCRIBE_DB", "PROSCRIBE_DB_FILE"}
    warm = {key: value for key, value in os.environ.items() if key not in unlike}
    command = ["-c", "import sys; from proscribe.cli import main; main(sys.argv[1:])"]
    question = ["standing", "Taliban", "--in", "RU"]

    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "register.db")
        timed(*command, "--db", db, "init")
        bare, ask = timed("-c", "pass"), timed(*command, "--db", db, *question)
        empty = Path(folder) / "empty"
        empty.mkdir()
        starter = timed(*command, *question, "--json", cwd=str(empty))
    print(f"start, answer {_inside(ask)}; a bare interpreter {bare:.3f} s")
    print(f"no register   {_inside(starter)}, from the starter facts")


def _inside(seconds: float) -> str:
    return f"{seconds:.3f} s of processor time, whole process  (bound 0.5 s; {0.5 / seconds:.1f} × inside)"


if __name__ == "__main__":
    main()
