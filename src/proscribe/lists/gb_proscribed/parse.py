"""The Home Office's page of proscribed organisations: a heading a group, `Name – Proscribed March 2001`,
and texts.
"""

import re
from collections.abc import Mapping
from typing import Any

from ...model.entries import Entry
from ...model.words import NameKind, PartyKind, Quality
from ..brackets import bracketed
from ..countries import once
from ..days import any_form
from ..files import only
from ..html import page, text
from ..keys import Keys, slug
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..text import clean

_HEADING = re.compile(
    r"^(?P<name>.+?)\s*[-–—:(]+\s*(?P<what>(?:extension\s+)?proscribed)\s+(?P<day>[^|)]*\d{4})\)?",
    re.IGNORECASE,
)
_AKA = re.compile(r"\s*(?:,\s*)?\b(?:aka|a\.k\.a\.|also known as)\s+", re.IGNORECASE)
_BLOCKS = ("h2", "h3", "h4", "h5", "p", "li", "td")


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the page; raises `Refusal` when no group is found on it."""
    name, data = only(files)
    keys, groups = Keys(), list[tuple[str, re.Match[str], list[str]]]()
    for number, block in enumerate(page(data, name).iter(*_BLOCKS), start=1):
        if any(inner is not block for inner in block.iter(*_BLOCKS)):
            continue  # its parts are read one by one
        content = text(block)
        if match := _heading(block, content):
            groups.append((f"block {number}", match, [content[match.end() :].lstrip(" |")]))
        elif groups and block.tag in ("p", "li") and content:
            groups[-1][2].append(content)
    if not groups:
        raise Refusal("other_format", "has no heading of the form `Name – Proscribed March 2001`", name)
    return Parsed(tuple(Placed(_entry(match, notes, keys), place) for place, match, notes in groups))


def _heading(block: Any, content: str) -> re.Match[str] | None:
    return _HEADING.match(content) if block.tag != "td" and len(content) < 2000 else None


def _entry(match: re.Match[str], notes: list[str], keys: Keys) -> Entry:
    first, *others = _AKA.split(clean(match["name"]))
    names = bracketed(first, NameKind.PRIMARY, Quality.STRONG)
    names += [n for o in others for n in bracketed(o, NameKind.ALIAS, Quality.STRONG)]
    listed = any_form(clean(match["day"]))
    return Entry(
        list="gb_proscribed",
        ref=keys.fresh(slug(names[0].text), [clean(match["day"])]),
        kind=PartyKind.ORGANISATION,
        names=tuple(distinct(names)),
        regimes=source("gb_proscribed").regimes,
        listed=listed,
        remarks=once([*(clean(n) for n in notes), "" if listed else clean(match[0])]),
    )
