"""A name as written to the words it is compared by.

`words` splits and transliterates; `person` and `party` then join or replace what belongs together. What a word weighs
is not decided here.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from . import tables
from .scripts import latin, vowelless

LONGEST_NAME = 1000  # characters of a name that are read; no list has a name as long
_DROPPED = "'`´‘’ʻʼʽ′ʾʿ\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u0640"
_BETWEEN = re.compile(r"[^\w\s]|_")
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdur", "abdus", "abdu", "abdool"})
_ARTICLES = frozenset(row[0] for row in tables.rows("particles") if row[1] == "article")
_ALLAH = frozenset({"allah", "ullah", "ollah", "alla", "ulla"})


class Words(NamedTuple):
    """The words of a name in their order, and which of them came from a script without vowels."""

    words: tuple[str, ...]
    vowelless: frozenset[str]


def _gap(mark: re.Match[str]) -> str:
    """A gap for what parts words; nothing for an accent that no letter took; a vowel sign of a letter as it is."""
    if unicodedata.category(mark[0])[0] == "M":
        return mark[0].translate(_ACCENTS)
    return " "


@cache
def _ascii_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in range(128):
        letter = chr(code)
        if letter in "'`":
            table[code] = None
        elif not letter.isalnum():
            table[code] = " "
    return table


@cache
def _dropped() -> dict[int, None]:
    return dict.fromkeys(map(ord, _DROPPED))


def words(name: str) -> Words:
    """Split a name into lower-case Latin words. Empty when the name has no letter or digit."""
    name = name[:LONGEST_NAME]
    if name.isascii():
        return Words(tuple(name.lower().translate(_ascii_table()).split()), frozenset())
    name = unicodedata.normalize("NFKC", name.translate(_dropped())).casefold()
    out: list[str] = []
    abjad: list[str] = []
    for word in _BETWEEN.sub(_gap, unicodedata.normalize("NFKC", name)).split():
        made = [word] if word.isascii() else latin(word)
        made = [w for m in made for w in m.lower().translate(_ascii_table()).split()]
        out += made
        if vowelless(word):
            abjad += made
    return Words(tuple(out), frozenset(abjad))


def person(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a person's name, with the servant names (Abd al-Rahman) and -allah names each in one word."""
    if _ABD.isdisjoint(given) and _ALLAH.isdisjoint(given):
        return given
    out: list[str] = []
    at = 0
    while at < len(given):
        word = given[at]
        if word in _ABD:
            after = at + 1
            while after < len(given) - 1 and given[after] in _ARTICLES:
                after += 1
            if after < len(given):
                out.append("abd" + given[after])
                at = after + 1
                continue
        if word in _ALLAH and out:
            out[-1] += "ullah"
        else:
            out.append(word)
        at += 1
    return tuple(out)


@cache
def _legal() -> dict[str, dict[tuple[str, ...], str]]:
    by_first: dict[str, dict[tuple[str, ...], str]] = {}
    for form, canonical, _ in tables.rows("legal_forms"):
        phrase = tuple(form.replace("-", " ").split())
        by_first.setdefault(phrase[0], {})[phrase] = canonical
    return by_first


@cache
def _legal_first() -> frozenset[str]:
    return frozenset(_legal())


def party(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that is no person's, with legal forms and words of business each in one form."""
    given = _without_initials(given)
    if _legal_first().isdisjoint(given):
        return _letters_joined(tuple(map(_business, given)))
    out: list[str] = []
    at = 0
    while at < len(given):
        phrases = _legal().get(given[at], {})
        for length in range(min(5, len(given) - at), 0, -1):
            canonical = phrases.get(given[at : at + length])
            if canonical:
                out.append(canonical)
                at += length
                break
        else:
            out.append(_business(given[at]))
            at += 1
    return _letters_joined(tuple(out))


def _letters_joined(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words with letters that stand apart side by side (A.B.C. Company) in one word."""
    out: list[str] = []
    run = False
    for word in given:
        letter = len(word) == 1
        if letter and run:
            out[-1] += word
        else:
            out.append(word)
        run = letter
    return tuple(out)


def _without_initials(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words without an acronym at the end that is made of their own initials (… Shipping Lines IRISL)."""
    last = given[-1] if given else ""
    if len(given) < 4 or not 3 <= len(last) <= 8:
        return given
    every = "".join(w[0] for w in given[:-1])
    some = "".join(w[0] for w in given[:-1] if w not in _SMALL)
    return given[:-1] if last in (every, some) else given


_SMALL = tables.column("particles")


@cache
def _business_words() -> tuple[dict[str, str], dict[str, str]]:
    whole, stems = {}, {}
    for word, canonical, _ in tables.rows("business_words"):
        if word.endswith("*"):
            stems[word[:-1]] = canonical
        else:
            whole[word] = canonical
    return whole, stems


@lru_cache(maxsize=1 << 16)
def _business(word: str) -> str:
    """A word of business by the English word for it, whatever its language and ending."""
    whole, stems = _business_words()
    if word in whole:
        return whole[word]
    for length in range(min(len(word), 16), 3, -1):
        if word[:length] in stems:
            return stems[word[:length]]
    return word


def unreadable(name: object) -> str | None:
    """Why a name cannot be screened, in a few words; None when it can."""
    if not isinstance(name, str):
        return "the name is not text"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} characters; the longest that is read has {LONGEST_NAME}"
    if any("\ud800" <= c <= "\udfff" for c in name):
        return "the name has bytes that are not text in the encoding of the file"
    if not name.strip():
        return "the name is empty"
    found = words(name).words
    if not found:
        return "the name has no letter or digit"
    if len(found) == 1 and len(found[0]) == 1 and name.isascii():
        return "the name is a single letter"
    return None
