"""Screening: how fast, how good, beside its peers on the same names.

    python -m benchmarks.screening [--names 1000000] [--peers PATH] [--install] [--only speed|quality|growth|peers]

Lists: UN, OFAC, OFSI and UK together, from `../shared/lists`. The peers run in an environment of their own
(`~/.cache/proscribe/peers`, or PATH); `--install` makes it from pinned releases. Quality is the share of names that are
not literally listed and are found, at the score that a given share of clean names reaches; intervals are Wilson's at
95 %. Speeds are names a second of CPU time on one core unless they say otherwise.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import screening_lists, screening_names, screening_quality
from proscribe.model.entries import Entry, Name
from proscribe.model.words import PartyKind
from proscribe.screening import batch, normalise
from proscribe.screening.engine import Engine
from proscribe.screening.hits import Query
from proscribe.screening.index import Index, build

PEERS = Path.home() / ".cache/proscribe/peers"
PINNED = [
    "nomenklatura==4.17.4",
    "duckdb==1.5.6",
    "rapidfuzz==3.14.6",
    "scikit-learn==1.9.1",
    "sparse-dot-topn==1.2.0",
    "pytickersymbols==1.17.10",
]
TIMED = [
    "tf-idf 3-grams",
    "tf-idf 2-3-grams",
    "rapidfuzz token_sort",
    "nomenklatura logic-v1",
    "nomenklatura logic-v2",
]
DAY = date(2026, 5, 1)


def line(*cells: object) -> None:
    """One row of a Markdown table."""
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def head(*cells: str) -> None:
    """The heading of a Markdown table."""
    print()
    line(*cells)
    line(*["---"] * len(cells))


def index_of(entries: list[Entry]) -> Index:
    """The index of some entries on the day of the benchmark."""
    return build(entries, on=DAY, known=DAY)


def speed(names: int) -> None:
    """Build, open, batch, single."""
    entries = screening_lists.four_lists()
    head("what", "measured", "bound")
    began = time.perf_counter()
    index = index_of(entries)
    line(
        f"index built ({sum(len(e.names) for e in entries):,} names)",
        f"{time.perf_counter() - began:.1f} s",
        "20 s",
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lists.index"
        index.save(path)
        opened = []
        for _ in range(9):
            began = time.perf_counter()
            engine = Engine.open(path)
            opened.append(time.perf_counter() - began)
        line(f"index opened ({path.stat().st_size / 1e6:.0f} MB)", f"{median(opened):.3f} s", "0.2 s")
        _single(engine)
        _batch(path, names)


def _single(engine: Engine) -> None:
    people = [n for n, _ in screening_names.wikipedia()[:1500]] + screening_names.hard_people(1500, [])
    people = [n for n in people if normalise.unreadable(n) is None]
    engine.screen([Query("Warm Up")])
    walls, spent = [], []
    for name in people:
        wall, cpu = time.perf_counter(), time.process_time()
        engine.screen([Query(name)])
        walls.append((time.perf_counter() - wall) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    for what, values in (("wall", walls), ("CPU", spent)):
        low, high = np.percentile(values, [50, 99])
        line(f"one name, all kinds of party ({what})", f"median {low:.1f}, p99 {high:.1f} ms", "5 ms at p99")


def _batch(path: Path, count: int) -> None:
    """In a process of its own, so that memory and CPU are those of screening alone."""
    people = (n for n, _ in screening_names.wikipedia()[:count])
    text = "\n".join(" ".join(n.split()) for n in people if normalise.unreadable(n) is None)
    path.with_suffix(".names").write_text(text, encoding="utf-8")
    code = (
        "from benchmarks.screening import batch_run; import sys; "
        "batch_run(sys.argv[1], int(sys.argv[2]), sys.argv[3] or None)"
    )
    for kind in ("", "person"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), str(count), kind],
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout)
        what = "all kinds of party" if not kind else "persons only"
        line(
            f"{found['names']:,} names, {what}, {found['processes']} processes",
            f"{found['rate']:,.0f} names/s wall",
            "15,000",
        )
        line(f"the same, a core ({what})", f"{found['core']:,.0f} names/s CPU", "")
        line(f"memory of all processes together ({what})", f"{found['memory']:,.0f} MB", "1,000 MB")


def batch_run(path: str, count: int, kind: str | None) -> None:
    """Screen many names from a stream and print what it took."""
    engine = Engine.open(Path(path))
    file = Path(path).with_suffix(".names")
    party = PartyKind(kind) if kind else None
    memory, names, hits = 0.0, 0, 0
    began = time.perf_counter()
    with file.open(encoding="utf-8") as stream:
        queries = (Query(text.rstrip("\n"), kind=party) for text in stream)
        for part in batch.screen(engine, queries, alarms=1):
            names += len(part.queries)
            hits += sum(map(len, part.hits))
            memory = max(memory, _memory())
    wall = time.perf_counter() - began
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(
        json.dumps(
            {
                "names": names,
                "hits": hits,
                "rate": names / wall,
                "core": names / cpu,
                "memory": memory,
                "processes": batch.cores(),
            }
        )
    )


def _memory() -> float:
    """MB that this process and its children hold, what they share counted once (proportional set size)."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not children.exists():
        return float("nan")
    total = 0
    for process in [str(os.getpid()), *children.read_text().split()]:
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(next(row for row in text.splitlines() if row.startswith("Pss:")).split()[1])
    return total / 1024


def growth() -> None:
    """Cost per name as the list grows: 25,000, 100,000 and 400,000 names of people."""
    people = [n for n, _ in screening_names.wikipedia() if normalise.unreadable(n) is None]
    queries = [Query(n, kind=PartyKind.PERSON) for n in screening_names.hard_people(30_000, [])]
    head("names on the list", "built in", "CPU µs a name", "times the list", "times the cost")
    first: tuple[int, float] | None = None
    for size in (25_000, 100_000, 400_000):
        entries = [
            Entry("people", str(i), PartyKind.PERSON, (Name(n),)) for i, n in enumerate(people[-size:])
        ]
        began = time.perf_counter()
        engine = Engine(index_of(entries))
        built = time.perf_counter() - began
        engine.screen(queries[:100], alarms=1)
        began = time.process_time()
        engine.screen(queries, threshold=0.9)
        cost = (time.process_time() - began) / len(queries) * 1e6
        first = first or (size, cost)
        line(f"{size:,}", f"{built:.1f} s", f"{cost:.0f}", f"{size / first[0]:.0f}", f"{cost / first[1]:.1f}")


def quality(peers: Path) -> None:
    """Recall at rates of false alarms, and the labelled pairs."""
    screening_names.use_packages_of(peers)
    head("names not literally listed", "number", "clean names", "found at 0.1 %", "at 1 %", "at 5 %")
    for case in screening_quality.cases():
        found = case.measure()
        line(case.what, f"{len(case.positives):,}", f"{len(case.clean):,}", *map(str, found))
    auc, best, at, number = screening_quality.labelled()
    head("labelled pairs of nomenklatura", "AUC", "F1")
    line(f"{number} pairs, `compare.agreement` (F1 at {at:.2f})", f"{auc:.3f}", f"{best:.3f}")


def peers(path: Path) -> None:
    """The same names through the released packages of others; each timed on 1,000 names, one core."""
    python = path / "bin/python"
    if not python.exists():
        print(f"\npeers skipped: there is no environment at {path}; make it with --install")
        return
    entries = [e for e in screening_lists.four_lists() if e.kind is PartyKind.PERSON]
    rest, positives = screening_names.hidden(entries, PartyKind.PERSON, 500)
    clean = screening_names.hard_people(2_000, screening_names.names_of(entries))
    sample = [n for n, _ in screening_names.wikipedia()[:1000] if normalise.unreadable(n) is None]
    listed = [[n.text, f"{e.list}:{e.ref}"] for e in rest for n in e.names]
    engine = Engine(index_of(rest))
    many = [Query(n, kind=PartyKind.PERSON) for n, _ in screening_names.wikipedia()[:30_000]]
    many = [q for q in many if normalise.unreadable(q.name) is None]
    began = time.process_time()
    engine.screen(many, alarms=1)
    ours = len(many) / (time.process_time() - began)
    head("persons, one core", "names/s", "we are times as fast", "found at 1 %", "at 5 %")
    found = screening_quality.Case("", rest, PartyKind.PERSON, positives, clean).measure((0.01, 0.05))
    line("proscribe", f"{ours:,.0f}", "1", *map(str, found))
    for peer in TIMED:
        task = {"peer": peer, "schema": "Person", "listed": listed}
        timed = _ask(python, {**task, "queries": sample, "targets": [None] * len(sample)})
        slow = peer.startswith("nomenklatura")
        few = clean[:1000] if slow else clean
        asked = _ask(
            python,
            {
                **task,
                "queries": [p.name for p in positives] + few,
                "targets": [sorted(p.entries) for p in positives] + [None] * len(few),
            },
        )
        if timed is None or asked is None:
            line(peer, "not installed", "", "", "")
            continue
        scores = np.array(asked[0])
        shares = screening_quality.shares(scores[: len(positives)], scores[len(positives) :], (0.01, 0.05))
        rate = len(sample) / timed[1]
        line(peer, f"{rate:,.0f}", f"{ours / rate:,.1f}", *map(str, shares))
    _peer_pairs(python)


def _peer_pairs(python: Path) -> None:
    pairs, same = screening_quality.labelled_pairs()
    head("labelled pairs", "AUC", "F1")
    for algorithm in ("logic-v1", "logic-v2"):
        task = {"peer": "pairs", "algorithm": algorithm, "pairs": [[p.schema, p.one, p.other] for p in pairs]}
        asked = _ask(python, task)
        if asked is not None:
            scores = np.array(asked[0])
            line(
                f"nomenklatura {algorithm}",
                f"{screening_quality.auc(scores, same):.3f}",
                f"{screening_quality.best_f1(scores, same)[0]:.3f}",
            )


def _ask(python: Path, task: Mapping[str, object]) -> tuple[list[float], float] | None:
    """Run one peer; None when its package is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        given, taken = Path(folder) / "task.json", Path(folder) / "result.json"
        given.write_text(json.dumps(task), encoding="utf-8")
        script = Path(__file__).with_name("screening_peers.py")
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            [python, script, given, taken], capture_output=True, text=True, check=False, env=environment
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            print(f"{task['peer']}: skipped: {last}", file=sys.stderr)
            return None
        result = json.loads(taken.read_text(encoding="utf-8"))
        return result["scores"], result["seconds"]


def install(path: Path) -> None:
    """Make the peers' environment. nomenklatura needs PyICU, which needs a compiler and the ICU headers."""
    if not (path / "bin/python").exists():
        venv.create(path, with_pip=True)
    subprocess.run([path / "bin/python", "-m", "pip", "install", "--quiet", *PINNED], check=True)


def measure(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments ask for; everything when they ask for nothing."""
    parser = argparse.ArgumentParser(prog="benchmarks.screening", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=1_000_000, help="customers in the batch")
    parser.add_argument("--peers", type=Path, default=PEERS, help="environment with the peers' packages")
    parser.add_argument("--install", action="store_true", help="make that environment first")
    parser.add_argument("--only", choices=["speed", "quality", "growth", "peers"], action="append")
    given = parser.parse_args(arguments)
    if given.install:
        install(given.peers)
    wanted = given.only or ["speed", "growth", "quality", "peers"]
    if "speed" in wanted:
        speed(given.names)
    if "growth" in wanted:
        growth()
    if "quality" in wanted:
        quality(given.peers)
    if "peers" in wanted:
        peers(given.peers)


def main() -> None:
    """The part that takes no minutes: speed on 100,000 names."""
    measure(["--names", "100000", "--only", "speed"])


if __name__ == "__main__":
    measure()
