"""FollowTheMoney entities (followthemoney.tech): a party, and a Sanction for each of its standings."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..answers.parties import Party
from ..answers.places import names as jurisdictions
from ..law.load import regime
from ..lists.registry import sources
from ..model.canonical import digest
from ..model.dates import Day
from ..model.entries import Entry
from ..model.standing import Standing
from ..model.words import Measure, NameKind, PartyKind, Quality

#: What each kind of party is called there.
SCHEMATA = {
    PartyKind.ORGANISATION: "Organization",
    PartyKind.PERSON: "Person",
    PartyKind.VESSEL: "Vessel",
    PartyKind.AIRCRAFT: "Airplane",
    PartyKind.OTHER: "LegalEntity",
}
#: Measures that bite now: only a party under one of these has the topic `sanction`.
_BITES = frozenset({Measure.IN_FORCE, Measure.INTERIM})
#: Jurisdictions that are no country; FollowTheMoney has a code for the first only.
_NO_COUNTRY = {"EU": "eu", "UN": None, "INT": None, "GCC": None}
_PROPERTY = {
    "imo": {"Vessel": "imoNumber", "Organization": "imoNumber"},
    "passport": {"Person": "passportNumber"},
    "national": {"Person": "idNumber"},
    "tax": {"*": "taxNumber"},
    "registration": {"*": "registrationNumber"},
    "lei": {"*": "leiCode"},
    "swift": {"*": "swiftBic"},
    "mmsi": {"Vessel": "mmsi"},
    "call_sign": {"Vessel": "callSign"},
    "ogrn": {"*": "ogrnCode"},
    "inn": {"*": "innCode"},
}
_ASSETS = frozenset({"Vessel", "Airplane"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its id, its schema, and texts by property."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str | None) -> None:
        """Add values that say something and are not there yet."""
        for value in values:
            if value and value not in self.properties.setdefault(name, []):
                self.properties[name].append(value)
        if not self.properties.get(name):
            self.properties.pop(name, None)

    def to_json(self) -> dict[str, Any]:
        """The form of an entity in a file: one JSON object a line."""
        return {
            "id": self.id,
            "schema": self.schema,
            "caption": (self.properties.get("name") or [self.id])[0],
            "properties": self.properties,
        }


def lines(found: Iterable[Party]) -> Iterator[str]:
    """Entities as JSON lines: each party, followed by its sanctions."""
    for party in found:
        for entity in entities(party):
            yield json.dumps(entity.to_json(), ensure_ascii=False) + "\n"


def entities(party: Party) -> Iterator[Entity]:
    """The entity of a party and of each of its standings."""
    made = Entity(_ident(party.subject.id), SCHEMATA[party.kind])
    made.add("name", party.subject.name)
    made.add("alias", *party.subject.aliases)
    made.add("wikidataId", *(r.partition(":")[2] for r in party.subject.refs if r.startswith("wikidata:")))
    for entry in party.entries:
        _describe(made, entry)
    bare = () if party.standings else party.entries
    if bare or any(s.state.measure in _BITES for s in party.standings):
        made.add("topics", "sanction")
    yield made
    for entry in bare:
        yield _listing(made, entry)
    for standing in party.standings:
        yield _sanction(made, party, standing)


def _describe(made: Entity, entry: Entry) -> None:
    for name in entry.names:
        prop = "previousName" if name.kind is NameKind.FORMER else "alias"
        if name.quality is Quality.WEAK:
            prop = "weakAlias"
        if name.text not in made.properties.get("name", ()):
            made.add(prop, name.text)
    made.add("notes", *entry.remarks)
    made.add("country" if made.schema != "Person" else "nationality", *map(_country, entry.countries))
    if made.schema not in _ASSETS:
        made.add("address", *entry.addresses)
    if made.schema == "Person":
        made.add("birthDate", *(d for b in entry.births if (d := _date(b))))
        made.add("birthPlace", *entry.birth_places)
        made.add("gender", *(g for g in entry.genders if g in ("male", "female")))
        made.add("title", *entry.titles)
    for identifier in entry.identifiers:
        table = _PROPERTY.get(identifier.kind, {})
        found = table.get(made.schema) or (table.get("*") if made.schema not in _ASSETS else None)
        if found:
            made.add(found, identifier.value)
        elif made.schema not in _ASSETS:
            made.add("idNumber", identifier.value)
        else:
            made.add("registrationNumber", identifier.value)


def _sanction(made: Entity, party: Party, standing: Standing) -> Entity:
    outcome = standing.outcome
    what = (party.subject.id, standing.jurisdiction, standing.regime)
    sanction = Entity(f"{made.id}-sanction-{digest(what)[:12]}", "Sanction")
    sanction.add("entity", made.id)
    law = regime(standing.regime) if standing.regime else None
    if standing.jurisdiction:
        sanction.add("country", _NO_COUNTRY.get(standing.jurisdiction, standing.jurisdiction.lower()))
    sanction.add("authority", *(c.actor for c in outcome.basis))
    if not sanction.properties.get("authority") and law is not None:
        sanction.add("authority", law.list_keeper, jurisdictions().get(standing.jurisdiction or ""))
    if law is not None:
        sanction.add("program", law.name)
        sanction.add("programId", law.id)
        sanction.add("provisions", *law.effects)
        sanction.add("programUrl", law.official_list.url)
    sanction.add("status", str(outcome.state))
    if outcome.since is not None:
        ended = outcome.state.measure is Measure.ENDED
        sanction.add("endDate" if ended else "startDate", _date(outcome.since))
        sanction.add("summary", f"{outcome.state} since {outcome.since}")
    listed = [c.date for c in outcome.basis if c.date and c.act.value == "designate"]
    sanction.add("listingDate", *(d for day in listed if (d := _date(day))))
    sanction.add("reason", outcome.end_reason.value if outcome.end_reason else None)
    sanction.add(
        "sourceUrl", *(c.url for c in outcome.basis if c.url and c.url.startswith(("http://", "https://")))
    )
    sanction.add("recordId", *(c.record for c in outcome.basis))
    return sanction


def _listing(made: Entity, entry: Entry) -> Entity:
    """An entry on a list of the day, of whose measure no more is known."""
    source = sources()[entry.list]
    sanction = Entity(f"{made.id}-sanction-{digest((entry.list, entry.ref))[:12]}", "Sanction")
    sanction.add("entity", made.id)
    sanction.add("country", _NO_COUNTRY.get(source.jurisdiction, source.jurisdiction.lower()))
    sanction.add("authority", source.publisher)
    sanction.add("authorityId", entry.ref)
    sanction.add("program", *entry.programmes)
    sanction.add("status", "listed")
    sanction.add("listingDate", _date(entry.listed) if entry.listed else None)
    sanction.add("sourceUrl", source.address)
    return sanction


def _ident(text: str) -> str:
    """An id in the characters that their ids have, told apart from those of other publishers."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in text)
    return f"proscribe-{plain}" if plain == text else f"proscribe-{plain}-{digest(text)[:8]}"


def _country(text: str) -> str | None:
    code = text.strip().lower()
    return code if len(code) == 2 and code.isalpha() else text


def _date(day: Day) -> str | None:
    """The day as far as it is known: `2003`, `2003-05`, `2003-05-17`; None where not even the year is."""
    first, last = day.earliest, day.latest
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}" if first.year == last.year else None
