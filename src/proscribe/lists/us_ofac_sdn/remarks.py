"""The free text in which OFAC's CSV keeps what its XML has fields for."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from ...model.dates import Day
from ...model.entries import Identifier, Name
from ...model.words import NameKind, Quality
from ..countries import code, codes
from ..days import in_words
from ..text import script_of

_NAME = re.compile(r"^(a\.k\.a\.|f\.k\.a\.|n\.k\.a\.)\s+'(.*)'$")
_BIRTH = re.compile(r"^(?:alt\. )?DOB\s+(.*)$")
_COUNTRY = re.compile(r"^(?:alt\. )?(nationality|citizen)\s+(.*)$")
_PLACE = re.compile(r"^(?:alt\. )?POB\s+(.*)$")
#: Labels that say no more than the kind they are.
_PLAIN = {
    "Passport",
    "Vessel Registration Identification",
    "Digital Currency Address -",
    "Website",
    "Email Address",
}
_TAIL = re.compile(r"\s*\(([^()]*)\)\s*((?:issued|expires|exp\.).*)?$|\s+((?:issued|expires|exp\.)\s.*)$")


@dataclass(slots=True)
class Found:
    """What the remarks of one entry say, item by item; `rest` keeps the items that have no field."""

    names: list[Name] = field(default_factory=list)
    births: list[Day] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


@cache
def labels() -> Mapping[str, str]:
    """OFAC's labels of numbers, as kinds of identifiers."""
    text = (resources.files(__package__) / "labels.csv").read_text(encoding="utf-8")
    return {row["label"]: row["kind"] for row in csv.DictReader(io.StringIO(text))}


@cache
def _label() -> re.Pattern[str]:
    longest = sorted(labels(), key=len, reverse=True)
    return re.compile(rf"^(?:alt\. )?({'|'.join(map(re.escape, longest))})(?=[\s:]|\()\s*:?\s*(\S.*)$")


def read_remarks(text: str, person: bool) -> Found:
    """Take remarks apart at `; `; an item that is not recognised goes to `rest` unchanged."""
    found = Found()
    for item in text.rstrip().removesuffix(".").split("; "):
        if item := item.strip():
            _take(item, found, person)
    return found


def _take(item: str, found: Found, person: bool) -> None:
    if match := _NAME.match(item):
        kind = NameKind.FORMER if match[1] == "f.k.a." else NameKind.ALIAS
        found.names.append(person_name(match[2], kind, Quality.WEAK, person))
    elif match := _BIRTH.match(item):
        day = in_words(match[1])
        found.births.append(day) if day else found.rest.append(item)
    elif match := _COUNTRY.match(item):
        found.countries += codes(match[2])
    elif match := _PLACE.match(item):
        found.birth_places.append(match[1])
    elif item in ("Gender Male", "Gender Female"):
        found.genders.append(item[7:].lower())
    elif match := _label().match(item):
        found.identifiers.append(number(match[1], match[2]))
    else:
        found.rest.append(item)


def number(label: str, text: str, country: str = "", note: str = "") -> Identifier:
    """A number under OFAC's label; a country in brackets and dates of issue after it are taken off its
    end."""
    kind = labels().get(label, "other")
    notes = [note]
    if match := _TAIL.search(text):
        where = match[1] or ""
        country = country or where
        if where and not code(where):
            notes.append(where)
        notes.append(match[2] or match[3] or "")
        text = text[: match.start()]
    if kind == "imo":
        text = text.removeprefix("IMO").strip()
    if kind == "digital_currency" and " " in text:
        currency, _, text = text.partition(" ")
        notes.append(currency)
    if label not in _PLAIN:
        notes.insert(0, label)
    return Identifier(kind, text, code(country), "; ".join(n for n in notes if n) or None)


def person_name(text: str, kind: NameKind, quality: Quality | None, person: bool) -> Name:
    """A name as OFAC writes it: `LAST, First` of a person is turned round, its two fields kept as parts."""
    last, comma, first = text.partition(", ")
    if not (person and comma and first and last):
        return Name(text, kind, quality, script_of(text))
    turned = f"{first} {last}"
    return Name(turned, kind, quality, script_of(turned), None, (("last", last), ("first", first)))
