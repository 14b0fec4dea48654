"""From a column of names to scored forms on one side of an index, slice by slice."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import ragged
from .align import align
from .candidates import candidates
from .index import Half, literal_keys
from .pairs import pairs
from .profile import bearing, hopeless, profile
from .score import needed, score
from .vocabulary import Column

SLICE = 4096  # names compared at once: bounds the memory


@dataclass(frozen=True, slots=True)
class Met:
    """A pair of units that met: the places of words on either side, how near, what it weighs, what it adds."""

    query_mask: int
    list_mask: int
    near: float
    weight: float
    agreed: float


@dataclass(frozen=True, slots=True)
class Match:
    """A form that a name of the column may mean: `name` counts in the column, `score` is before calibration."""

    name: int
    form: int
    score: float
    literal: bool
    met: tuple[Met, ...]


def match(column: Column, half: Half, floor: float) -> Iterator[Match]:
    """All forms that score `floor` or more against a name of the column, and all that have the same words."""
    if len(column.start) == 1 or half.side.names == 0:
        return
    seen = bearing(column, half.side)
    for first in range(0, len(column.start) - 1, SLICE):
        last = min(first + SLICE, len(column.start) - 1)
        part = column if last - first == len(column.start) - 1 else column.slice(first, last)
        literal_name, literal_form = _literal(part, half)
        total = np.bincount(part.owner, seen.weight[part.word], minlength=last - first).astype(np.float64)
        if len(literal_name) == 0 and hopeless(part, half.side, seen, needed(total, floor)):
            continue
        what = profile(part, half.side, seen)
        name, form = candidates(what, half.side, floor)
        name, form, literal = _merged(name, form, literal_name, literal_form, half.side.names)
        if len(name) == 0:
            continue
        found = pairs(what, half.side, name, form)
        kept = align(found)
        scores = score(found, kept, what.total, half.side)
        good = np.flatnonzero((scores.score >= floor) | literal)
        if len(good) == 0:
            continue
        owner = found.candidate[kept]
        low, high = np.searchsorted(owner, good, "left"), np.searchsorted(owner, good, "right")
        weight = np.minimum(found.query_weight[kept], found.list_weight[kept])
        for row, begin, end in zip(good.tolist(), low.tolist(), high.tolist(), strict=True):
            met = tuple(
                Met(
                    int(found.query_mask[kept[k]]),
                    int(found.list_mask[kept[k]]),
                    float(found.near[kept[k]]),
                    float(weight[k]),
                    float(scores.part[k]),
                )
                for k in range(begin, end)
            )
            yield Match(
                first + int(name[row]), int(form[row]), float(scores.score[row]), bool(literal[row]), met
            )


def _literal(column: Column, half: Half) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Names and forms that consist of the same words."""
    key = literal_keys(column.vocabulary.hash[column.word], column.start)
    low = np.searchsorted(half.literal_key, key, "left")
    count = np.searchsorted(half.literal_key, key, "right") - low
    hit = np.flatnonzero(count)
    at = (
        np.concatenate([np.arange(a, a + n) for a, n in zip(low[hit], count[hit], strict=True)])
        if len(hit)
        else hit
    )
    return np.repeat(hit, count[hit]), half.literal_form[at]


def _merged(
    name: NDArray[np.int64],
    form: NDArray[np.int32],
    literal_name: NDArray[np.int64],
    literal_form: NDArray[np.int32],
    forms: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]:
    """Both kinds of candidates in one order, each once."""
    if len(literal_name) == 0:
        return name, form, np.zeros(len(name), bool)
    exact = ragged.distinct(literal_name * forms + literal_form)
    both = ragged.distinct(np.concatenate([name * forms + form, exact]))
    return both // forms, (both % forms).astype(np.int32), np.isin(both, exact)
