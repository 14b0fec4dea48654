"""Keys under which two spelling classes meet when few letters differ.

Two words within d deletions of one another on either side share the hash of what is left, so that all pairs of near
words of two vocabularies are found by sorting, without comparing every word with every other.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .fold import LONGEST

U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]

_RANDOM = np.random.default_rng(20010911)
_LETTER = _RANDOM.integers(1, 2**63, 256, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_BASE = pow(0x9E3779B97F4A7C15, 3, 2**64)
_POWERS = np.array([pow(_BASE, k, 2**64) for k in range(2 * LONGEST + 2)], dtype=np.uint64)
_INVERSE = np.array([pow(pow(_BASE, -1, 2**64), k, 2**64) for k in range(3)], dtype=np.uint64)
_SALT = {"folded": np.uint64(0), "skeleton": np.uint64(0xD1B54A32D192ED03)}
_ONE_FROM, _TWO_FROM = {"folded": 4, "skeleton": 4}, {"folded": 7, "skeleton": 7}


def letters(words: list[str]) -> NDArray[np.uint8]:
    """The words as rows of ASCII codes, padded with zeros: shape (words, LONGEST)."""
    if not words:
        return np.zeros((0, LONGEST), np.uint8)
    raw = np.array(words, dtype=f"S{LONGEST}")
    return raw.view(np.uint8).reshape(len(words), LONGEST)


def hashes(codes: NDArray[np.uint8]) -> U64:
    """One hash a word: the sum of a random number for each letter, weighted by its place."""
    terms = np.where(codes > 0, _LETTER[codes], np.uint64(0)) * _POWERS[: codes.shape[1]]
    out: U64 = terms.sum(axis=1, dtype=np.uint64)
    return out


def joined(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> U64:
    """The hashes of pairs of words written as one; a letter that ends one and begins the other is written once."""
    length = (first > 0).sum(axis=1)
    last = first[np.arange(len(first)), np.maximum(length - 1, 0)]
    length -= (last == second[:, 0]) & (length > 0)
    head = np.where(np.arange(first.shape[1]) < length[:, None], first, 0).astype(np.uint8)
    out: U64 = hashes(head) + hashes(second) * _POWERS[length]
    return out


def deletions(codes: NDArray[np.uint8], family: str) -> tuple[U64, I32]:
    """All keys of the words with the row each belongs to.

    Words of few letters meet only when equal, longer ones when one letter differs, the longest when two do.
    """
    length = (codes > 0).sum(axis=1)
    terms = np.where(codes > 0, _LETTER[codes], np.uint64(0)) * _POWERS[: codes.shape[1]]
    before = np.zeros((len(codes), codes.shape[1] + 1), np.uint64)
    np.cumsum(terms, axis=1, out=before[:, 1:])
    keys, owners = [before[:, -1]], [np.arange(len(codes), dtype=np.int32)]
    present = np.flatnonzero(np.bincount(length, minlength=1))
    for letters_ in present[present >= _ONE_FROM[family]].tolist():
        rows = np.flatnonzero(length == letters_)
        one, two = _gaps(letters_)
        run = before[rows]
        found = [run[:, one] + (run[:, -1:] - run[:, one + 1]) * _INVERSE[1]]
        if letters_ >= _TWO_FROM[family]:
            first, second = two
            middle = (run[:, second] - run[:, first + 1]) * _INVERSE[1]
            found.append(run[:, first] + middle + (run[:, -1:] - run[:, second + 1]) * _INVERSE[2])
        for block in found:
            keys.append(block.ravel())
            owners.append(np.repeat(rows.astype(np.int32), block.shape[1]))
    return np.concatenate(keys) + _SALT[family], np.concatenate(owners)


@cache
def _gaps(length: int) -> tuple[NDArray[np.intp], tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The places of one letter, and of two letters, that can be left out of a word of this length."""
    first, second = np.triu_indices(length, 1)
    return np.arange(length), (first, second)
