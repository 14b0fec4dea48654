"""The words of many names, each once: what a column of names and a list have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from . import keys, normalise, ragged, tables
from .fold import fold
from .spell import Spellings

PERSON_LIGHT = tables.column("particles") | tables.column("honorifics")
PARTY_LIGHT = tables.column("particles") | frozenset(row[1] for row in tables.rows("legal_forms"))


@dataclass(frozen=True)
class Column:
    """Names as rows of word numbers.

    `start` (names + 1) and `word` are the rows; for each word `text`, `spelling` (into `spellings`), `hash` of its
    letters as written, and `light`: whether it says little (a particle, a title, a legal form).
    """

    start: ragged.Ints
    word: NDArray[np.int32]
    text: tuple[str, ...]
    spelling: NDArray[np.int32]
    hash: keys.U64
    light: NDArray[np.bool_]
    spellings: Spellings

    @cached_property
    def written(self) -> NDArray[np.uint8]:
        """The letters of each word as written."""
        return keys.letters(list(self.text))

    def slice(self, first: int, last: int) -> "Column":
        """The names from `first` up to `last`, over the same words."""
        start = self.start[first : last + 1]
        return replace(self, start=start - start[0], word=self.word[start[0] : start[-1]])


def column(names: Iterable[normalise.Words], *, person: bool) -> Column:
    """The names as a column, read as persons' names or as those of other parties."""
    reading = normalise.person if person else normalise.party
    known: dict[str, int] = {}
    counts: list[int] = []
    word: list[int] = []
    for name in names:
        row = reading(name.words)[:MOST_WORDS]
        if name.vowelless:
            row = tuple(w + "-" if w in name.vowelless or w[3:] in name.vowelless else w for w in row)
        counts.append(len(row))
        word += [known.setdefault(w, len(known)) for w in row]
    return _column(counts, word, tuple(known), person=person)


MOST_WORDS = 60  # words of a name that are compared


def _column(counts: Sequence[int], word: Sequence[int], texts: tuple[str, ...], *, person: bool) -> Column:
    light = PERSON_LIGHT if person else PARTY_LIGHT
    folds: dict[str, int] = {}
    spelling = [folds.setdefault(fold(t[:-1]) + "-" if t[-1] == "-" else fold(t), len(folds)) for t in texts]
    return Column(
        ragged.starts(np.array(counts, np.int64)),
        np.array(word, np.int32),
        texts,
        np.array(spelling, np.int32),
        keys.hashes(keys.letters(list(texts))),
        np.array([t.rstrip("-") in light for t in texts], bool),
        Spellings.of(tuple(folds)),
    )
