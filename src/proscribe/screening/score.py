"""How much two names agree, as one number between 0 and 1, before calibration.

Weights are in nats: how surprising it is to meet a word by chance. `agreed` is the weight of the words that met, less
what their spellings differ by. Words that met nothing count against it: most where both names have such words (they
conflict), least where only one name has them (it is fuller). What agrees is then taken at its worth: agreement in
common words or in few words is weak evidence however complete it is.

    score = agreed / (met + CONFLICT·c + FULLER_QUERY·q + FULLER_LIST·l)  ·  agreed / (agreed + ENOUGH)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pairs import Pairs
from .side import Side

CONFLICT = 1.6
FULLER_QUERY = 0.3
FULLER_LIST = 0.35
DISTANCE = 1.75  # how much agreement is lost with distance of spelling …
STEEP = 1.2  # … and how steeply
ENOUGH = 20.0  # nats at which agreement is worth half


@dataclass(frozen=True, slots=True)
class Scores:
    """The score of each candidate, and what each kept pair of units adds to `agreed` (rows as in `kept`)."""

    score: NDArray[np.float64]
    agreed: NDArray[np.float64]
    part: NDArray[np.float64]


def score(pairs: Pairs, kept: NDArray[np.int64], query: NDArray[np.float64], side: Side) -> Scores:
    """Score all candidates from the pairs that alignment kept; `query` is the weight of each name."""
    candidates = len(pairs.form)
    query, listed = query[pairs.name], side.form_weight[pairs.form].astype(np.float64)
    met = np.minimum(pairs.query_weight[kept], pairs.list_weight[kept]).astype(np.float64)
    part = met * (1 - DISTANCE * (1 - pairs.near[kept].astype(np.float64)) ** STEEP)
    at = pairs.candidate[kept]
    agreed, total = _sums(at, part, candidates), _sums(at, met, candidates)
    alone, extra = np.maximum(query - total, 0), np.maximum(listed - total, 0)
    conflict = np.minimum(alone, extra)
    against = CONFLICT * conflict + FULLER_QUERY * (alone - conflict) + FULLER_LIST * (extra - conflict)
    whole = np.where(total > 0, agreed / np.maximum(total + against, 1e-9), 0)
    return Scores(whole * agreed / (agreed + ENOUGH), agreed, part)


def _sums(at: NDArray[np.int64], values: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    return np.bincount(at, values, length).astype(np.float64)


def needed(weight: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """The least weight that must meet for a name of this weight to score `floor`; above `weight` where none can.

    Solves the formula above for a form that has no word of its own and spells as the name does.
    """
    square = 1 - floor * (1 - FULLER_QUERY)
    linear = floor * (ENOUGH * (1 - FULLER_QUERY) + FULLER_QUERY * weight)
    constant = floor * ENOUGH * FULLER_QUERY * weight
    return (linear + np.sqrt(linear**2 + 4 * square * constant)) / (2 * square)
