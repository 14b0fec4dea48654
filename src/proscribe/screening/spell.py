"""Which words of a list a word may be a spelling of, and how near: computed once for each distinct spelling class.

A spelling is a fold with its skeleton. The nearness of two spellings is the mean of how many letters of their folds
and of their skeletons agree (edits and swaps of neighbours, as a share of the longer one): a vowel weighs half of what
a consonant does. Where one of the two comes from a script without vowels, the skeletons alone decide, less a little.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from . import container, keys, ragged
from .fold import skeleton

BLOCK = 8192  # spellings compared at once
NEAR = 0.7  # below this two words are strangers
VOWELLESS = 0.9  # the most that two words can agree of which one has no vowels


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each query spelling the list spellings near it: `start` (rows + 1), then `fold` and `near`."""

    start: ragged.Ints
    fold: NDArray[np.int32]
    near: NDArray[np.float32]


@dataclass(frozen=True)
class Spellings:
    """Distinct spellings: the folds (a vowelless one ends in `-`) and the skeleton of each."""

    folds: tuple[str, ...]
    bones: tuple[str, ...]

    @classmethod
    def of(cls, folds: tuple[str, ...]) -> "Spellings":
        """The spellings of these folds."""
        return cls(folds, tuple(skeleton(f.rstrip("-")) for f in folds))

    def arrays(self) -> container.Arrays:
        """The texts as arrays, to be kept."""
        return {"folds": container.text_array(self.folds), "bones": container.text_array(self.bones)}

    @classmethod
    def from_arrays(cls, arrays: container.Arrays, prefix: str) -> "Spellings":
        """The spellings that were kept as arrays."""
        return cls(container.texts(arrays[prefix + "folds"]), container.texts(arrays[prefix + "bones"]))

    @cached_property
    def plain(self) -> NDArray[np.object_]:
        """The folds without the mark of vowelless ones."""
        return _objects([f.rstrip("-") for f in self.folds])

    @cached_property
    def skeletons(self) -> NDArray[np.object_]:
        """The skeletons as an array of texts."""
        return _objects(list(self.bones))

    @cached_property
    def vowelless(self) -> NDArray[np.bool_]:
        """Which spellings come from a script that leaves vowels out."""
        return np.array([f.endswith("-") for f in self.folds], bool)

    @cached_property
    def numeric(self) -> NDArray[np.bool_]:
        """Which spellings hold a digit."""
        return (((self.codes >= 48) & (self.codes <= 57)).any(axis=1)).astype(bool)

    @cached_property
    def codes(self) -> NDArray[np.uint8]:
        """The letters of the plain folds."""
        return keys.letters(self.plain.tolist())

    @cached_property
    def bone_codes(self) -> NDArray[np.uint8]:
        """The letters of the skeletons."""
        return keys.letters(list(self.bones))


def _objects(texts: list[str]) -> NDArray[np.object_]:
    out = np.empty(len(texts), object)
    out[:] = texts
    return out


@dataclass(frozen=True, slots=True)
class Keys:
    """The sorted deletion keys of one family and the spelling each belongs to."""

    key: keys.U64
    owner: keys.I32


def keyed(spellings: Spellings, family: str, which: NDArray[np.int64]) -> Keys:
    """The keys of the spellings of these numbers."""
    codes = spellings.codes if family == "folded" else spellings.bone_codes
    key, owner = keys.deletions(codes[which], family)
    order = np.argsort(key, kind="stable")
    return Keys(key[order], which[owner[order]].astype(np.int32))


def keyed_blocks(spellings: Spellings) -> Iterator[tuple[Keys, Keys]]:
    """The keys of all spellings by fold and by skeleton, a block of spellings at a time, which bounds the memory."""
    for first in range(0, len(spellings.folds), BLOCK):
        which = np.arange(first, min(first + BLOCK, len(spellings.folds)))
        yield keyed(spellings, "folded", which), keyed(spellings, "skeleton", which)


def neighbours(
    query: Spellings,
    query_keys: Iterable[tuple[Keys, Keys]],
    listed: Spellings,
    listed_keys: tuple[Keys, Keys],
) -> Neighbours:
    """All pairs of spellings at least `NEAR`, found where any of their keys meet."""
    width = np.int64(max(len(listed.folds), 1))
    lefts, rights, nears = [_NONE], [_NONE.astype(np.int32)], [_NONE.astype(np.float32)]
    for block in query_keys:
        found = [_meet(q, ls, width) for q, ls in zip(block, listed_keys, strict=True)]
        pairs = ragged.distinct(np.concatenate(found))
        left, right = pairs // width, (pairs % width).astype(np.int32)
        near = nearness(query, left, listed, right)
        keep = near >= NEAR
        lefts.append(left[keep])
        rights.append(right[keep])
        nears.append(near[keep])
    left = np.concatenate(lefts)
    count = np.bincount(left, minlength=len(query.folds))
    return Neighbours(ragged.starts(count), np.concatenate(rights), np.concatenate(nears))


_NONE = np.zeros(0, np.int64)


def _meet(query: Keys, listed: Keys, width: np.int64) -> ragged.Ints:
    low = np.searchsorted(listed.key, query.key, "left")
    at = (
        np.flatnonzero(listed.key[np.minimum(low, len(listed.key) - 1)] == query.key)
        if len(listed.key)
        else _NONE
    )
    low, key = low[at], query.key[at]
    count = np.searchsorted(listed.key, key, "right") - low
    there = ragged.positions(low, count)
    return np.repeat(query.owner[at].astype(np.int64), count) * width + listed.owner[there]


def nearness(
    query: Spellings,
    left: ragged.Ints,
    listed: Spellings,
    right: NDArray[np.int32],
    least: float = NEAR,
) -> NDArray[np.float32]:
    """How near the spellings `left` of the query and `right` of the list are, 0 to 1, pair by pair.

    A pair that cannot reach `least` may be given as 0.
    """
    if len(left) == 0:
        return np.zeros(0, np.float32)
    alike = OSA.normalized_similarity
    bones = cpdist(
        query.skeletons[left].tolist(), listed.skeletons[right].tolist(), scorer=alike, dtype=np.float32
    )
    near = np.zeros(len(left), np.float32)
    likely = np.flatnonzero(bones >= 2 * least - 1)
    flesh = cpdist(
        query.plain[left[likely]].tolist(),
        listed.plain[right[likely]].tolist(),
        scorer=alike,
        dtype=np.float32,
    )
    near[likely] = (flesh + bones[likely]) / 2
    bare = query.vowelless[left] != listed.vowelless[right]
    near = np.where(bare, np.maximum(near, bones * VOWELLESS), near)
    number = query.numeric[left] | listed.numeric[right]
    near[number & (near < 1)] = 0
    return near
