"""OFSI's consolidated list, CSV or xlsx: one row for each name and address of a group.

The first line gives the day, the second the columns: 29 of them until 2021, 36 later. Name 6 is the surname
and stands first. What has no column of its own stands in Other Information behind marks as `(UN Ref):`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, codes, once
from ..days import day_first
from ..days import once as days_once
from ..files import only, text_of
from ..languages import language
from ..names import distinct, named
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..rows import Row, csv_rows, fold_title, headed, sheets, unknown_texts
from ..text import clean, split_lettered
from .information import read_information

_GIVEN = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
_ADDRESS = (
    "Address 1",
    "Address 2",
    "Address 3",
    "Address 4",
    "Address 5",
    "Address 6",
    "Post/Zip Code",
    "Country",
)
_COLUMNS = (
    *(
        "Name 6",
        *_GIVEN,
        "Title",
        "Name Non-Latin Script",
        "Non-Latin Script Type",
        "Non-Latin Script Language",
    ),
    *(
        "DOB",
        "Town of Birth",
        "Country of Birth",
        "Nationality",
        "Passport Number",
        "Passport Details",
        "NI Number",
    ),
    *("National Identification Number", "National Identification Details", "Position", *_ADDRESS),
    *("Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On"),
    *("UK Sanctions List Date Designated", "Last Updated", "Group ID"),
)
_KNOWN = {fold_title(c): c for c in _COLUMNS}
_KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION, "ship": PartyKind.VESSEL}
_NAMES = {
    "primary name": NameKind.PRIMARY,
    "prime alias": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_QUALITIES = {"good quality": Quality.STRONG, "low quality": Quality.WEAK}

Rows = list[tuple[int, dict[str, str]]]


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one file; raises `Refusal` when it is not OFSI's list."""
    name, data = only(files)
    sheet, rows = _rows(name, data)
    first = rows[0][1] if rows else []
    if not first or fold_title(first[0]) != "lastupdated" or len(first) < 2:
        raise Refusal("other_format", "does not begin with the line `Last Updated,dd/mm/yyyy`", name)
    table = headed(rows[1:], _KNOWN, name, needed=("Name 6", "Group ID", "Group Type", "Regime"))
    groups: dict[str, Rows] = {}
    numbered = list(table)
    for number, row in numbered:
        groups.setdefault(row.get("Group ID", ""), []).append((number, row))
    if "" in groups:
        raise Refusal(
            "truncated", f"row {groups[''][0][0]} has no Group ID: the file is cut or shifted", name
        )
    problems = [*table.problems, *_findings(numbered, name)]
    placed = (Placed(_entry(ref, [r for _, r in g]), f"{sheet}row {g[0][0]}") for ref, g in groups.items())
    return Parsed(tuple(placed), tuple(problems), day_first(clean(first[1])))


def _rows(name: str, data: bytes) -> tuple[str, list[Row]]:
    if data[:2] == b"PK":
        (sheet, rows), *_ = sheets(data, name).items()
        return f"{sheet}!", rows
    return "", list(csv_rows(text_of(data, name, "cp1252"), name))


def _findings(table: Rows, name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, row in table:
        for field, known in (("Group Type", _KINDS), ("Alias Type", _NAMES)):
            word = row.get(field, "")
            if word and word.lower() not in known and word not in seen:
                seen.add(word)
                yield Problem("unknown_type", f"{field} {word!r} is not known", where=f"{name} row {number}")


def _entry(ref: str, rows: Sequence[Mapping[str, str]]) -> Entry:
    def all_of(field: str) -> Iterator[str]:
        return (r[field] for r in rows if field in r)

    information = read_information(once(all_of("Other Information")))
    programmes = once(all_of("Regime"))
    births = {text: day_first(text) for text in all_of("DOB")}
    kind = _KINDS.get(next(all_of("Group Type"), "").lower(), PartyKind.OTHER)
    lived = (code(c) or "" for c in all_of("Country"))
    return Entry(
        list="gb_ofsi",
        ref=ref,
        kind=kind,
        names=tuple(_names(rows)),
        identifiers=tuple(dict.fromkeys([*_documents(rows), *information.identifiers])),
        births=days_once(births.values()),
        birth_places=once(_places(rows)),
        genders=once(information.genders),
        countries=once(
            [*(c for n in all_of("Nationality") for c in codes(n)), *information.countries, *lived]
        ),
        addresses=once(", ".join(r[f] for f in _ADDRESS if f in r) for r in rows),
        programmes=programmes,
        regimes=source("gb_ofsi").regimes_of(programmes),
        listed=next((d for t in all_of("Listed On") if (d := day_first(t))), None),
        updated=days_once(day_first(t) for t in all_of("Last Updated")),
        references=once([f"ofsi:{ref}", *information.references]),
        titles=once(t for f in ("Title", "Position") for text in all_of(f) for t in split_lettered(text)),
        remarks=once(
            [
                *information.rest,
                *(f"Birth: {text}" for text, day in births.items() if day is None),
                *(
                    f"UK Sanctions List Date Designated: {t}"
                    for t in all_of("UK Sanctions List Date Designated")
                ),
                *(t for r in rows for t in unknown_texts(r)),
            ]
        ),
    )


def _names(rows: Iterable[Mapping[str, str]]) -> list[Name]:
    found: list[Name | None] = []
    for row in rows:
        kind = _NAMES.get(row.get("Alias Type", "").lower(), NameKind.ALIAS)
        quality = _QUALITIES.get(row.get("Alias Quality", "").lower())
        parts = [(f, row[f]) for f in ("Name 6", *_GIVEN) if f in row]
        # The surname is published first; a reader expects it last.
        order = [*range(1, len(parts)), 0] if len(parts) > 1 and parts[0][0] == "Name 6" else None
        found.append(named(parts, kind, quality, order))
        if original := row.get("Name Non-Latin Script"):
            spoken = language(row.get("Non-Latin Script Language", ""))
            found.append(named([("", original)], NameKind.ORIGINAL, None, language=spoken))
    names = distinct(found)
    if names and all(n.kind is not NameKind.PRIMARY for n in names):
        names[0] = Name(
            names[0].text, NameKind.PRIMARY, None, names[0].script, names[0].language, names[0].parts
        )
    primary = {n.text for n in names if n.kind is NameKind.PRIMARY}
    others = [n for n in names if n.kind is not NameKind.PRIMARY and n.text not in primary]
    return [n for n in names if n.kind is NameKind.PRIMARY] + others


def _documents(rows: Iterable[Mapping[str, str]]) -> Iterator[Identifier]:
    columns = (
        ("passport", "Passport Number", "Passport Details"),
        ("national", "National Identification Number", "National Identification Details"),
        ("national", "NI Number", ""),
    )
    for row in rows:
        for kind, field, more in columns:
            numbers, notes = split_lettered(row.get(field, "")), split_lettered(row.get(more, ""))
            if not numbers and notes:
                numbers, notes = notes, []
            if len(notes) != len(numbers):
                notes = ["; ".join(notes)] * len(numbers)
            for number, note in zip(numbers, notes, strict=True):
                yield Identifier(kind, number, None, note or None)


def _places(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        towns, countries = (
            split_lettered(row.get("Town of Birth", "")),
            split_lettered(row.get("Country of Birth", "")),
        )
        if len(towns) == len(countries):
            yield from (f"{t}, {c}" for t, c in zip(towns, countries, strict=True))
        elif len(countries) == 1:
            yield from (f"{t}, {countries[0]}" for t in towns)
        else:
            yield from (*towns, *countries)
