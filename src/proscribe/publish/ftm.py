"""Parties and their measures as FollowTheMoney entities, the form that yente and OpenSanctions speak.

A party is one entity however many lists show it; each measure on it is a `Sanction` of its own, with its state on
the day asked about. Only properties that a schema has are written; what has none goes into `notes`, so that nothing
published is lost. The vocabulary is that of the public FollowTheMoney model (followthemoney.tech).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ..law.load import load_regimes
from ..law.regime import Regime
from ..lists.registry import sources
from ..model.canonical import digest
from ..model.dates import Day
from ..model.entries import Entry, Identifier
from ..model.standing import Standing
from ..model.words import Measure, NameKind, PartyKind, Quality
from ..subjects.roster import Subject

Json = dict[str, Any]
Values = dict[str, dict[str, None]]

SCHEMATA: dict[PartyKind, str] = {
    PartyKind.ORGANISATION: "Organization",
    PartyKind.PERSON: "Person",
    PartyKind.VESSEL: "Vessel",
    PartyKind.AIRCRAFT: "Airplane",
    PartyKind.OTHER: "LegalEntity",
}
#: The kind of each property that is written, by the public model.
PROPERTY_TYPES: dict[str, str] = {
    "name": "name",
    "alias": "name",
    "weakAlias": "name",
    "previousName": "name",
    "country": "country",
    "address": "address",
    "birthDate": "date",
    "birthPlace": "string",
    "gender": "gender",
    "title": "string",
    "topics": "topic",
    "program": "string",
    "programId": "identifier",
    "publisher": "string",
    "sourceUrl": "url",
    "createdAt": "date",
    "modifiedAt": "date",
    "notes": "text",
    "wikidataId": "identifier",
    "idNumber": "identifier",
    "passportNumber": "identifier",
    "taxNumber": "identifier",
    "registrationNumber": "identifier",
    "licenseNumber": "identifier",
    "leiCode": "identifier",
    "swiftBic": "identifier",
    "dunsCode": "identifier",
    "imoNumber": "identifier",
    "mmsi": "identifier",
    "callSign": "identifier",
    "serialNumber": "identifier",
    "icaoCode": "identifier",
    "website": "url",
    "email": "email",
    "phone": "phone",
    "entity": "entity",
    "authority": "string",
    "provisions": "string",
    "status": "string",
    "reason": "text",
    "summary": "text",
    "startDate": "date",
    "endDate": "date",
    "listingDate": "date",
    "recordId": "string",
    "unscId": "identifier",
}
_LEGAL = {
    "passport": "idNumber",
    "national": "idNumber",
    "tax": "taxNumber",
    "registration": "registrationNumber",
    "licence": "licenseNumber",
    "lei": "leiCode",
    "swift": "swiftBic",
    "duns": "dunsCode",
    "website": "website",
    "email": "email",
    "phone": "phone",
}
_VEHICLE = {"registration": "registrationNumber", "aircraft_tail": "registrationNumber"}
#: The property that an identifier of each kind is written to, by schema.
IDENTIFIERS: dict[str, dict[str, str]] = {
    "LegalEntity": _LEGAL,
    "Organization": {**_LEGAL, "imo": "imoNumber"},
    "Person": {**_LEGAL, "passport": "passportNumber"},
    "Vessel": {**_VEHICLE, "imo": "imoNumber", "mmsi": "mmsi", "call_sign": "callSign"},
    "Airplane": {**_VEHICLE, "aircraft_serial": "serialNumber", "aircraft_transponder": "icaoCode"},
}
#: Properties that lead from a party to what lies beside it.
ADJACENT = ("sanctions", "predecessors", "unknownLinkTo")
#: Keys by which a publisher files an entry; they are no documents of the party.
_FILING = frozenset({"record", "issuer"})
#: Lists whose entries are under export controls, not under sanctions.
_EXPORT = frozenset({"us_bis_dpl"})
_BITES = frozenset({Measure.IN_FORCE, Measure.INTERIM})


def entity(
    ident: str, entries: Sequence[Entry], subject: Subject | None = None, topics: Iterable[str] = ()
) -> Json:
    """A party as an entity: its entries of all lists together, and what the register knows it by.

    `ident` is the id it is given; the ids of its entries are its `referents`. Raises ValueError when there is neither
    an entry nor a subject.
    """
    if not entries and subject is None:
        raise ValueError(f"nothing is known of {ident!r}")
    schema = schema_of(entries)
    values: Values = {}
    if subject is not None:
        _put(values, "name", subject.name)
        for name in subject.aliases:
            _put(values, "alias", name)
        for ref in subject.refs:
            if ref.startswith("wikidata:"):
                _put(values, "wikidataId", ref.partition(":")[2])
    for entry in entries:
        _entry(values, entry, schema)
    for topic in dict.fromkeys([*(t for e in entries for t in listed_topics(e.list, e.regimes)), *topics]):
        _put(values, "topics", topic)
    return {
        "id": ident,
        "caption": subject.name if subject is not None else entries[0].name,
        "schema": schema,
        "properties": {key: list(found) for key, found in values.items()},
        "datasets": list(dict.fromkeys(e.list for e in entries)),
        "referents": [key for e in entries if (key := f"{e.list}:{e.ref}") != ident],
        "target": True,
    }


def schema_of(entries: Sequence[Entry]) -> str:
    """The schema of a party: that of the first entry that says what it is; an organisation where none is listed."""
    kinds = [e.kind for e in entries if e.kind is not PartyKind.OTHER]
    return SCHEMATA[kinds[0] if kinds else PartyKind.OTHER if entries else PartyKind.ORGANISATION]


def listed_topics(list_id: str, regimes: Iterable[str]) -> tuple[str, ...]:
    """The topics of an entry: `sanction`, or `export.control`; and `crime.terror` under a ban."""
    first = "export.control" if list_id in _EXPORT else "sanction"
    return (first, "crime.terror") if any(_is_ban(r) for r in regimes) else (first,)


def standing_topics(standings: Iterable[Standing]) -> tuple[str, ...]:
    """The topics of a party by the measures in force on it, whatever lists show."""
    biting = [s.regime for s in standings if s.regime and s.state.measure in _BITES]
    found = ["sanction", *(["crime.terror"] if any(map(_is_ban, biting)) else [])]
    return tuple(found) if biting else ()


def _is_ban(regime: str) -> bool:
    law = load_regimes().get(regime)
    return law is not None and law.kind == "ban"


def measure_id(ident: str, what: str) -> str:
    """The id of a measure: that of its party, a tilde, and the regime or list."""
    return f"{ident}~{what}"


def measure(ident: str, standing: Standing) -> Json:
    """A standing as a `Sanction`: its state in `status`, since when in `startDate`, and what it rests on in
    `summary`.
    """
    law = load_regimes().get(standing.regime or "")
    outcome, values = standing.outcome, Values()
    _put(values, "entity", ident)
    _put(values, "program", law.name if law else standing.regime)
    _put(values, "programId", standing.regime)
    _put(values, "authority", law.list_keeper if law else None)
    _put(values, "country", (standing.jurisdiction or "").lower())
    _put(values, "status", str(standing.state))
    _put(values, "reason", outcome.end_reason.value if outcome.end_reason else None)
    ended = standing.state.measure is Measure.ENDED
    for text in _dates(outcome.since):
        _put(values, "endDate" if ended else "startDate", text)
    _put(values, "summary", f"as of {standing.on}, as known on {standing.known}")
    for held in standing.coverage:
        whole = "whole list" if held.whole else "not complete"
        _put(values, "summary", f"rests on {held.source} of {held.published or 'no day given'} ({whole})")
    for problem in outcome.problems:
        _put(values, "summary", problem.message)
    if law is not None:
        for effect in law.effects:
            _put(values, "provisions", effect)
        _put(values, "sourceUrl", law.official_list.url)
    return _sanction(measure_id(ident, standing.regime or standing.jurisdiction or "unknown"), law, values)


def listing(ident: str, entry: Entry) -> Json:
    """An entry of a list as a `Sanction`: what the publisher says of the measure it lists the party under."""
    source, values = sources()[entry.list], Values()
    _put(values, "entity", ident)
    for programme in entry.programmes or (source.title,):
        _put(values, "program", programme)
    for regime in entry.regimes:
        _put(values, "programId", regime)
    _put(values, "authority", source.publisher)
    _put(values, "country", source.jurisdiction.lower())
    _put(values, "status", "on the list")
    _put(values, "recordId", entry.ref)
    if source.scheme == "un":
        _put(values, "unscId", entry.ref)
    for text in _dates(entry.listed):
        _put(values, "listingDate", text)
    _put(values, "sourceUrl", source.page)
    key = f"{entry.list}:{entry.ref}"
    return _sanction(measure_id(ident, key), None, values, [entry.list])


def _sanction(ident: str, law: Regime | None, values: Values, datasets: Sequence[str] = ()) -> Json:
    properties = {key: list(found) for key, found in values.items()}
    caption = law.name if law else next(iter(properties.get("program", ["Sanction"])))
    return {
        "id": ident,
        "caption": caption,
        "schema": "Sanction",
        "properties": properties,
        "datasets": list(datasets),
        "referents": [],
        "target": False,
    }


def relation(ident: str, kind: str, other: Json) -> tuple[str, Json]:
    """How a party is related to another one: the property that leads there, and the edge with the other in it.

    A succession is a `Succession`; whatever else there is (a wing, an umbrella) is an `UnknownLink` with its `role`.
    """
    succeeds = kind == "successor_of"
    edge: Json = {
        "id": measure_id(ident, f"{kind}.{other['id']}"),
        "caption": kind.replace("_", " "),
        "schema": "Succession" if succeeds else "UnknownLink",
        "properties": {
            "role": [kind],
            "successor" if succeeds else "subject": [ident],
            "predecessor" if succeeds else "object": [other],
        },
        "datasets": [],
        "referents": [],
        "target": False,
    }
    return ("predecessors" if succeeds else "unknownLinkTo"), edge


def statements(canonical: str, found: Json, dataset: str, seen: tuple[str | None, str | None]) -> list[Json]:
    """The values of an entity one by one: which record says what of which party. `seen` is its first and last day."""
    rows = []
    for prop, values in found["properties"].items():
        for value in values:
            row = {
                "entity_id": found["id"],
                "canonical_id": canonical,
                "prop": prop,
                "prop_type": PROPERTY_TYPES[prop],
                "schema": found["schema"],
                "value": value,
                "original_value": None,
                "dataset": dataset,
                "lang": None,
                "origin": None,
                "first_seen": seen[0],
                "last_seen": seen[1],
            }
            rows.append({"id": digest([dataset, found["id"], prop, value])[:40], **row})
    return rows


def _entry(values: Values, entry: Entry, schema: str) -> None:
    for name in entry.names:
        _put(values, _name_property(name.kind, name.quality), name.text)
    person = schema == "Person"
    for day in entry.births if person else ():
        for text in _dates(day):
            _put(values, "birthDate", text)
    for prop, found in (
        ("birthPlace", entry.birth_places if person else ()),
        ("gender", entry.genders if person else ()),
        ("title" if person else "notes", entry.titles),
        ("country", [c.lower() for c in entry.countries]),
        ("address", entry.addresses),
        ("program", entry.programmes),
        ("programId", entry.regimes),
        ("notes", entry.remarks),
    ):
        for value in found:
            _put(values, prop, value)
    for identifier in entry.identifiers:
        _identifier(values, identifier, schema)
    for text in _dates(entry.listed):
        _put(values, "createdAt", text)
    for day in entry.updated:
        for text in _dates(day):
            _put(values, "modifiedAt", text)
    source = sources()[entry.list]
    _put(values, "publisher", source.publisher)
    _put(values, "sourceUrl", source.page)


def _name_property(kind: NameKind, quality: Quality | None) -> str:
    if quality is Quality.WEAK:
        return "weakAlias"
    return {NameKind.PRIMARY: "name", NameKind.FORMER: "previousName"}.get(kind, "alias")


def _identifier(values: Values, identifier: Identifier, schema: str) -> None:
    if identifier.kind in _FILING:
        return
    prop = IDENTIFIERS[schema].get(identifier.kind)
    if prop is None and "passport" in IDENTIFIERS[schema]:
        prop = "idNumber"
    if prop is None:
        _put(values, "notes", f"{identifier.kind}: {identifier.value}")
    else:
        _put(values, prop, identifier.value)


def _dates(day: Day | None) -> list[str]:
    """A day as dates of the vocabulary: a prefix of YYYY-MM-DD, or both ends of an interval."""
    if day is None:
        return []
    found = [part.rstrip("?~%") for part in day.text.split("/") if part not in ("", "..")]
    return [text for text in found if "X" not in text and len(text) in (4, 7, 10) and _calendar(text)]


def _calendar(text: str) -> bool:
    return len(text) < 7 or text[5:7] <= "12"  # seasons have no date


def _put(values: Values, prop: str, value: str | None) -> None:
    text = value.strip() if value else ""
    if text:
        values.setdefault(prop, {})[text] = None
