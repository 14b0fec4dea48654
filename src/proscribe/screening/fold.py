"""Spelling classes: one form for all the ways in which one sound is romanised.

`fold` keeps vowels (merged into a, i, u), `skeleton` only the consonants and whether the word begins with a vowel.
Both are ASCII; the capitals S, C and J stand for the sounds of ش, چ and ج. The rules are `data/folding.csv`, applied in
their order.
"""

import re
from functools import lru_cache

from . import tables

_RULES = tuple((written, folded) for written, folded, _ in tables.rows("folding"))
_MANY = tuple((w, f) for w, f in _RULES if len(w) > 1)
_LETTERS = str.maketrans({w: f for w, f in _RULES if len(w) == 1})
_DOUBLED = re.compile(r"(.)\1+")
_ABD = re.compile(r"^abd(?:[aiu]l?|l)(?=.{3})")
_DIN = re.compile(r"(?<=[^aiu])[aiu]l?d[ai]*n$")
_ALLAH = re.compile(r"(?<=..[^aiu])[aiu]lah?$")
_VOWELS = re.compile(r"(?<!^)[aiu]+")
LONGEST = 24  # letters of a word that are compared; no single word of a name is longer but by accident


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The spelling class of one lower-case Latin word, with vowels."""
    word = word[:LONGEST]
    for written, folded in _MANY:
        if written in word:
            word = word.replace(written, folded)
    word = _DOUBLED.sub(r"\1", word.translate(_LETTERS))
    if word.startswith("abd"):
        word = _DOUBLED.sub(r"\1", _ABD.sub("abd", word))
    if word.endswith("n") and len(word) > 6:
        word = _DIN.sub("din", word)
    word = _ALLAH.sub("ala", word)
    if len(word) > 2 and word[-1] == "h" and word[-2] in "aiu":
        word = word[:-1]
    return word


@lru_cache(maxsize=1 << 17)
def skeleton(folded: str) -> str:
    """The consonants of a spelling class; a vowel at its beginning is kept as A."""
    if not folded:
        return ""
    first = "A" if folded[0] in "aiu" else folded[0]
    return _DOUBLED.sub(r"\1", first + _VOWELS.sub("", folded)[1:])
