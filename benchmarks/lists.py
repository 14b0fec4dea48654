"""Reading official lists: the UN's file, OFAC's whole set, the same again, and how cost grows with length.

Run on the publishers' own files where they are (../shared/lists), otherwise on lists made in their formats.
The bound for parsing is what lxml or the csv module needs to walk the same bytes and build nothing.
"""

import csv
import gzip
import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from proscribe.answers.importing import Imported, import_list
from proscribe.answers.register import Register
from proscribe.ledger.sqlite import open_sqlite
from proscribe.lists.importing import Publication, read_snapshot
from proscribe.model.dates import Day
from proscribe.subjects.roster import Roster

LISTS = Path(__file__).parents[2] / "shared" / "lists"
DAY = Day.parse("2024-01-01")
ROUNDS = 5


def main() -> None:
    """Print each figure beside its bound."""
    un, ofac = _un(), _ofac()
    _timed("UN file", "un_sc", un, 1.0)
    _timed("OFAC set", "us_ofac_sdn", ofac, 6.0)
    _walked(un, ofac)
    _imports(un, ofac)
    _memory()
    _growth(ofac)


def _un() -> dict[str, bytes]:
    path = LISTS / "un_sc" / "history" / "2026-02-27.xml.gz"
    if path.exists():
        return {"consolidated.xml": gzip.decompress(path.read_bytes())}
    print("the publishers' files are not here: the UN file is made up, and short")
    rows = "".join(
        f"<ENTITY><DATAID>{n}</DATAID><FIRST_NAME>EXAMPLE GROUP {n}</FIRST_NAME><UN_LIST_TYPE>Taliban</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>TAe.{n:03d}</REFERENCE_NUMBER><LISTED_ON>2001-02-23</LISTED_ON></ENTITY>"
        for n in range(999)
    )
    return {
        "consolidated.xml": f"<CONSOLIDATED_LIST><ENTITIES>{rows}</ENTITIES></CONSOLIDATED_LIST>".encode()
    }


def _ofac() -> dict[str, bytes]:
    folder = LISTS / "us_ofac_sdn" / "set_2024-01"
    if folder.is_dir():
        return {p.stem: gzip.decompress(p.read_bytes()) for p in sorted(folder.iterdir())}
    return _longer({}, 1)


def _longer(files: dict[str, bytes], times: int) -> dict[str, bytes]:
    """The set `times` over, each copy with numbers of its own; made up when there is none."""
    if not files:
        rest = ",-0- " * 7
        made = (
            f'{n},"EXAMPLE GROUP {n}",-0- ,"SDGT"{rest},"DOB 1967; nationality Yemen."' for n in range(14_000)
        )
        files = {"sdn.csv": "\r\n".join(made).encode()}
    out = {}
    for name, data in files.items():
        rows = [r for r in csv.reader(io.StringIO(data.decode("cp1252").rstrip("\x1a"))) if len(r) > 1]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        for copy in range(times):
            writer.writerows([str(int(r[0]) + copy * 10_000_000), *r[1:]] for r in rows)
        out[name] = text.getvalue().encode()
    return out


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _read(ident: str, files: dict[str, bytes]) -> Publication:
    answer = read_snapshot(ident, files, DAY)
    if not isinstance(answer, Publication):
        sys.exit(str(answer))
    return answer


def _timed(what: str, ident: str, files: dict[str, bytes], bound: float) -> None:
    found = _read(ident, files)
    names = sum(len(e.names) for e in found.entries)
    took = _median(lambda: _read(ident, files))
    size = f"{len(found.entries)} entries, {names} names"
    print(f"read {what} ({size}): {took:.2f} s, bound {bound:.0f} s, {took / bound:.2f} of it")


def _walked(un: dict[str, bytes], ofac: dict[str, bytes]) -> None:
    def walk() -> None:
        for _, element in etree.iterparse(io.BytesIO(un["consolidated.xml"])):
            element.clear()

    def rows() -> None:
        for data in ofac.values():
            list(csv.reader(io.StringIO(data.decode("cp1252"))))

    print(f"  lxml walks the UN file in {_median(walk):.3f} s, csv the OFAC set in {_median(rows):.3f} s")


def _imports(un: dict[str, bytes], ofac: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_sqlite(Path(folder) / "r.db", create=True)
        register = Register(ledger, Roster(), lambda: datetime.now(UTC))
        for what, ident, files, bound in (
            ("UN file", "un_sc", un, 1.0),
            ("OFAC set", "us_ofac_sdn", ofac, 6.0),
        ):
            began = time.perf_counter()
            done = import_list(register, ident, files, DAY)
            first = time.perf_counter() - began
            assert isinstance(done, Imported)

            def again(ident: str = ident, files: dict[str, bytes] = files) -> None:
                import_list(register, ident, files, DAY)

            print(f"import {what} into SQLite: {first:.2f} s, bound {bound:.0f} s, {first / bound:.2f} of it")
            print(f"  the same again: {_median(again):.3f} s, bound 1 s")
        ledger.close()


def _memory() -> None:
    """Peak memory of a process of its own that reads the OFAC set once."""
    code = (
        "import resource; from benchmarks import lists; lists._read('us_ofac_sdn', lists._ofac());"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kilobytes = int(done.stdout.split()[-1]) / (1024 if sys.platform == "darwin" else 1)
    peak = kilobytes / 1024
    print(f"peak memory of reading the OFAC set: {peak:.0f} MB, bound 400 MB, {peak / 400:.2f} of it")


def _growth(ofac: dict[str, bytes]) -> None:
    """The set cut to a quarter, whole, and four times over: cost for each entry should stay the same."""
    random.seed(0)
    rows = ofac[next(n for n in ofac if n.startswith("sdn.") or n == "sdn.csv")].splitlines(keepends=True)
    quarter = {"sdn.csv": b"".join(rows[: len(rows) // 4])}
    base = 0.0
    for times, factor in ((1, 1), (4, 4), (16, 16)):
        files = _longer(quarter, times)
        entries = len(_parse(files))
        took = _median(lambda files=files: _parse(files), 3)  # type: ignore[misc]
        base = base or took / entries
        each = took / entries / base
        print(f"{factor:>2}x: {entries} entries in {took:.2f} s, {each:.2f} of the cost of each at 1x")


def _parse(files: dict[str, bytes]) -> tuple[object, ...]:
    from proscribe.lists.registry import parser

    return tuple(p.entry.digest for p in parser("us_ofac_sdn")(files).entries)


if __name__ == "__main__":
    main()
