"""Rows of unequal length as flat arrays: `start` and `count` a row, values in one run."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def starts(counts: NDArray[np.integer]) -> Ints:
    """Where each row starts and the last one ends: shape (rows + 1,)."""
    out = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def positions(start: NDArray[np.integer], count: NDArray[np.integer]) -> Ints:
    """The places of all values of the rows, row after row."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(start - (ends - count), count) + np.arange(total)


def distinct(keys: Ints) -> Ints:
    """The different keys in ascending order. Sorts in place; faster here than numpy's own."""
    keys.sort()
    return keys[first_of_runs(keys)]


def first_of_runs(keys: NDArray[np.generic]) -> NDArray[np.bool_]:
    """True where a sorted key differs from the one before it."""
    out = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=out[1:])
    return out
