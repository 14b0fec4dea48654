"""Words of names to parties: what `/search` and suggestions look in."""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ...answers.screening import ROSTER
from ...screening.index import Index
from ...screening.normalise import words

Numbers = NDArray[np.int64]
#: Words of one question that are read, and words that a beginning or a likeness stands for.
MOST_WORDS, MOST_LIKE = 30, 500
_TERM = re.compile(r'([-+!])?(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a question: the words of a name as they are compared, and how they are meant."""

    words: tuple[str, ...]
    how: Literal["words", "phrase", "beginning", "like"] = "words"
    sign: Literal["and", "or", "not"] = "and"


def terms(text: str, *, simple: bool = False, fuzzy: bool = False) -> list[Term]:
    """Read a question: words (all must be met), "phrases", -word, begin*, like~, and OR between two.

    With `simple` every mark is taken for text. Words without a letter or digit are left out.
    """
    how: Literal["words", "like"] = "like" if fuzzy else "words"
    if simple:
        return [Term((w,), how) for w in words(text).words[:MOST_WORDS]]
    found: list[Term] = []
    sign: Literal["and", "or", "not"] = "and"
    for mark, phrase, word in _TERM.findall(text):
        if word in ("AND", "OR", "NOT", "&&", "||"):
            sign = {"OR": "or", "||": "or", "NOT": "not"}.get(word, "and")  # type: ignore[assignment]
            continue
        meant = "not" if mark in ("-", "!") else sign
        sign = "and"
        if phrase:
            found.append(Term(words(phrase).words, "phrase", meant))
        elif word.endswith("*"):
            *whole, last = words(word).words or ("",)
            found += [Term((w,), "words", meant) for w in whole]
            found.append(Term((last,), "beginning", meant))
        else:
            like = re.sub(r"~\d?$", "", word)
            wanted = "like" if like != word else how
            found += [Term((w,), wanted, meant) for w in words(like).words]
    return [t for t in found if t.words and t.words[0]][:MOST_WORDS]


class FullText:
    """An index of the words of all names, identifiers and references, by party number."""

    def __init__(self, index: Index, party: NDArray[np.int32]) -> None:
        postings: dict[str, array[int]] = defaultdict(lambda: array("i"))
        whole: dict[str, array[int]] = defaultdict(lambda: array("i"))
        for number, owner in enumerate(party.tolist()):
            entry = index.listed(number)
            for name in entry.names:
                said = words(name).words
                whole[" ".join(said)].append(owner)
                for word in said:
                    postings[word].append(owner)
            for identifier in entry.identifiers:
                for word in words(identifier.value).words:
                    postings[word].append(owner)
            for word in words(entry.ref).words if entry.list != ROSTER else ():
                postings[word].append(owner)
        self._postings, self._whole = dict(postings), dict(whole)
        self._words = sorted(self._postings)
        self._size = int(party.max()) + 1 if len(party) else 0

    def find(self, asked: Iterable[Term]) -> Numbers:
        """The parties that a question means, by number, in order; all of them for a question without words."""
        parts = list(asked)
        groups: list[tuple[str, list[Term]]] = []
        for term in parts:
            if term.sign == "or" and groups and groups[-1][0] != "not":
                groups[-1][1].append(term)
            else:
                groups.append((term.sign, [term]))
        found: Numbers | None = None
        for sign, group in groups:
            met = self._either(self._meeting(t) for t in group)
            if sign == "not":
                before = np.arange(self._size) if found is None else found
                found = np.setdiff1d(before, met, assume_unique=True)
            else:
                found = met if found is None else np.intersect1d(found, met, assume_unique=True)
        return np.arange(self._size) if found is None else found

    def named(self, text: str) -> Numbers:
        """The parties of which some name consists of exactly these words in this order."""
        return np.unique(np.array(self._whole.get(" ".join(words(text).words), ()), np.int64))

    def _meeting(self, term: Term) -> Numbers:
        if term.how == "phrase":
            return self._phrase(term.words)
        found: Numbers | None = None
        for word in term.words:
            met = self._either(self._bearers(w) for w in self._meant(word, term.how))
            found = met if found is None else np.intersect1d(found, met, assume_unique=True)
        return np.empty(0, np.int64) if found is None else found

    def _meant(self, word: str, how: str) -> list[str]:
        """The listed words that a word stands for."""
        if how == "beginning":
            begin = bisect_left(self._words, word)
            end = bisect_left(self._words, word + "\uffff")
            return self._words[begin : min(end, begin + MOST_LIKE)]
        if how == "like":
            most = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
            score = DamerauLevenshtein.distance
            near = process.extract(word, self._words, scorer=score, score_cutoff=most, limit=MOST_LIKE)
            return [w for w, _, _ in near]
        return [word]

    def _bearers(self, word: str) -> Numbers:
        return np.unique(np.array(self._postings.get(word, ()), np.int64))

    def _phrase(self, said: tuple[str, ...]) -> Numbers:
        among = None
        for word in said:
            met = self._bearers(word)
            among = met if among is None else np.intersect1d(among, met, assume_unique=True)
        if among is None or not len(among) or len(said) == 1:
            return np.empty(0, np.int64) if among is None else among
        inside, bearers = f" {' '.join(said)} ", set(among.tolist())
        good = {
            owner
            for name, owners in self._whole.items()
            if inside in f" {name} "
            for owner in owners
            if owner in bearers
        }
        return np.array(sorted(good), np.int64)

    def _either(self, found: Iterator[Numbers]) -> Numbers:
        parts = list(found)
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
