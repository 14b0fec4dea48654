"""The State Department's page of foreign terrorist organisations: a table of days and names.

The page has a second table, of those removed, with a column of the day of removal; it is not read as listed.
"""

import re
from collections.abc import Iterator, Mapping

from ...model.entries import Entry, Name
from ...model.words import NameKind, PartyKind, Quality
from ..brackets import bracketed
from ..days import any_form, month_first
from ..files import only
from ..html import page, tables
from ..keys import Keys, slug
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..text import clean

_AKA = re.compile(r"\b(?:aka|a\.k\.a\.|also known as)\s+", re.IGNORECASE)


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the page; raises `Refusal` when its table of designations is not there."""
    name, data = only(files)
    keys, placed = Keys(), list[Placed]()
    for number, rows in tables(page(data, name)):
        titles = [t.lower() for t in rows[0][1]] if rows else []
        if not any("designated" in t for t in titles) or any("remov" in t or "delist" in t for t in titles):
            continue
        day_at = next(i for i, t in enumerate(titles) if "designated" in t)
        name_at = next((i for i, t in enumerate(titles) if "name" in t or "organization" in t), None)
        if name_at is None:
            continue
        for index, cells in rows[1:]:
            if len(cells) > max(day_at, name_at) and cells[name_at]:
                place = f"table {number} row {index}"
                placed.append(Placed(_entry(cells[name_at], cells[day_at], keys), place))
    if not placed:
        raise Refusal("other_format", "has no table with the columns Date Designated and Name", name)
    return Parsed(tuple(placed))


def _entry(written: str, day: str, keys: Keys) -> Entry:
    names = distinct(_names(clean(written.replace(" | ", " "))))
    listed = month_first(day) or any_form(day)
    return Entry(
        list="us_state_fto",
        ref=keys.fresh(slug(names[0].text), [day]),
        kind=PartyKind.ORGANISATION,
        names=tuple(names),
        regimes=source("us_state_fto").regimes,
        listed=listed,
        remarks=tuple(
            t for t in (written if len(names) > 1 else "", "" if listed else f"Designated: {day}") if t
        ),
    )


def _names(text: str) -> Iterator[Name]:
    for name in bracketed(text, NameKind.PRIMARY, Quality.STRONG):
        yield Name(_AKA.sub("", name.text), name.kind, name.quality, name.script)
