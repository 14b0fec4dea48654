"""The Security Council's consolidated list in XML, from 2014 on.

The file is made anew each day, so `dateGenerated` says nothing of the content. Entries carry a permanent
reference number (with blanks, full stops and an older form in places) and a DATAID; either may change while
the other stays. A file that holds the entries of the Al-Qaida committee alone is that committee's own list,
`un_sc_1267`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...errors import Problem
from ...model.dates import Day
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, codes, once
from ..days import iso
from ..days import once as days_once
from ..files import only
from ..names import distinct, named, packed
from ..parsed import Parsed, Placed, Refusal
from ..references import un_reference
from ..registry import source
from ..text import clean, script_of, split_outside
from ..xml import Element, records, value, values
from .births import birth

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
#: Elements that are read, and those that say nothing about the party.
_KNOWN = {
    *_NAMES,
    *(
        "DATAID",
        "UN_LIST_TYPE",
        "REFERENCE_NUMBER",
        "LISTED_ON",
        "GENDER",
        "NAME_ORIGINAL_SCRIPT",
        "COMMENTS1",
    ),
    *(
        "NATIONALITY",
        "NATIONALITY2",
        "TITLE",
        "DESIGNATION",
        "LAST_DAY_UPDATED",
        "SUBMITTED_BY",
        "SUBMITTED_ON",
    ),
    *("INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH"),
    *("INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS", "DELISTED_ON"),
    *("VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD"),
}
_QUALITIES = {"good": Quality.STRONG, "a.k.a.": Quality.STRONG, "f.k.a.": Quality.STRONG, "low": Quality.WEAK}
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one XML file; raises `Refusal` when it is not the whole list as published."""
    name, data = only(files)
    published: Day | None = None
    placed: list[Placed] = []
    problems: list[Problem] = []
    indented = 0
    for path, element in records(data, name, "CONSOLIDATED_LIST", depth=2):
        tag = path.rpartition("/")[2].partition("[")[0]
        if tag == "CONSOLIDATED_LIST":
            published = _published(element, name)
        elif tag not in ("INDIVIDUAL", "ENTITY"):
            problems.append(Problem("unknown_element", f"element {tag} is not known", where=f"{name} {path}"))
        elif gone := value(element, "DELISTED_ON"):
            who = value(element, "REFERENCE_NUMBER")
            problems.append(
                Problem("delisted", f"{who} is marked as delisted on {gone}", where=f"{name} {path}")
            )
        else:
            indented += _indented(element)
            entry = _entry(element, tag)
            placed.append(Placed(entry, path))
            problems += _findings(element, f"{name} {path}")
    if indented * 5 > len(placed):
        raise Refusal("resaved", "was re-indented by another program: its texts are not as published", name)
    return Parsed(tuple(_homed(placed)), tuple(problems), published)


def _homed(placed: list[Placed]) -> Iterator[Placed]:
    programmes = {p.entry.programmes for p in placed}
    home = source("un_sc_1267" if programmes == {("Al-Qaida",)} else "un_sc")
    for p in placed:
        entry = replace(p.entry, list=home.id, regimes=home.regimes_of(p.entry.programmes))
        yield Placed(entry, p.place)


def _published(root: Element, name: str) -> Day | None:
    schema = next((v for k, v in root.attrib.items() if k.endswith("SchemaLocation")), "")
    if schema.lower().startswith("file:"):
        raise Refusal("resaved", f"was saved anew by another program (its schema is {schema})", name)
    return iso(root.get("dateGenerated") or "")


def _indented(record: Element) -> bool:
    """Whether a text ends in a line break and blanks, which only a program that re-indents puts there."""
    text = record.findtext("COMMENTS1") or ""
    return "\n" in text and text.endswith("    ")


def _entry(record: Element, tag: str) -> Entry:
    written = value(record, "REFERENCE_NUMBER")
    ref = un_reference(written) or written.rstrip(". ")
    addresses = [_joined(a, _ADDRESS) for a in record.findall(f"{tag}_ADDRESS")]
    births = [birth(b) for b in record.findall("INDIVIDUAL_DATE_OF_BIRTH")]
    nationalities = [*values(record, "NATIONALITY/VALUE"), value(record, "NATIONALITY2")]
    lived = [code(c) for c in values(record, f"{tag}_ADDRESS/COUNTRY")]
    return Entry(
        list="un_sc",
        ref=ref,
        kind=PartyKind.PERSON if tag == "INDIVIDUAL" else PartyKind.ORGANISATION,
        names=tuple(_names(record, tag)),
        identifiers=tuple(_identifiers(record)),
        births=days_once(d for d, _ in births),
        birth_places=once(
            _joined(p, ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"))
            for p in record.findall("INDIVIDUAL_PLACE_OF_BIRTH")
        ),
        genders=once([value(record, "GENDER").lower()]),
        countries=once([*(c for n in nationalities for c in codes(n)), *(c for c in lived if c)]),
        addresses=once(addresses),
        programmes=once([value(record, "UN_LIST_TYPE")]),
        listed=iso(value(record, "LISTED_ON")),
        updated=days_once(iso(v) for v in values(record, "LAST_DAY_UPDATED/VALUE")),
        references=(f"un:{ref}",),
        titles=once([*values(record, "TITLE/VALUE"), *values(record, "DESIGNATION/VALUE")]),
        remarks=once(
            [
                clean(record.findtext("COMMENTS1")),
                *(f"Birth: {rest}" for _, rest in births if rest),
                *(f"Submitted by: {v}" for v in values(record, "SUBMITTED_BY")),
                *(f"Submitted on: {v}" for v in values(record, "SUBMITTED_ON")),
                *(f"Reference as written: {written}" for _ in range(un_reference(written) is None)),
                *(f"{e.tag}: {clean(' '.join(e.itertext()))}" for e in record if e.tag not in _KNOWN),
            ]
        ),
    )


def _names(record: Element, tag: str) -> list[Name]:
    primary = named(((f, value(record, f)) for f in _NAMES), NameKind.PRIMARY)
    if primary is None:
        primary = Name(value(record, "NAME_ORIGINAL_SCRIPT") or value(record, "REFERENCE_NUMBER"))
    names: list[Name | None] = [primary]
    for text in split_outside(value(record, "NAME_ORIGINAL_SCRIPT"), ";"):
        names.append(Name(text, NameKind.ORIGINAL, None, script_of(text)))
    for alias in record.findall(f"{tag}_ALIAS"):
        quality = value(alias, "QUALITY").lower()
        kind = NameKind.FORMER if quality == "f.k.a." else NameKind.ALIAS
        born = [value(alias, f) for f in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")]
        note = "; ".join(
            [*([f"born {', '.join(b for b in born if b)}"] if any(born) else []), *values(alias, "NOTE")]
        )
        names += packed(value(alias, "ALIAS_NAME"), kind, _QUALITIES.get(quality), note)
    return distinct(names)


def _identifiers(record: Element) -> Iterator[Identifier]:
    if dataid := value(record, "DATAID"):
        yield Identifier("record", dataid)
    for document in record.findall("INDIVIDUAL_DOCUMENT"):
        written = [value(document, "TYPE_OF_DOCUMENT"), value(document, "TYPE_OF_DOCUMENT2")]
        kind = "passport" if any("pas" in w.lower() for w in written) else "national"
        rest = [value(document, f) for f in ("CITY_OF_ISSUE", "DATE_OF_ISSUE", "NOTE")]
        country = value(document, "ISSUING_COUNTRY") or value(document, "COUNTRY_OF_ISSUE")
        note = "; ".join(once([*written, *rest, country if not code(country) else ""])) or None
        if number := value(document, "NUMBER"):
            yield Identifier(kind, number, code(country), note)
        elif note and (any(rest) or written[1]):
            yield Identifier(kind, note, code(country), "no number given")


def _joined(element: Element, fields: tuple[str, ...]) -> str:
    return ", ".join(t for f in fields if (t := value(element, f)))


def _findings(record: Element, where: str) -> Iterator[Problem]:
    for element in record:
        if element.tag not in _KNOWN:
            yield Problem(
                "unknown_element", f"element {element.tag} is not known; kept as a remark", where=where
            )
    for field in ("REFERENCE_NUMBER", "FIRST_NAME", "LISTED_ON"):
        if not value(record, field):
            yield Problem("missing_field", f"{field} is empty", where=where)
    listed = value(record, "LISTED_ON")
    if listed and iso(listed) is None:
        yield Problem("bad_date", f"LISTED_ON {listed!r} is no date", where=where)
