"""Serving: standings and matches a second over HTTP, beside what the same server does without any question.

The register holds every list of `../shared/lists`, or the starter facts alone where they are not. Server and load run
as processes of their own on loopback; beside each stands what the same server does when it is asked only for the end of
the record. `python -m benchmarks.web FILE` keeps the register in FILE for the next run.
"""

import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks import whole
from proscribe.answers.register import Register

CONNECTIONS = 4
SECONDS = 10.0


def main() -> None:
    """Print each figure beside its bound."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if sys.argv[1:2] and "." in sys.argv[1] else Path(folder) / "register.db"
        register, _ = whole.build(place)
        lists = len({e.value.list for e in register.ledger.editions()})
        print(f"register: starter facts and {lists} lists, {register.ledger.head().batch} batches")
        subjects = [s.id for s in register.roster()]
        names = _names(register)
        with _served(place) as (port, process):
            _ready(port)
            _said(port, process, "the end of the record", [{"path": "/v1/head"}], Path(folder), None)
            _standings(port, process, subjects, Path(folder))
            _matches(port, process, names, Path(folder))


def _ready(port: int) -> None:
    """Wait until the server has what the first match of a day needs: the index, who is one party, the standings."""
    began = time.perf_counter()
    while True:
        with suppress(HTTPError):
            urlopen(f"http://127.0.0.1:{port}/readyz", timeout=300).read()
            break
        time.sleep(0.2)
    print(f"ready to match, without a kept index: {time.perf_counter() - began:.1f} s")
    time.sleep(15)  # what is made after the index


def _standings(port: int, process: int, subjects: list[str], folder: Path) -> None:
    chosen = random.Random(1)
    days = [date(2010, 1, 1) + timedelta(days=chosen.randrange(6000)) for _ in range(400)]
    one = [("RU", "US", "GB", "EU", "UN", "KZ")[n % 6] for n in range(4000)]
    asked = [
        {"subject": chosen.choice(subjects), "in": place, "on": str(chosen.choice(days))} for place in one
    ]
    _said(
        port, process, "standing in one place, any day", [_get("/v1/standing", a) for a in asked], folder, 300
    )
    everywhere = [{"subject": chosen.choice(subjects), "on": str(chosen.choice(days))} for _ in range(4000)]
    _said(
        port,
        process,
        "standing everywhere, any day",
        [_get("/v1/standing", a) for a in everywhere],
        folder,
        300,
    )


def _matches(port: int, process: int, names: list[str], folder: Path) -> None:
    asked = [
        {
            "method": "POST",
            "path": "/match/default",
            "body": json.dumps({"queries": {"q": {"schema": "LegalEntity", "properties": {"name": [name]}}}}),
        }
        for name in names
    ]
    _said(port, process, "match, one name a request", asked, folder, 100)


def _said(
    port: int, process: int, what: str, asked: list[dict[str, str]], folder: Path, bound: int | None
) -> None:
    file = folder / "requests.jsonl"
    file.write_text("\n".join(json.dumps(a) for a in asked), "utf-8")
    load = [sys.executable, "-m", "benchmarks.load", str(port), str(file)]
    subprocess.run([*load, "1", "2"], check=True, capture_output=True)  # opens what is opened at first use
    before = _memory(process)
    done = subprocess.run([*load, str(CONNECTIONS), str(SECONDS)], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    asked_for = f"; asked for {bound}/s: x{found['rate'] / bound:.1f}" if bound else ""
    print(
        f"{what}: {found['rate']:,.0f}/s, median {found['median']:.1f} ms, p99 {found['p99']:.1f} ms, "
        f"{found['failed']} of {found['requests']:,} not answered{asked_for}; "
        f"memory {before} MB before, {_memory(process)} MB after"
    )


def _get(path: str, asked: dict[str, str]) -> dict[str, str]:
    return {"path": f"{path}?{urlencode(asked)}"}


def _names(register: Register) -> list[str]:
    """Names to match: half of those listed, half that no list has."""
    chosen = random.Random(2)
    listed = [name for subject in register.roster() for name in subject.names]
    clean = [f"{chosen.choice(_FIRST)} {chosen.choice(_LAST)}" for _ in range(len(listed))]
    names = [*listed, *clean]
    chosen.shuffle(names)
    return names[:3000]


@contextmanager
def _served(path: Path) -> Iterator[tuple[int, int]]:
    """A server over the register at a path: its port and the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("proscribe")),
        "--db",
        str(path),
        "serve",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/v1/standing?subject=Taliban&in=RU", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _memory(process: int) -> int:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) >> 10


_FIRST = (
    "Anna",
    "Wei",
    "Fatima",
    "John",
    "Olga",
    "Kwame",
    "Maria",
    "Ahmed",
    "Yuki",
    "Pedro",
    "Ivan",
    "Chloe",
)
_LAST = (
    "Meier",
    "Zhang",
    "Haddad",
    "Okafor",
    "Petrova",
    "Silva",
    "Tanaka",
    "Novak",
    "Larsen",
    "Moreau",
    "Khan",
)

if __name__ == "__main__":
    main()
