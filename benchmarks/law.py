"""The law at work: every starter subject under every regime on one day, and what starting up costs.

The bound for the whole fold is one second, for reading all regimes 80 ms. The peer for reading is `tomllib` alone on
the same files: what is above it is the check of every field and of every state machine.
"""

import statistics
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from importlib.resources import files

from proscribe.law import load
from proscribe.law.procedure import fold
from proscribe.model.claims import Claim
from proscribe.starter import facts

ON = date(2026, 11, 22)
RUNS = 7


def main() -> None:
    """Read, fold; print each figure beside its bound or peer."""
    _read()
    _fold()


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def _read() -> None:
    texts = {
        f.name: f.read_text("utf-8")
        for f in (files("proscribe.law") / "regimes").iterdir()
        if f.name[-5:] == ".toml"
    }
    peer = _median(lambda: [tomllib.loads(t) for t in texts.values()])
    ours = _median(lambda: [load.parse_regime(t, name) for name, t in texts.items()])
    one = _median(lambda: load.parse_regime(texts["us.fto.toml"], "us.fto.toml"))
    print(f"read and check {len(texts)} regimes   {ours * 1e3:7.1f} ms   {ours / peer:5.2f} of tomllib alone")
    print(f"  bound 80 ms                {ours * 1e3 / 80:7.2f} of it; one regime {one * 1e3:.2f} ms")
    code = "import time; t = time.perf_counter(); from proscribe.law import procedure, load; load.regime('us.fto');"
    code += "print(time.perf_counter() - t)"
    starts = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(RUNS)
    ]
    print(f"import and read one regime  {statistics.median(starts) * 1e3:7.1f} ms, in a fresh process")


def _fold() -> None:
    held: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for _, claim in facts.acts():
        if claim.subject and claim.regime:
            apart = claim.jurisdiction or "" if load.regime(claim.regime).by_jurisdiction else ""
            held[claim.subject.refs[0], claim.regime, apart].append(claim)
    subjects = sorted({subject for subject, _, _ in held})
    regimes = load.load_regimes()

    def known() -> None:
        for (_, name, _), claims in held.items():
            fold(regimes[name], claims, ON)

    def everything() -> None:
        for subject in subjects:
            for name in regimes:
                fold(regimes[name], held.get((subject, name, ""), ()), ON)

    ours, whole = _median(known), _median(everything)
    acts = sum(len(c) for c in held.values())
    print(
        f"fold {acts} acts, {len(held)} pairs  {ours * 1e3:7.1f} ms   {ours / len(held) * 1e6:.0f} µs a pair"
    )
    print(
        f"fold {len(subjects)} subjects × {len(regimes)} regimes {whole * 1e3:7.1f} ms   "
        f"{whole:.2f} of the bound of one second"
    )


if __name__ == "__main__":
    main()
