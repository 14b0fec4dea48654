"""What a score means, and where to draw the line.

Names of people and firms that are not listed were screened against a reference set of lists, and
`data/calibration.json` says which share of them came how near to some listed name. A calibrated score s says: of a
thousand hard clean names (people of the cultures that the lists are full of; quoted companies; made-up ships and
marks), (1 - s)³ · 1000 come as near as this to some name of the reference lists.

    score   0.95   0.90   0.80   0.70   0.63   0.54
    alarms  0.1    1      8      27     50     100      per thousand hard clean names

Longer lists raise more alarms and shorter ones fewer, in proportion; `threshold` allows for that. Clean names at large
raise far fewer than hard ones.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..model.canonical import digest

POWER = 3.0
LEAST = 0.5  # no number of alarms asked for lowers the line further: below, names are merely similar
KINDS = ("person", "organisation", "vessel", "aircraft")


@cache
def _text() -> str:
    return (files(__package__) / "data" / "calibration.json").read_text(encoding="utf-8")


@cache
def _published() -> dict[str, dict[str, list[float]]]:
    data: dict[str, dict[str, list[float]]] = json.loads(_text())["kinds"]
    return data


def edition() -> str:
    """SHA-256 of the published calibration, by which a certificate names it."""
    return digest(_text().encode())


@cache
def _curve(kind: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Raw scores, rising, and the calibrated score of each."""
    table = _published()[kind]
    raw, rate = np.array(table["raw"]), np.array(table["rate"])
    return raw, 1 - rate ** (1 / POWER)


def calibrated(raw: float, kind: str) -> float:
    """The calibrated score of a raw one."""
    known, score = _curve(kind)
    return float(np.interp(raw, known, score))


def raw(score: float, kind: str) -> float:
    """The raw score that a calibrated one stands for."""
    known, scores = _curve(kind)
    return float(np.interp(score, scores, known))


def threshold(alarms: float, kind: str, names: int) -> float:
    """The calibrated score at which `alarms` per thousand hard clean names are expected from this many listed names.

    Never below `LEAST`, however short the lists.
    Raises `BadInput` when `alarms` is not above 0 and below 1000.
    """
    if not 0 < alarms < 1000:
        raise BadInput(
            f"alarms {alarms:g} is out of range; give the false alarms per thousand names, 0.1 to 100"
        )
    reference = float(_published()[kind]["names"][0])
    share = alarms / 1000 * reference / max(names, 1)
    line: float = 1 - float(min(share, 1.0)) ** (1 / POWER)
    return max(LEAST, line)


def alarms(score: float, kind: str, names: int) -> float:
    """How many of a thousand hard clean names come as near as this score to one of this many listed names."""
    reference = float(_published()[kind]["names"][0])
    return float(min(1000.0, 1000 * (1 - score) ** POWER * names / reference))
