"""Which units of a name meet which units of a form."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import ragged
from .profile import JOINED, Profile
from .side import Side

RESPELT = np.float32(0.97)  # how near two spellings of one sound are


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates (`name`, `form`) and the pairs of units that speak for each.

    For each pair: `candidate`, the places of words it covers in the name and in the form, how `near` the two are,
    and what they weigh on either side.
    """

    name: NDArray[np.int64]
    form: NDArray[np.int32]
    candidate: NDArray[np.int64]
    query_mask: NDArray[np.uint64]
    list_mask: NDArray[np.uint64]
    near: NDArray[np.float32]
    query_weight: NDArray[np.float32]
    list_weight: NDArray[np.float32]


def pairs(profile: Profile, side: Side, name: NDArray[np.int64], form: NDArray[np.int32]) -> Pairs:
    """Look up every unit of every candidate form among what the name looks for."""
    width = np.int64(max(len(side.spellings.folds), 1))
    sought = ragged.positions(profile.low, profile.count)
    unit = np.repeat(np.arange(len(profile.name)), profile.count)
    key = profile.name[unit] * width + profile.spelling[sought]
    order = np.argsort(key, kind="stable")
    key, sought, unit = key[order], sought[order], unit[order]

    units = side.form_start[form + 1] - side.form_start[form]
    at = ragged.positions(side.form_start[form], units)
    candidate = np.repeat(np.arange(len(form)), units)
    seek = name[candidate] * width + side.unit_spelling[at]
    low = np.searchsorted(key, seek, "left")
    hit = np.flatnonzero(key[np.minimum(low, len(key) - 1)] == seek) if len(key) else np.zeros(0, np.int64)
    low, at, candidate = low[hit], at[hit], candidate[hit]
    count = np.searchsorted(key, seek[hit], "right") - low
    take = ragged.positions(low, count)
    at, candidate, asked = np.repeat(at, count), np.repeat(candidate, count), unit[take]
    near = profile.near[sought[take]]
    near = np.where((near == 1) & (profile.hash[asked] != side.unit_hash[at]), RESPELT, near)
    both, listed = _several(profile.mask[asked]), _several(side.unit_mask[at])
    near = np.where(both != listed, np.where(near >= RESPELT, JOINED, 0), near)
    fit = np.flatnonzero(~(both & listed) & (near > 0))
    return Pairs(
        name,
        form,
        candidate[fit],
        profile.mask[asked[fit]],
        side.unit_mask[at[fit]],
        near[fit],
        profile.weight[asked[fit]],
        side.unit_weight[at[fit]],
    )


def _several(mask: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """True where a set of places has more than one."""
    out: NDArray[np.bool_] = (mask & (mask - np.uint64(1))) != 0
    return out
