"""Reconciliation queries: a name and what is known beside it, to candidates."""

from collections.abc import Mapping
from typing import Any

from ...answers.register import Register
from ...model.words import PartyKind
from ..problems import Refusal
from ..yente import examples, labels, scores
from ..yente import vocabulary as ftm
from ..yente.collection import Collection, Filter
from ..yente.match import MOST_NAMES, matches
from .vocabulary import TYPES

MAX_BATCH = 50
MAX_LIMIT = 100
LEAST = 0.5
_FIELDS = frozenset({"query", "type", "limit", "properties", "type_strict"})
Json = dict[str, Any]


def reconcile(register: Register, collection: Collection, lists: frozenset[str], data: Any) -> Json:
    """The candidates for each query of a batch; refused (400, 413) for a batch that is none, or too large."""
    if not isinstance(data, dict) or not all(isinstance(q, dict) for q in data.values()):
        raise Refusal(400, "queries must be an object of queries", code="bad_queries", field="queries")
    if len(data) > MAX_BATCH:
        said = f"{len(data)} queries; send at most {MAX_BATCH} at once (batchSize)"
        raise Refusal(413, said, code="too_many", field="queries")
    asked = {key: _example(key, query) for key, query in data.items()}
    if sum(len(e.queries) for e in asked.values()) > MOST_NAMES:
        raise Refusal(413, "too many names in one batch; send it in parts", field="queries")
    among = None if lists == frozenset(collection.lists) else Filter(lists)
    found = matches(register, collection, list(asked.values()), among, LEAST)
    answers = {}
    for (key, _), parties in zip(asked.items(), found, strict=True):
        limit = _limit(key, data[key].get("limit"))
        named = _by_id(register, collection, data[key].get("query"))
        sure = _sure(parties)
        rows = [_candidate(register, collection, s, match=s is sure and named is None) for s in parties]
        if named is not None:
            rows = [named, *(r for r in rows if r["id"] != named["id"])]
        answers[key] = {"result": rows[:limit]}
    return answers


def _example(key: str, query: Mapping[str, Any]) -> examples.Example:
    if unknown := sorted(set(query) - _FIELDS):
        raise _refused(key, f"{unknown[0][:40]!r} is no field of a query")
    text, properties = query.get("query"), query.get("properties") or []
    if text is not None and not isinstance(text, str):
        raise _refused(key, "query must be a text")
    if not isinstance(properties, list):
        raise _refused(key, "properties must be an array")
    if not text and not properties:
        raise _refused(key, "give query or properties")
    given: dict[str, list[Any]] = {"name": [text]} if text and text.strip() else {}
    for one in properties:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise _refused(key, "a property needs pid and v")
        name = one["pid"].rpartition(":")[2]
        for value in one["v"] if isinstance(one["v"], list) else [one["v"]]:
            said = value.get("name") or value.get("id") if isinstance(value, dict) else value
            given.setdefault(name, []).append(said)
    kinds, kind = _kinds(key, query.get("type"))
    return examples.compared(key, None, "Thing", given, kinds, kind)


def _kinds(key: str, given: Any) -> tuple[frozenset[PartyKind], PartyKind | None]:
    """The kinds of party that the types of a query stand for; types the service does not know restrict nothing."""
    wanted = given if isinstance(given, list) else [given] if given else []
    if not all(isinstance(w, str) for w in wanted):
        raise _refused(key, "type must be a text or an array of texts")
    known = [w for w in wanted if w in ftm.KINDS]
    if not known:
        return frozenset(PartyKind), None
    kinds = frozenset(k for w in known for k in ftm.KINDS[w])
    return kinds, ftm.SEARCHED.get(known[0]) if len(known) == 1 else None


def _limit(key: str, given: Any) -> int:
    if given is None:
        return 5
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= MAX_LIMIT:
        raise _refused(key, f"limit must be 1 to {MAX_LIMIT}")
    return int(given)


def _sure(parties: list[scores.Scored]) -> scores.Scored | None:
    """The one party that a program may take without a person looking: named or numbered so, alone, unopposed."""
    whole = [s for s in parties if s.score == 1.0]
    return whole[0] if len(whole) == 1 and not whole[0].hit.conflicts else None


def _by_id(register: Register, collection: Collection, text: Any) -> Json | None:
    party = collection.get(text.strip()) if isinstance(text, str) else None
    if party is None:
        return None
    entity = collection.entity(register.ledger, party)
    return _row(entity, 100.0, [], match=True)


def _candidate(register: Register, collection: Collection, found: scores.Scored, *, match: bool) -> Json:
    party = collection.get(collection.ids[found.party])
    if party is None:
        raise LookupError(collection.ids[found.party])
    features = [{"id": name, "value": f["score"]} for name, f in scores.features(found.hit).items()]
    return _row(collection.entity(register.ledger, party), 100 * found.score, features, match=match)


def _row(entity: Json, score: float, features: list[Json], *, match: bool) -> Json:
    return {
        "id": entity["id"],
        "name": entity["caption"],
        "description": description(entity),
        "type": [TYPES[entity["schema"]].form()],
        "score": round(score, 2),
        "match": match,
        "features": features,
    }


def description(entity: Json) -> str:
    """What tells namesakes apart: type, birth, countries, lists."""
    properties = entity["properties"]
    parts = [ftm.LABELS.get(entity["schema"], entity["schema"])]
    parts += [f"born {', '.join(properties['birthDate'][:3])}"] if properties.get("birthDate") else []
    parts += [", ".join(labels.label("countries", c) for c in properties.get("country", ())[:3])]
    parts += [", ".join(entity["datasets"][:8])]
    return "; ".join(p for p in parts if p)


def _refused(key: str, why: str) -> Refusal:
    return Refusal(400, f"query {key[:40]!r}: {why}", code="bad_query", field=f"queries.{key[:40]}")
