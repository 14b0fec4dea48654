"""Make `src/proscribe/screening/data/calibration.json` anew: how near clean names come to the reference lists.

    python -m benchmarks.screening_calibrate

The reference lists are UN, OFAC, OFSI and UK together. Clean names: 100,000 people of the cultures that the lists are
full of; quoted companies; made-up ships and registration marks (see `screening_names`).
"""

import json
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import proscribe.screening
from benchmarks import screening_lists, screening_names
from proscribe.model.words import PartyKind
from proscribe.screening import normalise
from proscribe.screening.index import Index, build
from proscribe.screening.match import match
from proscribe.screening.vocabulary import column

RATES = [
    0.5,
    0.3,
    0.2,
    0.1,
    0.07,
    0.05,
    0.03,
    0.02,
    0.01,
    0.007,
    0.005,
    0.003,
    0.002,
    0.001,
    0.0005,
    0.0002,
    0.0001,
]
FLOOR = 0.06
FEWEST = 4  # clean names above a score on which a rate may rest
DECADES = 3.0  # nothing is called rarer than this many powers of ten below the least rate measured
FILE = Path(proscribe.screening.__file__).parent / "data" / "calibration.json"


def nearest(index: Index, side: str, clean: list[str], floor: float = FLOOR) -> NDArray[np.float64]:
    """The raw score of each clean name's nearest listed name."""
    best = np.zeros(len(clean))
    names = column(map(normalise.words, clean), person=side == "person")
    for met in match(names, index.halves[side], floor):
        best[met.name] = max(best[met.name], met.score)
    return best


def curve(index: Index, side: str, clean: list[str]) -> dict[str, list[float]]:
    """Raw scores, rising, and the share of clean names that reach each."""
    best = nearest(index, side, clean)
    points = {0.0: 1.0}
    for rate in RATES:
        score = float(np.quantile(best, 1 - rate))
        if rate * len(clean) >= FEWEST and score > FLOOR:
            points[round(score, 4)] = rate
    (first, high), (last, low) = list(points.items())[-4], list(points.items())[-1]
    slope = np.log10(high / low) / (last - first)
    end = min(0.999, last + DECADES / slope)
    points[round(end, 4)] = low * 10 ** -float(slope * (end - last))
    points[1.0] = min(low * 10**-DECADES, points[round(end, 4)])
    return {
        "names": [index.names(side)],
        "clean": [len(clean)],
        "raw": list(points),
        "rate": [float(f"{r:.3g}") for r in points.values()],
    }


def calibrate() -> None:
    """Measure and write."""
    entries = screening_lists.four_lists()
    index = build(entries, on=date(2026, 5, 1), known=date(2026, 5, 1))
    ships = screening_names.names_of(entries, PartyKind.VESSEL)
    planes = screening_names.names_of(entries, PartyKind.AIRCRAFT)
    clean = {
        "person": screening_names.hard_people(100_000, screening_names.names_of(entries)),
        "organisation": screening_names.companies(),
        "vessel": screening_names.ships(20_000, ships),
        "aircraft": screening_names.marks(20_000, planes),
    }
    if not clean["organisation"]:
        raise SystemExit("pytickersymbols is not installed; install it to calibrate organisations")
    kinds = {side: curve(index, side, names) for side, names in clean.items()}
    FILE.write_text(json.dumps({"kinds": kinds}, indent=1) + "\n", encoding="utf-8")
    for side, table in kinds.items():
        print(side, dict(zip(table["raw"], table["rate"], strict=True)))


if __name__ == "__main__":
    calibrate()
