"""Which units of a name meet which units of a form."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import ragged
from .profile import JOINED, Profile
from .side import Side

RESPELT = np.float32(0.97)  # how near two spellings of one sound are
ABBREVIATED = np.float32(0.9)  # how near a word and its first letter are
LETTER = 128  # the mark of a single letter among initials


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


@dataclass(frozen=True, slots=True)
class _Found:
    """Pairs of units by number: of the candidate, of the profile's unit, of the side's unit; and how near."""

    candidate: NDArray[np.int64]
    asked: NDArray[np.int64]
    at: NDArray[np.int64]
    near: NDArray[np.float32]


def pairs(profile: Profile, side: Side, name: NDArray[np.int64], form: NDArray[np.int32]) -> Pairs:
    """Look up every unit of every candidate form among what the name looks for."""
    alike, letters = _alike(profile, side, name, form), _initials(profile, side, name, form)
    candidate = np.concatenate([alike.candidate, letters.candidate])
    asked = np.concatenate([alike.asked, letters.asked])
    at = np.concatenate([alike.at, letters.at])
    return Pairs(
        name,
        form,
        candidate,
        profile.mask[asked],
        side.unit_mask[at],
        np.concatenate([alike.near, letters.near]),
        profile.weight[asked],
        side.unit_weight[at],
    )


def _alike(profile: Profile, side: Side, name: NDArray[np.int64], form: NDArray[np.int32]) -> _Found:
    """Units of the same or a near spelling."""
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
    return _Found(candidate[fit], asked[fit], at[fit], near[fit])


def _initials(profile: Profile, side: Side, name: NDArray[np.int64], form: NDArray[np.int32]) -> _Found:
    """Single letters and the words that begin with them."""
    lettered = np.zeros(len(profile.total), bool)
    lettered[profile.owner[profile.initial >= LETTER]] = True
    some = np.flatnonzero(lettered[name] | side.form_letters[form])
    words = profile.start[name[some] + 1] - profile.start[name[some]]
    asked = ragged.positions(profile.start[name[some]], words)
    candidate = np.repeat(some, words)
    units = side.form_start[form[candidate] + 1] - side.form_start[form[candidate]]
    at = ragged.positions(side.form_start[form[candidate]], units)
    candidate, asked = np.repeat(candidate, units), np.repeat(asked, units)
    ours, theirs = profile.initial[asked], side.unit_initial[at]
    fit = np.flatnonzero((ours ^ theirs) == LETTER)
    return _Found(candidate[fit], asked[fit], at[fit], np.full(len(fit), ABBREVIATED))


def _several(mask: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """True where a set of places has more than one."""
    out: NDArray[np.bool_] = (mask & (mask - np.uint64(1))) != 0
    return out
