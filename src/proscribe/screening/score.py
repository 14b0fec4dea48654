"""How much two names agree, as one number between 0 and 1, before calibration.

Weights are in nats: how surprising it is to meet a word by chance. `agreed` is the weight of the words that met, less
what their spellings differ by. Words that met nothing count against it: a little where only one of the names has such
words (it is fuller), and more the more of them there are on both sides (they conflict: another person of the family).
What agrees is then taken at its worth: agreement in common words or in few words is weak evidence however complete.

    score = agreed / (met + FULLER_QUERY·q + FULLER_LIST·l)  ·  exp(-c / CONFLICT)  ·  agreed / (agreed + ENOUGH)

and a little less where the words met out of order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pairs import Pairs
from .side import Side

CONFLICT = 20.0  # nats of conflict that leave a third of the score
FULLER_QUERY = 0.35
FULLER_LIST = 0.4
DISTANCE = 1.75  # how much agreement is lost with distance of spelling …
STEEP = 1.2  # … and how steeply
ENOUGH = 20.0  # nats at which agreement is worth half
DISORDER = 0.85  # what is left of the score when the words met in another order, beyond surname first or last


@dataclass(frozen=True, slots=True)
class Scores:
    """For each candidate the `score` and the score without its worth (`whole`); for each kept pair of units the
    `part` it has in what agreed."""

    score: NDArray[np.float64]
    whole: NDArray[np.float64]
    part: NDArray[np.float64]


def score(
    pairs: Pairs,
    kept: NDArray[np.int64],
    query: NDArray[np.float64],
    side: Side,
    *,
    conflict: float = CONFLICT,
) -> Scores:
    """Score all candidates from the pairs that alignment kept; `query` is the weight of each name."""
    candidates = len(pairs.form)
    query, listed = query[pairs.name], side.form_weight[pairs.form].astype(np.float64)
    met = np.minimum(pairs.query_weight[kept], pairs.list_weight[kept]).astype(np.float64)
    part = met * np.maximum(1 - DISTANCE * (1 - pairs.near[kept].astype(np.float64)) ** STEEP, 0)
    at = pairs.candidate[kept]
    agreed, total = _sums(at, part, candidates), _sums(at, met, candidates)
    alone, extra = np.maximum(query - total, 0), np.maximum(listed - total, 0)
    both = np.minimum(alone, extra)
    against = FULLER_QUERY * (alone - both) + FULLER_LIST * (extra - both)
    whole = np.where(total > 0, agreed / np.maximum(total + against, 1e-9), 0)
    whole *= np.exp(-both / conflict) * np.where(_disordered(pairs, kept), DISORDER, 1)
    return Scores(whole * agreed / (agreed + ENOUGH), whole, part)


def _disordered(pairs: Pairs, kept: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which candidates met in an order that no turn of the words (surname first or last) explains."""
    owner = pairs.candidate[kept]
    order = np.lexsort((pairs.query_mask[kept], owner))
    owner, place = owner[order], pairs.list_mask[kept][order]
    last = np.ones(len(owner), bool)
    np.not_equal(owner[1:], owner[:-1], out=last[:-1])
    first = np.roll(last, 1)
    after = np.roll(place, -1)
    after[last] = place[first]
    falls = np.bincount(owner[after < place], minlength=len(pairs.form))
    return np.asarray(falls > 1)


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
