"""Data extension: columns of what is known of parties that were reconciled before."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ...answers.parties import Party
from ...answers.register import Register
from ...model.dates import Day
from ...model.standing import Standing
from ...model.words import Measure
from ..problems import Refusal
from ..question import day
from ..yente.collection import Collection
from ..yente.collections import Collections
from . import vocabulary

MAX_IDS, MAX_PROPERTIES, MAX_MOMENTS = 500, 30, 4
SETTINGS: list[dict[str, Any]] = [
    {
        "name": "on",
        "label": "On the day",
        "type": "text",
        "default": "",
        "help_text": "The day asked about, YYYY-MM-DD; today when empty.",
    },
    {
        "name": "known",
        "label": "As known on",
        "type": "text",
        "default": "",
        "help_text": "Only what was published by the end of this day counts; today when empty.",
    },
    {
        "name": "limit",
        "label": "At most",
        "type": "number",
        "default": 0,
        "help_text": "How many values for each row; 0 for all.",
    },
]
Json = dict[str, Any]
_IN_FORCE = frozenset({Measure.IN_FORCE, Measure.INTERIM})
_NUMBERS = (
    "idNumber",
    "passportNumber",
    "taxNumber",
    "registrationNumber",
    "licenseNumber",
    "leiCode",
    "swiftBic",
    "dunsCode",
    "imoNumber",
    "mmsi",
    "callSign",
    "serialNumber",
    "icaoCode",
)


def extend(register: Register, collections: Collections, collection: Collection, data: Any) -> Json:
    """The values of properties of parties, as the protocol writes them; refused (400, 413) for what is no query.

    An id that is not known has a row without values.
    """
    ids, wanted = _read(data)
    columns = [(vocabulary.fetched(ident), settings) for ident, settings in wanted]
    rows: dict[str, Json] = {ident: {} for ident in ids}
    for (known, settings), (ident, _) in zip(columns, wanted, strict=True):
        if known is None:
            continue
        there = _at(register, collections, collection, settings)
        most = _most(settings)
        for one in ids:
            party = there.get(one)
            values = _values(register, there, party, ident) if party is not None else []
            rows[one][ident] = values[:most]
    meta = [{"id": known.id, "name": known.name} for known, _ in columns if known is not None]
    return {"meta": meta, "rows": rows}


def _read(data: Any) -> tuple[list[str], list[tuple[str, Mapping[str, Any]]]]:
    ids = data.get("ids") if isinstance(data, dict) else None
    properties = data.get("properties") if isinstance(data, dict) else None
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise Refusal(400, "extend needs ids, an array of texts", code="bad_extend", field="extend.ids")
    if not isinstance(properties, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) and isinstance(p.get("settings") or {}, dict)
        for p in properties
    ):
        said = "extend needs properties, an array of objects with an id"
        raise Refusal(400, said, code="bad_extend", field="extend.properties")
    if len(ids) > MAX_IDS or len(properties) > MAX_PROPERTIES:
        said = f"send at most {MAX_IDS} ids and {MAX_PROPERTIES} properties at once"
        raise Refusal(413, said, code="too_many", field="extend")
    moments = {(str(s.get("on")), str(s.get("known"))) for p in properties if (s := p.get("settings") or {})}
    if len(moments) > MAX_MOMENTS:
        said = f"send at most {MAX_MOMENTS} different days at once"
        raise Refusal(413, said, code="too_many", field="extend.properties")
    return list(dict.fromkeys(ids)), [(p["id"], p.get("settings") or {}) for p in properties]


def _at(
    register: Register, collections: Collections, collection: Collection, settings: Mapping[str, Any]
) -> Collection:
    """The collection of the days that a property is asked for."""
    on, known = (_day(settings, field) for field in ("on", "known"))
    if on is None and known is None:
        return collection
    return collections.of(register, register.moment(on, known))


def _day(settings: Mapping[str, Any], field: str) -> date | None:
    given = settings.get(field) or None
    if given is not None and not isinstance(given, str):
        raise Refusal(400, f"{field} must be a day, YYYY-MM-DD", code="bad_day", field=f"extend.{field}")
    return day(given.strip() if given else None, f"extend.{field}")


def _most(settings: Mapping[str, Any]) -> int | None:
    given = settings.get("limit") or 0
    text = str(given)
    if isinstance(given, bool) or not text.removesuffix(".0").isdecimal() or len(text) > 9:
        raise Refusal(400, "limit must be a number from 0", code="bad_limit", field="extend.limit")
    return int(float(text)) or None


def _values(register: Register, collection: Collection, party: Party, ident: str) -> list[Json]:
    what, _, where = ident.partition(":")
    if what in vocabulary.PLACED and (where or what == "standing"):
        found = [s for s in collection.standings(register.ledger, party) if _in(s, where)]
        if what == "since":
            return [_date(s.outcome.since) for s in found if s.outcome.since]
        return _texts(str(s.state) if "." in where else _words(s) for s in found)
    if what in ("regimes", "jurisdictions"):
        force = [s for s in collection.standings(register.ledger, party) if s.state.measure in _IN_FORCE]
        return _texts((s.regime if what == "regimes" else s.jurisdiction) or "" for s in force)
    return _texts(_FIELDS[what](collection.entity(register.ledger, party)))


def _in(standing: Standing, where: str) -> bool:
    return not where or where in (standing.jurisdiction, standing.regime)


def _words(standing: Standing) -> str:
    since = f" since {standing.outcome.since}" if standing.outcome.since else ""
    return f"{standing.regime or standing.jurisdiction} {standing.state}{since}"


def _date(found: Day) -> Json:
    return (
        {"date": f"{found.text}T00:00:00"} if found.exact and len(found.text) == 10 else {"str": found.text}
    )


def _texts(found: Any) -> list[Json]:
    return [{"str": text} for text in dict.fromkeys(found) if text]


def _of(*properties: str) -> Callable[[Json], Sequence[str]]:
    return lambda entity: [v for p in properties for v in entity["properties"].get(p, ())]


_FIELDS: dict[str, Callable[[Json], Sequence[str]]] = {
    "lists": lambda e: e["datasets"],
    "entries": lambda e: e["referents"] or ([e["id"]] if e["datasets"] else []),
    "names": _of("name"),
    "aliases": _of("alias", "weakAlias", "previousName"),
    "countries": lambda e: [c.upper() for c in e["properties"].get("country", ())],
    "topics": _of("topics"),
    "programmes": _of("program"),
    "birthDate": _of("birthDate"),
    "identifiers": _of(*_NUMBERS),
    "listed": _of("createdAt"),
    "first_seen": lambda e: [(e["first_seen"] or "")[:10]],
    "last_change": lambda e: [(e["last_change"] or "")[:10]],
    "schema": lambda e: [e["schema"]],
}
