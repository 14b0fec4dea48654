"""One side of an index: the names of all persons, or of all vessels, and so on, ready to be met by a column.

A *form* is a distinct row of words; several entries may bear it. A *unit* of a form is one of its words, or two
neighbouring words written as one (Abu Bakr, Abubakr).
"""

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import container, keys, ragged, tables
from .fold import LONGEST, fold
from .spell import Keys, Spellings, keyed
from .vocabulary import Column

CROWD = 20_000.0  # a list is weighed as if it stood in a crowd of this many other names
LETTER = (
    1.6  # the most that each letter of a word weighs: short words meet by chance however rare they are here
)
NUMBER = 6.0  # what a word with digits weighs: one thing is told from its like by it
LIGHT = 0.5  # what a particle, a title or a legal form weighs
UNWRITTEN = 1.5  # letters that each written one stands for, in a script that leaves vowels out
INITIAL = 1.5  # what a single letter weighs


@dataclass(frozen=True)
class Side:
    """Arrays over spellings, forms and units.

    `weight` of each spelling, in nats. Units, form after form (`form_start`): `unit_spelling`, `unit_hash` of the
    letters as written, `unit_weight`, and `unit_mask`, the set of word places each covers,
    `unit_initial` (see `Vocabulary.initial`; 0 for two words written as one). `form_weight`: the sum
    over the words of a form. `post_start`, `post_form`: the forms that hold each spelling. Then the sorted deletion
    keys of the spellings, and the hash of each spelling. `names` counts the forms.
    """

    spellings: Spellings
    names: int
    weight: NDArray[np.float32]
    form_start: ragged.Ints
    form_weight: NDArray[np.float32]
    unit_spelling: NDArray[np.int32]
    unit_hash: keys.U64
    unit_weight: NDArray[np.float32]
    unit_mask: NDArray[np.uint64]
    unit_initial: NDArray[np.uint8]
    form_letters: NDArray[np.bool_]
    post_start: ragged.Ints
    post_form: NDArray[np.int32]
    fold_key: keys.U64
    fold_owner: NDArray[np.int32]
    bone_key: keys.U64
    bone_owner: NDArray[np.int32]
    hashed: keys.U64
    hashed_spelling: NDArray[np.int32]

    @cached_property
    def keyed(self) -> tuple[Keys, Keys]:
        """The deletion keys of the folds and of the skeletons."""
        return Keys(self.fold_key, self.fold_owner), Keys(self.bone_key, self.bone_owner)

    @property
    def rarest(self) -> float:
        """The weight of a word that no name here has."""
        return float(np.log(self.names + CROWD))

    def arrays(self, prefix: str) -> container.Arrays:
        """Everything but `names` as arrays under names that begin with `prefix`."""
        out = {prefix + name: getattr(self, name) for name in _ARRAYS}
        return out | {prefix + name: array for name, array in self.spellings.arrays().items()}

    @classmethod
    def from_arrays(cls, arrays: container.Arrays, prefix: str, names: int) -> "Side":
        """The side that was kept as these arrays."""
        own: dict[str, Any] = {name: arrays[prefix + name] for name in _ARRAYS}
        return cls(Spellings.from_arrays(arrays, prefix), names, **own)


_ARRAYS = [f.name for f in fields(Side) if f.name not in ("spellings", "names")]


def word_weights(column: Column, weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each word of a column weighs, given the weight of its spelling."""
    length = column.vocabulary.length
    room = LETTER * np.where(column.vocabulary.vowelless, UNWRITTEN, 1.0) * length
    out: NDArray[np.float32] = np.minimum(weight[column.vocabulary.spelling], room).astype(np.float32)
    out[length == 1] = INITIAL
    out[column.vocabulary.numeric] = NUMBER
    out[column.light] = LIGHT
    return out


@cache
def common(kind: str) -> dict[str, float]:
    """How many of the crowd have each of the commonest words of a kind of party, by spelling."""
    table = tables.rows("common_words")
    return {fold(word): CROWD * float(share) / 10_000 for word, of, share, _ in table if of == kind}


def build(column: Column, kind: str) -> Side:
    """The side of one column of distinct forms, which are names of this kind of party."""
    forms, base = len(column.start) - 1, len(column.vocabulary.spellings.folds)
    spelling = column.vocabulary.spelling[column.word]
    owner = np.repeat(np.arange(forms), np.diff(column.start))
    mask = np.uint64(1) << (np.arange(len(owner)) - column.start[owner]).astype(np.uint64)
    often = np.bincount(ragged.distinct(owner * base + spelling) % max(base, 1), minlength=base)
    crowd = common(kind)
    often = often + np.array([crowd.get(f, 1.0) for f in column.vocabulary.spellings.folds])
    weight = np.log((forms + CROWD) / often).astype(np.float32)
    heavy = word_weights(column, weight)[column.word]
    initial = column.vocabulary.initial[column.word]

    content = np.flatnonzero(~column.light[column.word])
    together = owner[content[1:]] == owner[content[:-1]]
    first, second = content[:-1][together], content[1:][together]
    joined, extra = _joined(column, spelling[first], spelling[second])
    written = column.vocabulary.written
    written_joined = keys.joined(written[column.word[first]], written[column.word[second]])

    unit_owner = np.concatenate([owner, owner[first]])
    order = np.argsort(unit_owner, kind="stable")
    unit_spelling = np.concatenate([spelling, joined])[order].astype(np.int32)
    by_spelling = np.argsort(unit_spelling, kind="stable")
    spellings = Spellings.of(column.vocabulary.spellings.folds + extra)
    whole_words = np.arange(base)
    hashed = keys.hashes(spellings.codes)
    folded, bones = keyed(spellings, "folded", whole_words), keyed(spellings, "skeleton", whole_words)
    fold_key = np.concatenate([folded.key, hashed[base:]])  # words written as one meet their equals only
    fold_owner = np.concatenate([folded.owner, np.arange(base, len(hashed), dtype=np.int32)])
    fold_order = np.argsort(fold_key, kind="stable")
    hash_order = np.argsort(hashed, kind="stable")
    return Side(
        spellings=spellings,
        names=forms,
        weight=np.concatenate([weight, np.full(len(extra), np.log(forms + CROWD), np.float32)]),
        form_start=ragged.starts(np.bincount(unit_owner, minlength=forms)),
        form_weight=np.bincount(owner, heavy, minlength=forms).astype(np.float32),
        unit_spelling=unit_spelling,
        unit_hash=np.concatenate([column.vocabulary.hash[column.word], written_joined])[order],
        unit_weight=np.concatenate([heavy, heavy[first] + heavy[second]])[order],
        unit_mask=np.concatenate([mask, mask[first] | mask[second]])[order],
        unit_initial=np.concatenate([initial, np.zeros(len(first), np.uint8)])[order],
        form_letters=np.bincount(owner, initial >= 128, minlength=forms) > 0,
        post_start=ragged.starts(np.bincount(unit_spelling, minlength=len(spellings.folds))),
        post_form=unit_owner[order][by_spelling].astype(np.int32),
        fold_key=fold_key[fold_order],
        fold_owner=fold_owner[fold_order],
        bone_key=bones.key,
        bone_owner=bones.owner,
        hashed=hashed[hash_order],
        hashed_spelling=hash_order.astype(np.int32),
    )


def _joined(
    column: Column, first: NDArray[np.int32], second: NDArray[np.int32]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """The spelling of each pair of words written as one, and those spellings that no single word has."""
    known = {fold: number for number, fold in enumerate(column.vocabulary.spellings.folds)}
    base, extra = len(known), dict[str, int]()
    plain = column.vocabulary.spellings.plain
    out = np.empty(len(first), np.int32)
    for row, (left, right) in enumerate(zip(plain[first], plain[second], strict=True)):
        text = (left[:-1] + right if left[-1:] == right[:1] else left + right)[:LONGEST]
        number = known.get(text)
        out[row] = base + extra.setdefault(text, len(extra)) if number is None else number
    return out, tuple(extra)
