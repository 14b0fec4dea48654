"""Names out of the ways publishers pack them: several in a field, notes and scripts in brackets, short
forms."""

import re
from collections.abc import Iterable

from ..model.entries import Name
from ..model.words import NameKind, Quality
from .text import clean, script_of, split_outside

_TRAILING = re.compile(r"^(?P<name>[^()\[\]]*\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]][\s,.]*$")
_FORMERLY = re.compile(r"(?:previously|formerly)\s+(?:listed|known)\s+as", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"(?:in\s+(?:arabic|russian|cyrillic|farsi|urdu|pashto)|original script)\s*:\s*(.+)", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:birth|combat|nick|code|real|true|full|war|stage)\s*-?name|call sign|nom de guerre|alias|deceased",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\s+[b-h]\)\s+")


def acronym(text: str) -> bool:
    """Whether a text is a short form made of initials: `LRM/A`, `TdA`, `EIIL`, `B&H`."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return (
        len(letters) >= 2
        and len(text) <= 14
        and " " not in text.replace(" & ", "&")
        and upper * 2 > len(letters)
        and (upper >= 2)
    )


def packed(text: str, kind: NameKind, quality: Quality | None = None, note: str = "") -> list[Name]:
    """The names in one alias field, in order: split at `;` and ` b) `, with what stands in brackets after
    them.

    Brackets hold another script of the same name, its short form, or a note on it; what is none of these
    stays part of the name's text.
    """
    items = [p for part in split_outside(text, ";") for p in _LETTER.split(part) if clean(p)]
    found = [name for item in items for name in _unbracketed(clean(item).strip(","), kind, quality)]
    if note and found:
        found[0] = _noted(found[0], note)
        if original := _ORIGINAL.search(note):
            found += _plain(split_outside(original[1], ";"), NameKind.ORIGINAL, quality)
    return distinct(found)


def _unbracketed(item: str, kind: NameKind, quality: Quality | None) -> list[Name]:
    match = _TRAILING.match(item)
    if not match:
        return _plain([item], kind, quality)
    name, inside = clean(match["name"]).strip(","), clean(match["inside"])
    if original := _ORIGINAL.fullmatch(inside):
        return _plain([name], kind, quality) + _plain([original[1]], NameKind.ORIGINAL, quality)
    if _FORMERLY.fullmatch(inside):
        return _plain([name], NameKind.FORMER, quality)
    outside_script, inside_script = script_of(name), script_of(inside)
    if inside_script and outside_script and outside_script != inside_script:
        other = NameKind.ORIGINAL if inside_script != "Latn" else kind
        return _plain([name], kind, quality) + _plain(split_outside(inside, ";"), other, quality)
    if acronym(inside):
        return _plain([name, inside], kind, quality)
    if _NOTE.fullmatch(inside):
        return [_noted(n, inside) for n in _plain([name], kind, quality)]
    return _plain([item], kind, quality)


def _noted(name: Name, note: str) -> Name:
    return Name(
        name.text, name.kind, name.quality, name.script, name.language, (*name.parts, ("note", clean(note)))
    )


def _plain(texts: Iterable[str], kind: NameKind, quality: Quality | None) -> list[Name]:
    return [Name(t, kind, quality, script_of(t)) for text in texts if (t := clean(text).strip(";,"))]


def named(
    fields: Iterable[tuple[str, str]],
    kind: NameKind,
    quality: Quality | None = None,
    order: Iterable[int] | None = None,
    language: str | None = None,
) -> Name | None:
    """One name from the fields it is published in, joined in their order (or in `order`, by position); None
    if empty."""
    parts = tuple((field, t) for field, text in fields if (t := clean(text)))
    if not parts:
        return None
    joined = " ".join(text for _, text in parts) if order is None else " ".join(parts[i][1] for i in order)
    return Name(joined, kind, quality, script_of(joined), language, parts if len(parts) > 1 else ())


def distinct(names: Iterable[Name | None]) -> list[Name]:
    """The names that are there, each once (the same text twice of one kind is once), in order."""
    seen: dict[tuple[str, NameKind], Name] = {}
    for name in names:
        if name is not None and name.text:
            seen.setdefault((name.text, name.kind), name)
    return list(seen.values())
