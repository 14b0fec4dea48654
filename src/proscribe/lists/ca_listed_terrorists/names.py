"""The names in an item of Canada's regulation: one running text with brackets inside brackets."""

import re

from ...model.entries import Name
from ...model.words import NameKind, Quality
from ..brackets import bracketed
from ..names import distinct
from ..text import clean, split_outside

_MARK = re.compile(
    r"[(\[]\s*(?:also known (?P<many_en>among other names )?as"
    r"|connue?s? notamment sous (?:le nom d(?:e |['’])|(?P<many_fr>les noms suivants\s*:))|alias)\s*"
)
_AND = {"en": " and ", "fr": " et "}


def listed_names(text: str, spoken: str | None = "en") -> list[Name]:
    """The primary name first, then short forms, aliases and glosses.

    Spellings in brackets (`Jaish-e-Mohammad (Muhammed)`) become names of their own; translations in brackets
    are weak names. Where `and` could be part of a name or stand before the last one, the last name is cut at
    the `and` with as many on each side.
    """
    mark = _MARK.search(text)
    head = text[: mark.start()] if mark else text
    names = bracketed(clean(head), NameKind.PRIMARY, Quality.STRONG)
    if mark:
        rest = _inside(text, mark)
        many = mark["many_en"] or mark["many_fr"]
        for item in _items(rest, spoken or "en") if many else [rest]:
            names += bracketed(item, NameKind.ALIAS, Quality.WEAK)
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
