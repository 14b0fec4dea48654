"""Australia's consolidated list, xls or xlsx: one row for each name, `11` the primary and `11a`, `11b` its
others.

The file bears no date of its own. References to the Security Council's list in its texts mostly name other
parties, so they are not read as citations.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ...errors import Problem
from ...model.dates import Day
from ...model.entries import Entry, Name
from ...model.words import NameKind, PartyKind
from ..countries import codes, once
from ..days import any_form, in_words, iso
from ..days import once as days_once
from ..files import only
from ..names import distinct, packed
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..rows import Row, excel_day, fold_title, headed, sheets, unknown_texts
from ..text import clean, split_lettered

_COLUMNS = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth"),
    *(
        "Place of Birth",
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "IMO Number",
    ),
    *("Committees", "Control Date", "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban"),
    *("Arms Embargo", "Maritime Restriction"),
)
_KNOWN = {fold_title(c): c for c in _COLUMNS}
_KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION, "vessel": PartyKind.VESSEL}
_NAMES = {
    "primary name": NameKind.PRIMARY,
    "aka": NameKind.ALIAS,
    "original script": NameKind.ORIGINAL,
    "formerly known as": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
}
_LISTED = re.compile(
    r"(?:listed|designated|listing)\b[^.;]*?\bon:?\s*(\d{1,2}\s+[A-Z][a-z]+\.?\s+\d{4})"
    r"|^\s*Listed on:?\s*(.{6,20}?)(?:\s*\(|$)",
    re.IGNORECASE,
)
_OTHER_BIRTH = re.compile(r"\s*(?:;|>>|\bor\b|\balt\.?\s*DOB:?)\s*", re.IGNORECASE)

Rows = list[tuple[int, dict[str, str]]]


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one workbook; raises `Refusal` when it is not this list."""
    name, data = only(files)
    sheet, rows = _sheet(sheets(data, name), name)
    table = headed(rows, _KNOWN, name, needed=("Reference", "Name of Individual or Entity", "Name Type"))
    groups: dict[str, Rows] = {}
    for number, row in table:
        match = re.match(r"\d+", row.get("Reference", ""))
        if match is None:
            raise Refusal(
                "other_format", f"row {number} has the reference {row.get('Reference', '')!r}", name
            )
        groups.setdefault(match[0], []).append((number, row))
    problems = [*table.problems, *_findings(groups, name)]
    placed = (
        Placed(_entry(ref, [r for _, r in group]), f"{sheet}!row {group[0][0]}")
        for ref, group in groups.items()
    )
    return Parsed(tuple(placed), tuple(problems))


def _sheet(book: Mapping[str, list[Row]], name: str) -> tuple[str, list[Row]]:
    for sheet, rows in book.items():
        if rows and "reference" in map(fold_title, rows[0][1]):
            return sheet, rows
    raise Refusal("other_format", "has no sheet that begins with a column Reference", name)


def _findings(groups: Mapping[str, Rows], name: str) -> Iterator[Problem]:
    for ref, group in groups.items():
        kinds = [_NAMES.get(row.get("Name Type", "").lower()) for _, row in group]
        where = f"{name} row {group[0][0]}"
        if None in kinds:
            yield Problem("unknown_type", f"{ref} has a name of an unknown type", where=where)
        if kinds.count(NameKind.PRIMARY) != 1:
            yield Problem(
                "primary_name", f"{ref} has {kinds.count(NameKind.PRIMARY)} primary names", where=where
            )


def _entry(ref: str, rows: Sequence[Mapping[str, str]]) -> Entry:
    def all_of(field: str) -> tuple[str, ...]:
        return once(r[field] for r in rows if field in r and r[field].lower() not in ("na", "n/a"))

    programmes = all_of("Committees")
    births = {t: _births(t) for t in all_of("Date of Birth")}
    listing = all_of("Listing Information")
    return Entry(
        list="au_dfat",
        ref=ref,
        kind=next((k for t in all_of("Type") if (k := _KINDS.get(t.lower()))), PartyKind.OTHER),
        names=tuple(_names(rows)),
        births=days_once(d for days, _ in births.values() for d in days),
        birth_places=once(p for t in all_of("Place of Birth") for p in split_lettered(t)),
        countries=once(c for t in all_of("Citizenship") for c in codes(t)),
        addresses=once(a for t in all_of("Address") for a in split_lettered(t)),
        programmes=programmes,
        regimes=source("au_dfat").regimes_of(programmes),
        listed=next((d for t in listing if (d := _listed(t))), None),
        updated=days_once(iso(excel_day(t)) for t in all_of("Control Date")),
        references=(f"au_dfat:{ref}",),
        remarks=once(
            [
                *all_of("Additional Information"),
                *listing,
                *(f"Birth: {rest}" for _, rest in births.values() if rest),
                *(f"{f}: {t}" for f in _COLUMNS[14:] for t in all_of(f)),
                *(f"{f}: {t}" for f in ("Alias Strength", "IMO Number") for t in all_of(f)),
                *(t for r in rows for t in unknown_texts(r)),
            ]
        ),
    )


def _names(rows: Sequence[Mapping[str, str]]) -> list[Name]:
    found: list[Name] = []
    for row in rows:
        kind = _NAMES.get(row.get("Name Type", "").lower(), NameKind.ALIAS)
        found += packed(row.get("Name of Individual or Entity", ""), kind)
    names = distinct(found)
    return sorted(names, key=lambda n: n.kind is not NameKind.PRIMARY)


def _births(text: str) -> tuple[list[Day], str]:
    """The dates in a cell, and the cell itself where one of its items is no date."""
    items = [p for item in split_lettered(text) for p in _OTHER_BIRTH.split(item) if clean(p)]
    found = [any_form(clean(i).rstrip(",")) for i in items]
    return [d for d in found if d], "" if all(found) else text


def _listed(text: str) -> Day | None:
    match = _LISTED.search(text)
    return in_words((match[1] or match[2]).strip()) if match else None
