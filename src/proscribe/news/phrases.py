"""Tokens of a folded view, and tries that find names and countries among them in one pass."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

#: A French article or preposition that has lost its vowel is a word of its own ("l'UE", "d'Al-Qaïda").
_ELIDED = r"(?:[ld]|qu|jusqu)'(?=[^\W_])"
_TOKEN = re.compile(_ELIDED + r"|[^\W_]+(?:'[^\W_]+)*(?:\.(?=[^\W_]\b)[^\W_]\b)*")
#: How many letters an ending may have that `*` stands for.
ENDING = 4
#: Endings that `*` stands for in Russian: those of declension, so that a surname made of a place is none.
_CASES_WORDS = (
    "а у ом е и ы я ю ей ой ам ами ах ью ь ии ию ией ий ия ого ему ому ым им ых их ая ую ое ее юю ый ие "
    "ые ими ыми ем й его еи "
)
_CASES = frozenset(["", *_CASES_WORDS.split()])
_CLITICS = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "وب", "ول", "فب", "و", "ف", "ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is `view[start:stop]`."""

    text: str
    start: int
    stop: int


@lru_cache(maxsize=512)
def tokens(view: str) -> tuple[Token, ...]:
    """The words and numbers of a folded view, in order. A sentence is asked for them several times."""
    return tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(view))


@lru_cache(maxsize=65536)
def forms(token: str) -> tuple[str, ...]:
    """The forms a word may be looked up by: itself, without a suffix after an apostrophe, without accents on Latin
    letters, without Arabic clitics."""
    found = [token]
    if any("\u00c0" <= c <= "\u024f" for c in token):
        found.append("".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c)))
    if "'" in token:
        found += [token.replace("'", ""), token.partition("'")[0]]
    if "." in token:
        found.append(token.replace(".", ""))
    if "\u0600" <= token[0] <= "\u06ff":
        found += [token[len(c) :] for c in _CLITICS if token.startswith(c) and len(token) - len(c) >= 2]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where a pattern stands in a text, which is asked anew for each act of a sentence."""
    return tuple(m.span() for m in pattern.finditer(text))


V = TypeVar("V")


@dataclass(slots=True)
class Trie(Generic[V]):
    """Phrases of words with values. A word that ends in `*` also stands for its inflected forms."""

    next: dict[str, "Trie[V]"] = field(default_factory=dict)
    value: V | None = None
    stems: bool = False

    def add(self, words: Sequence[str], value: V) -> None:
        """Enter a phrase; the first value entered for a phrase stays."""
        node = self
        for word in words:
            node.stems = node.stems or word.endswith("*")
            node = node.next.setdefault(word, Trie())
        if node.value is None:
            node.value = value

    def steps(self, token: str) -> list["Trie[V]"]:
        """The nodes that one word leads to: as it stands first, then by its stem."""
        found: list[Trie[V]] = []
        for form in forms(token):
            if form in self.next:
                found.append(self.next[form])
            if self.stems:
                cyrillic = "\u0400" <= form[0] <= "\u04ff"
                for cut in range(min(ENDING, len(form) - 2) + 1):
                    if cyrillic and form[len(form) - cut :] not in _CASES:
                        continue
                    node = self.next.get(form[: len(form) - cut] + "*")
                    if node is not None:
                        found.append(node)
                        break
        return found

    def longest(self, row: Sequence[Token], at: int) -> tuple[V, int] | None:
        """The value of the longest phrase that begins at word `at`, and the word after it."""
        best: tuple[V, int] | None = None
        nodes: list[Trie[V]] = [self]
        while at < len(row) and nodes:
            nodes = [further for node in nodes for further in node.steps(row[at].text)]
            at += 1
            ended = next((n for n in nodes if n.value is not None), None)
            if ended is not None and ended.value is not None:
                best = (ended.value, at)
        return best


def words_of(phrase: str) -> list[str]:
    """The words of a folded phrase of a lexicon, each with its `*` if it has one; Arabic articles are left out."""
    found = re.findall(_ELIDED + r"|[^\W_]+(?:'[^\W_]+)*(?:\.[^\W_]\b)*\*?", phrase)
    return [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in found]


def trie_of(pairs: Iterable[tuple[Sequence[str], V]]) -> "Trie[V]":
    """A trie of phrases."""
    made: Trie[V] = Trie()
    for words, value in pairs:
        if words:
            made.add(words, value)
    return made
