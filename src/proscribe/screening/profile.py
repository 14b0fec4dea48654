"""What a column of names looks for on one side of an index."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import keys, ragged
from .side import Side, word_weights
from .spell import Neighbours, neighbours
from .vocabulary import Column

JOINED = np.float32(0.97)  # how near two words are to the same two written as one
DRIFT = 12.0  # nats by which a word is rarer than the listed word it is near, for each unit of distance


@dataclass(frozen=True, slots=True)
class Bearing:
    """The vocabulary of a column as one side sees it: near spellings, and the weight of each word."""

    near: Neighbours
    weight: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Profile:
    """The units of each name (its words, and neighbouring words that are one word on the list).

    Rows by unit: `name`, `mask` of word places, `hash` as written, `weight`, and where in `spelling` and `near` the
    listed spellings near it stand (`low`, `count`). By word: `owner`, `initial`
    and `word_weight` (word rows come first among the units, in the order of `start`). By name: `total` weight.
    """

    name: NDArray[np.int64]
    mask: NDArray[np.uint64]
    hash: keys.U64
    weight: NDArray[np.float32]
    low: ragged.Ints
    count: ragged.Ints
    spelling: NDArray[np.int32]
    near: NDArray[np.float32]
    start: ragged.Ints
    owner: NDArray[np.int64]
    initial: NDArray[np.uint8]
    word_weight: NDArray[np.float32]
    total: NDArray[np.float64]


def bearing(column: Column, side: Side, near: Neighbours | None = None) -> Bearing:
    """Compare each distinct spelling of the column with the side's, once (or take `near` as how they compare).

    A word weighs as much as the commonest listed word that it may be a spelling of, and a little more the further
    it is from it: a misspelt Muhammad is not a rare name.
    """
    if near is None:
        near = neighbours(column.vocabulary.spellings, column.vocabulary.keyed, side.spellings, side.keyed)
    weight = np.full(len(column.vocabulary.spellings.folds), side.rarest, np.float32)
    rows = np.repeat(np.arange(len(weight)), np.diff(near.start))
    np.minimum.at(weight, rows, (side.weight[near.fold] + DRIFT * (1 - near.near)).astype(np.float32))
    return Bearing(near, word_weights(column, weight))


def profile(column: Column, side: Side, seen: Bearing) -> Profile:
    """The units of the names of a column, or of a slice of the column that `seen` was made for."""
    names, near = len(column.start) - 1, seen.near
    owner = np.repeat(np.arange(names), np.diff(column.start))
    mask = np.uint64(1) << (np.arange(len(owner)) - column.start[owner]).astype(np.uint64)
    spelling = column.vocabulary.spelling[column.word]
    weight = seen.weight[column.word]
    first, second, joined = _joined(column, side, owner, spelling)
    written = column.vocabulary.written
    return Profile(
        name=np.concatenate([owner, owner[first]]),
        mask=np.concatenate([mask, mask[first] | mask[second]]),
        hash=np.concatenate(
            [
                column.vocabulary.hash[column.word],
                keys.joined(written[column.word[first]], written[column.word[second]]),
            ]
        ),
        weight=np.concatenate([weight, weight[first] + weight[second]]),
        low=np.concatenate([near.start[spelling], len(near.fold) + np.arange(len(first))]),
        count=np.concatenate(
            [near.start[spelling + 1] - near.start[spelling], np.ones(len(first), np.int64)]
        ),
        spelling=np.concatenate([near.fold, joined]),
        near=np.concatenate([near.near, np.full(len(first), JOINED)]),
        start=column.start,
        owner=owner,
        initial=column.vocabulary.initial[column.word],
        word_weight=weight,
        total=np.bincount(owner, weight, minlength=names).astype(np.float64),
    )


def _joined(
    column: Column, side: Side, owner: NDArray[np.int64], spelling: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Neighbouring words that, written as one, are a word of the side; and which spelling that is."""
    hashed, which = side.hashed, side.hashed_spelling
    content = np.flatnonzero(~column.light[column.word])
    if len(content) < 2 or len(hashed) == 0:
        none = np.zeros(0, np.int64)
        return none, none, np.zeros(0, np.int32)
    together = owner[content[1:]] == owner[content[:-1]]
    first, second = content[:-1][together], content[1:][together]
    codes = column.vocabulary.spellings.codes
    seek = keys.joined(codes[spelling[first]], codes[spelling[second]])
    at = np.minimum(np.searchsorted(hashed, seek), len(hashed) - 1)
    found = np.flatnonzero(hashed[at] == seek)
    return first[found], second[found], which[at[found]]
