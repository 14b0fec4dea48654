"""Any script to lower-case Latin letters, word by word.

Most scripts go through anyascii, letter by letter. Where that loses what a reader of the name would write, a rule of
its own comes first: Arabic script writes few vowels and one letter for several sounds; a Chinese or Korean name runs
surname and given name together.
"""

import re
import unicodedata

from anyascii import anyascii

from . import tables

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_ABJAD = re.compile(r"[\u0590-\u074f\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufeff]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640]")


def latin(word: str) -> list[str]:
    """The Latin words that one word of any script stands for, in lower case; several where it runs words together."""
    if _ARABIC.search(word):
        return _arabic(word)
    if _HAN.search(word):
        return _syllables(word, 2 if word[:2] in tables.column("han_surnames") else 1, _HAN)
    if _HANGUL.search(word):
        first, *rest = _syllables(word, 1, _HANGUL)
        return [_korean(first, surname=bool(rest)), *(_korean(w) for w in rest)]
    return anyascii(word).lower().replace("'", "").replace("`", "").split()


def vowelless(word: str) -> bool:
    """True for a word of a script that leaves most vowels unwritten (Arabic, Hebrew, Syriac)."""
    return bool(_ABJAD.search(word))


def _arabic(word: str) -> list[str]:
    letters = {row[0]: row[1:] for row in tables.rows("arabic")}
    word = _MARKS.sub("", unicodedata.normalize("NFKC", word)).replace("\u200c", "")
    if len(word) > 4 and word.startswith("ال"):
        word = word[2:]
    word = word.replace("الله", "اللاه")  # the one word whose long vowel is never written
    out = []
    for at, letter in enumerate(word):
        plain, start = letters.get(letter, (anyascii(letter).lower(), ""))
        out.append(start if start and at == 0 else plain)
    return "".join(out).split()


def _syllables(word: str, surname: int, script: re.Pattern[str]) -> list[str]:
    """Surname and given name of a word of two to four characters; every syllable of a longer one."""
    syllables = [anyascii(c).lower().strip() for c in word]
    if not all(script.match(c) for c in word) or len(word) > 4:
        return [s for s in syllables if s]
    if len(word) <= surname:
        return ["".join(syllables)]
    return ["".join(syllables[:surname]), "".join(syllables[surname:])]


def _korean(word: str, *, surname: bool = False) -> str:
    """A Korean word from the revised romanisation of 2000 to the one that passports and lists use."""
    places = {row[0]: row[1:] for row in tables.rows("hangul")}
    if surname and word in places and places[word][1] == "surname":
        return places[word][0]
    for written, (customary, place) in places.items():
        if place == "vowel":
            word = word.replace(written, customary)
    return word
