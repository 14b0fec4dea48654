"""Names with brackets behind them: short forms, other spellings, translations."""

import re

from rapidfuzz.distance import Levenshtein

from ..model.entries import Name
from ..model.words import NameKind, Quality
from .names import acronym
from .text import clean, script_of, split_outside

_BRACKETS = re.compile(
    r"\s*(?:\((?P<round>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)\)|\[(?P<square>[^\[\]]*)\])\s*$"
)
_QUOTES = '“”«»" \u00a0'


def bracketed(text: str, kind: NameKind, gloss: Quality) -> list[Name]:
    """The name before the brackets at a text's end, and what stands in them, each as a name.

    Short forms and other spellings of the last word are strong names; anything else is a gloss of quality
    `gloss`.
    """
    brackets: list[str] = []
    while (match := _BRACKETS.search(text)) and clean(text[: match.start()]):
        brackets.insert(0, match["round"] if match["round"] is not None else match["square"])
        text = text[: match.start()]
    name = clean(text).strip(_QUOTES)
    quality = None if kind is NameKind.PRIMARY else Quality.STRONG
    names = [Name(name, kind, quality, script_of(name))]
    for bracket in brackets:
        pieces = [
            p.strip(_QUOTES) for part in re.split(r"/| or | ou ", bracket) for p in split_outside(part, ",")
        ]
        short = [p for p in pieces if acronym(p)]
        for piece in pieces or [clean(bracket)]:
            if variant := _respelt(name, piece):
                names.append(Name(variant, NameKind.ALIAS, Quality.STRONG, script_of(variant)))
            elif piece:
                strong = Quality.STRONG if piece in short else gloss
                names += _glossed(piece, strong)
    return names


def _glossed(piece: str, quality: Quality) -> list[Name]:
    if "(" in piece:
        return bracketed(piece, NameKind.ALIAS, quality)
    return [Name(piece, NameKind.ALIAS, quality, script_of(piece))]


def _respelt(name: str, piece: str) -> str | None:
    """The name with its last word spelt as in the bracket, when that is the same word in another spelling."""
    first, space, last = name.rpartition(" ")
    if " " in piece or "-" in piece or not last or acronym(piece):
        return None
    stem, dash, tail = last.rpartition("-")
    if tail and len(piece) > 3 and Levenshtein.normalized_similarity(tail.lower(), piece.lower()) >= 0.6:
        return f"{first}{space}{stem}{dash}{piece}"
    return None
