"""The names in an item of Canada's regulation: one running text with brackets inside brackets."""

import re

from rapidfuzz.distance import Levenshtein

from ...model.entries import Name
from ...model.words import NameKind, Quality
from ..names import acronym, distinct
from ..text import clean, script_of, split_outside

_MARK = re.compile(
    r"[(\[]\s*(?:also known (?P<many_en>among other names )?as"
    r"|connue?s? notamment sous (?:le nom d(?:e |['’])|(?P<many_fr>les noms suivants\s*:))|alias)\s*"
)
_BRACKETS = re.compile(
    r"\s*(?:\((?P<round>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)\)|\[(?P<square>[^\[\]]*)\])\s*$"
)
_AND = {"en": " and ", "fr": " et "}
_QUOTES = '“”«»" \u00a0'


def listed_names(text: str, spoken: str | None = "en") -> list[Name]:
    """The primary name first, then short forms, aliases and glosses.

    Spellings in brackets (`Jaish-e-Mohammad (Muhammed)`) become names of their own; translations in brackets
    are weak names. Where `and` could be part of a name or stand before the last one, the last name is cut at
    the `and` with as many on each side.
    """
    mark = _MARK.search(text)
    head = text[: mark.start()] if mark else text
    names = _with_brackets(clean(head), NameKind.PRIMARY, Quality.STRONG)
    if mark:
        rest = _inside(text, mark)
        many = mark["many_en"] or mark["many_fr"]
        for item in _items(rest, spoken or "en") if many else [rest]:
            names += _with_brackets(item, NameKind.ALIAS, Quality.WEAK)
    return distinct(names)


def _inside(text: str, mark: re.Match[str]) -> str:
    """What stands between the mark and the bracket that closes it; a bracket never closed reaches to the
    end."""
    depth = 1
    for at in range(mark.end(), len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 0:
            return text[mark.end() : at]
    return text[mark.end() :]


def _items(text: str, spoken: str) -> list[str]:
    items = _doctrines_joined(split_outside(text, ","))
    if not items:
        return []
    last = items.pop()
    for word in (_AND[spoken].strip(), "and", "et"):
        if last.startswith(word + " "):  # `…, A, and B`
            return [*items, clean(last[len(word) :])]
    for word in dict.fromkeys([_AND[spoken], " and ", " et "]):
        places = [m.start() for m in re.finditer(re.escape(word), last) if _outside(last, m.start())]
        if places:
            cut = places[len(places) // 2] if len(places) % 2 else places[-1]
            return [*items, clean(last[:cut]), clean(last[cut + len(word) :])]
    return [*items, last]


def _doctrines_joined(items: list[str]) -> list[str]:
    """Put `… and Marxism`, `Leninism`, `Maoism and …` together again: an enumeration inside one name."""
    out: list[str] = []
    for item in items:
        if out and re.search(r"isme?$", out[-1]) and re.match(r"\w+isme?\b", item):
            out[-1] = f"{out[-1]}, {item}"
        else:
            out.append(item)
    return out


def _outside(text: str, place: int) -> bool:
    before = text[:place]
    return before.count("(") <= before.count(")")


def _with_brackets(text: str, kind: NameKind, gloss: Quality) -> list[Name]:
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
        return _with_brackets(piece, NameKind.ALIAS, quality)
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
