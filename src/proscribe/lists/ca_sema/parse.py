"""Canada's autonomous sanctions in one XML: persons, entities and ships by country, schedule and item.

Items have no number of their own that survives a change of the schedules' names, so references are made from
country and name. Aliases stand in one text, some behind the name of their language.
"""

import re
from collections.abc import Iterator, Mapping

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind
from ..countries import once
from ..days import any_form, iso
from ..days import once as days_once
from ..files import only
from ..keys import Keys, slug
from ..languages import language
from ..names import distinct, named
from ..parsed import Parsed, Placed
from ..text import clean, script_of, split_outside
from ..xml import Element, records, value

_KNOWN = {
    *(
        "Country",
        "LastName",
        "GivenName",
        "EntityOrShip",
        "Entity",
        "DateOfBirthOrShipBuildDate",
        "DateOfBirth",
    ),
    *("Aliases", "Schedule", "Item", "DateOfListing", "TitleOrShip", "Title", "ShipIMONumber"),
}
_SPOKEN = re.compile(r"^([A-Z][a-z]+)\s*:\s*(.+)$")


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one XML file; raises `Refusal` when it is another document."""
    name, data = only(files)
    keys, placed, problems = Keys(), list[Placed](), list[Problem]()
    for path, element in records(data, name, "data-set"):
        if path == "/data-set":
            continue
        if element.tag != "record":
            problems.append(
                Problem("unknown_element", f"element {element.tag} is not known", where=f"{name} {path}")
            )
            continue
        placed.append(Placed(_entry(element, keys), path))
        problems += (
            Problem(
                "unknown_element", f"element {e.tag} is not known; kept as a remark", where=f"{name} {path}"
            )
            for e in element
            if e.tag not in _KNOWN
        )
    return Parsed(tuple(placed), tuple(problems))


def _entry(record: Element, keys: Keys) -> Entry:
    programme = value(record, "Country")
    title = value(record, "TitleOrShip") or value(record, "Title")
    imo, group = value(record, "ShipIMONumber"), value(record, "EntityOrShip") or value(record, "Entity")
    born = value(record, "DateOfBirthOrShipBuildDate") or value(record, "DateOfBirth")
    person = bool(value(record, "LastName") or value(record, "GivenName"))
    birth = any_form(born)
    names = distinct([*_primary(record, group), *_aliases(value(record, "Aliases"))])
    item = ", ".join(t for t in (value(record, "Schedule"), value(record, "Item")) if t)
    base = f"{slug(programme.split('/')[0])}/{slug(names[0].text) if names else ''}"
    return Entry(
        list="ca_sema",
        ref=keys.fresh(base, [imo, born, item]),
        kind=PartyKind.PERSON if person else PartyKind.VESSEL if imo else PartyKind.ORGANISATION,
        names=tuple(names),
        identifiers=(Identifier("imo", imo),) if imo else (),
        births=days_once([birth]) if person else (),
        programmes=once([programme]),
        listed=iso(value(record, "DateOfListing")),
        titles=once([title]),
        remarks=once(
            [
                f"Schedule and item: {item}" if item else "",
                f"Built: {born}" if born and not person else f"Birth: {born}" if born and not birth else "",
                *(f"{e.tag}: {clean(e.text)}" for e in record if e.tag not in _KNOWN),
            ]
        ),
    )


def _primary(record: Element, group: str) -> Iterator[Name | None]:
    last, given = value(record, "LastName"), value(record, "GivenName")
    if last or given:
        yield named(
            [("last", last), ("given", given)], NameKind.PRIMARY, None, (1, 0) if last and given else None
        )
        if group:
            yield Name(group, NameKind.ALIAS, None, script_of(group))
        return
    # English and French stand on both sides of a stroke where the name differs.
    english, _, french = group.partition("/")
    if french and len(english) > 12 and len(french) > 12:
        yield Name(clean(english), NameKind.PRIMARY, None, script_of(english), "en")
        yield Name(clean(french), NameKind.ALIAS, None, script_of(french), "fr")
    elif group:
        yield Name(group, NameKind.PRIMARY, None, script_of(group))


def _aliases(text: str) -> Iterator[Name | None]:
    for item in split_outside(text, ",;"):
        match = _SPOKEN.match(item)
        spoken = language(match[1]) if match else None
        alias = clean(match[2]) if match and spoken else item
        script = script_of(alias)
        yield Name(
            alias, NameKind.ALIAS if script in ("Latn", None) else NameKind.ORIGINAL, None, script, spoken
        )
