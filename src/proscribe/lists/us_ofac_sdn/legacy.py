"""OFAC's CSV files: sdn (or cons_prim), alt, add and comments, told apart by their number of columns.

No header, `-0- ` for nothing, Ctrl-Z as the last byte, accents stripped, and remarks cut at 1,000 characters
with the rest in the comments file.
"""

from collections.abc import Mapping

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, once
from ..days import once as days_once
from ..files import text_of
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..rows import Row, csv_rows
from ..source import Source
from ..text import clean
from .remarks import person_name, read_remarks

_ROLES = {12: "primary", 6: "addresses", 5: "aliases", 2: "comments"}
_KINDS = {
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
    "": PartyKind.ORGANISATION,
}
_ALIASES = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
_CUT = 1000


def read(files: Mapping[str, bytes], source: Source) -> Parsed:
    """Read the set; only the primary file is needed, what else is missing is reported."""
    tables: dict[str, tuple[str, list[Row]]] = {}
    for name, data in files.items():
        rows = list(csv_rows(text_of(data, name, "cp1252").rstrip("\x1a\r\n "), name))
        role = _role(rows, name)
        if role in tables:
            raise Refusal("other_format", f"is a second file of {role} beside {tables[role][0]}", name)
        tables[role] = name, rows
    if "primary" not in tables:
        raise Refusal(
            "other_format", f"{', '.join(files)}: no file with the 12 columns of the entries themselves"
        )
    main, primary = tables["primary"]
    problems = [
        Problem("part_missing", f"no file of {role} was given: entries are without them", where=main)
        for role in ("aliases", "addresses")
        if role not in tables
    ]
    parts = {role: _by_entry(tables.get(role, ("", []))[1]) for role in ("aliases", "addresses", "comments")}
    placed = []
    for number, row in primary:
        ident = row[0].strip()
        entry = _entry(
            row, {role: part.pop(ident, []) for role, part in parts.items()}, source, "comments" in tables
        )
        placed.append(Placed(entry[0], f"{main} row {number}"))
        problems += (Problem(p.code, p.message, where=f"{main} row {number}") for p in entry[1])
    for role, left in parts.items():
        if left:
            some = ", ".join(list(left)[:5])
            note = f"{len(left)} entries are not in {main} ({some}): the files are of different days"
            problems.append(Problem("orphans", note, where=tables[role][0]))
    return Parsed(tuple(placed), tuple(problems), None)


def _role(rows: list[Row], name: str) -> str:
    if not rows:
        raise Refusal("empty", "has no rows", name)
    width = len(rows[0][1])
    if width not in _ROLES or not rows[0][1][0].strip().isdigit():
        raise Refusal(
            "other_format", f"is not one of OFAC's CSV files: its first row has {width} columns", name
        )
    for number, row in rows:
        if len(row) != width or not row[0].strip().isdigit():
            code_ = "truncated" if number == rows[-1][0] else "other_format"
            raise Refusal(code_, f"row {number} has {len(row)} columns where {width} were expected", name)
    return _ROLES[width]


def _by_entry(rows: list[Row]) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for _, row in rows:
        table.setdefault(row[0].strip(), []).append([_value(cell) for cell in row])
    return table


def _value(cell: str) -> str:
    text = clean(cell)
    return "" if text == "-0-" else text


def _entry(
    row: list[str], parts: Mapping[str, list[list[str]]], source: Source, commented: bool
) -> tuple[Entry, list[Problem]]:
    ident, name, type_, programmes, title, call_sign, *vessel, owner, _ = (_value(cell) for cell in row)
    kind, problems = _KINDS.get(type_), []
    if kind is None:
        problems.append(Problem("unknown_type", f"type {type_!r} is not known"))
        kind = PartyKind.OTHER
    remarks = row[11].strip()
    if len(remarks) >= _CUT and not commented:
        problems.append(Problem("cut", "remarks are cut at 1,000 characters and no comments file was given"))
    # The overflow goes on in the middle of a word: nothing may stand between.
    remarks = "".join([row[11].lstrip() if remarks != "-0-" else "", *(c[1] for c in parts["comments"])])
    person = kind is PartyKind.PERSON
    found = read_remarks(clean(remarks), person)
    under = programmes_of(programmes)
    names: list[Name | None] = [person_name(name, NameKind.PRIMARY, None, person)]
    for _, _, alias_type, alias, note in parts["aliases"]:
        known = _ALIASES.get(alias_type)
        if known is None:
            problems.append(Problem("unknown_type", f"alias type {alias_type!r} is not known"))
        names.append(person_name(alias, known or NameKind.ALIAS, Quality.STRONG, person))
        found.rest += [note] if note else []
    for address in parts["addresses"]:
        found.rest += [address[5]] if address[5] else []
    called = [Identifier("call_sign", call_sign)] if call_sign else []
    flag = vessel[3] if len(vessel) > 3 else ""
    countries = [*found.countries, code(flag) or "", *(code(a[4]) or "" for a in parts["addresses"])]
    details = zip(("Vessel type", "Tonnage", "Gross registered tonnage", "Vessel flag"), vessel, strict=False)
    return (
        Entry(
            list=source.id,
            ref=ident,
            kind=kind,
            names=tuple(distinct([*names, *found.names])),
            identifiers=tuple(dict.fromkeys([*called, *found.identifiers])),
            births=days_once(found.births),
            birth_places=once(found.birth_places),
            genders=once(found.genders),
            countries=once(countries),
            addresses=once(", ".join(t for t in a[2:5] if t) for a in parts["addresses"]),
            programmes=under,
            regimes=source.regimes_of(under),
            references=(f"ofac:{ident}",),
            titles=once([title]),
            remarks=once(
                [
                    *found.rest,
                    *(f"{k}: {v}" for k, v in details if v),
                    *([f"Vessel owner: {owner}"] if owner else []),
                ]
            ),
        ),
        problems,
    )


def programmes_of(text: str) -> tuple[str, ...]:
    """The programmes packed as `SDGT] [IFSR` or `SDGT; IFSR`, sorted: their order differs by format and
    says nothing.
    """
    return tuple(sorted(once(clean(p) for p in text.strip("[] ").replace("] [", ";").split(";"))))
