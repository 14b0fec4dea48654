"""Which word of the name met which word of the form: best pair first, each word at most once."""

import numpy as np
from numpy.typing import NDArray

from .pairs import Pairs


def align(pairs: Pairs) -> NDArray[np.int64]:
    """Keep the pair that speaks most, drop those that use its words, and so on, for all candidates at once.

    Gives the rows of `pairs` that are kept, ordered by candidate.
    """
    value = pairs.near * np.minimum(pairs.query_weight, pairs.list_weight)
    order = np.lexsort((-value, pairs.candidate))
    candidate = pairs.candidate[order]
    query, listed = pairs.query_mask[order], pairs.list_mask[order]
    used_query = np.zeros(len(pairs.form), np.uint64)
    used_listed = np.zeros(len(pairs.form), np.uint64)
    alive = np.arange(len(order))
    kept = []
    while len(alive):
        owner = candidate[alive]
        first = np.ones(len(alive), bool)
        np.not_equal(owner[1:], owner[:-1], out=first[1:])
        best = alive[first]
        kept.append(best)
        used_query[candidate[best]] |= query[best]
        used_listed[candidate[best]] |= listed[best]
        free = (query[alive] & used_query[owner]) | (listed[alive] & used_listed[owner])
        alive = alive[free == 0]
    rows = np.sort(np.concatenate(kept)) if kept else np.zeros(0, np.int64)
    return order[rows]
