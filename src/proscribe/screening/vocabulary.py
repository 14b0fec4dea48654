"""The words of many names, each once: what a column of names and a list have in common."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from . import keys, normalise, ragged, tables
from .fold import fold
from .spell import Keys, Spellings, keyed_blocks

MOST_WORDS = 60  # words of a name that are compared

_PERSON_LIGHT = tables.column("particles") | tables.column("honorifics")
_PARTY_LIGHT = tables.column("particles") | frozenset(row[1] for row in tables.rows("legal_forms"))


@dataclass(frozen=True)
class Vocabulary:
    """Distinct words: the `text` of each (a vowelless one ends in `-`), its `spelling` and the distinct spellings."""

    text: tuple[str, ...]
    spelling: NDArray[np.int32]
    spellings: Spellings

    @classmethod
    def of(cls, text: tuple[str, ...]) -> "Vocabulary":
        """The vocabulary of distinct words."""
        folds: dict[str, int] = {}
        spelling = [
            folds.setdefault(fold(t[:-1]) + "-" if t[-1] == "-" else fold(t), len(folds)) for t in text
        ]
        return cls(text, np.array(spelling, np.int32), Spellings.of(tuple(folds)))

    @cached_property
    def written(self) -> NDArray[np.uint8]:
        """The letters of each word as written."""
        return keys.letters(list(self.text))

    @cached_property
    def hash(self) -> keys.U64:
        """A hash of the letters of each word."""
        return keys.hashes(self.written)

    @cached_property
    def length(self) -> NDArray[np.int64]:
        """How many letters each word has."""
        return np.array([len(t.rstrip("-")) for t in self.text], np.int64)

    @cached_property
    def vowelless(self) -> NDArray[np.bool_]:
        """Which words come from a script that leaves vowels out."""
        return np.array([t[-1:] == "-" for t in self.text], bool)

    @cached_property
    def initial(self) -> NDArray[np.uint8]:
        """The first letter of each word; 128 more for a word that is but this letter."""
        single = (self.length == 1) & ~self.numeric
        return np.where(single, self.written[:, 0] + 128, self.written[:, 0]).astype(np.uint8)

    @cached_property
    def numeric(self) -> NDArray[np.bool_]:
        """Which words hold a digit."""
        digits = (self.written >= 48) & (self.written <= 57)
        return np.asarray(digits.any(axis=1))

    @cached_property
    def keyed(self) -> list[tuple[Keys, Keys]]:
        """The deletion keys of the spellings, of the folds and of the skeletons, block by block."""
        return list(keyed_blocks(self.spellings))


@dataclass(frozen=True)
class Column:
    """Names as rows of word numbers: `start` (names + 1) and `word`, into the vocabulary.

    `light` says of each word of the vocabulary whether it tells little: a particle, a title, a legal form.
    """

    start: ragged.Ints
    word: NDArray[np.int32]
    light: NDArray[np.bool_]
    vocabulary: Vocabulary

    def slice(self, first: int, last: int) -> "Column":
        """The names from `first` up to `last`, over the same words."""
        start = self.start[first : last + 1]
        return replace(self, start=start - start[0], word=self.word[start[0] : start[-1]])


class Reader:
    """Collects the words of names read in several ways, so that all columns share one vocabulary."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._rows: list[tuple[bool, list[int], list[int]]] = []

    def read(self, names: Iterable[normalise.Words], *, person: bool) -> int:
        """Read names as those of persons or of other parties; gives the place of the column in `columns`."""
        reading = normalise.person if person else normalise.party
        counts: list[int] = []
        word: list[int] = []
        known = self._known
        for name in names:
            row = reading(name.words)[:MOST_WORDS]
            if name.vowelless:
                row = tuple(w + "-" if {w, w[3:]} & name.vowelless else w for w in row)
            counts.append(len(row))
            word += [known.setdefault(w, len(known)) for w in row]
        self._rows.append((person, counts, word))
        return len(self._rows) - 1

    def columns(self) -> list[Column]:
        """The columns read, in order, over the words of all of them."""
        vocabulary = Vocabulary.of(tuple(self._known))
        light = {
            person: np.array([t.rstrip("-") in words for t in vocabulary.text], bool)
            for person, words in ((True, _PERSON_LIGHT), (False, _PARTY_LIGHT))
        }
        return [
            Column(
                ragged.starts(np.array(counts, np.int64)), np.array(word, np.int32), light[person], vocabulary
            )
            for person, counts, word in self._rows
        ]


def column(names: Iterable[normalise.Words], *, person: bool) -> Column:
    """The names as a single column."""
    reader = Reader()
    reader.read(names, person=person)
    return reader.columns()[0]
