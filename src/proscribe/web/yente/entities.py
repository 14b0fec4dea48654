"""`/entities/{id}`: one party with the measures on it, and what lies beside it."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from ...answers.parties import Party
from ...answers.register import Register
from ...model.words import Measure
from ...publish import ftm
from ..answer import answer, known_already, tag
from ..documenting import Responses, refusals
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from .collection import Collection
from .collections import Stocked
from .parameters import MAX_PAGE, MAX_RESULTS
from .routes import Route

router = APIRouter(route_class=Route)
Ident = Annotated[str, Path(description="The id of a party, an entry or a measure.", max_length=400)]
Limit = Annotated[int, Query(description="Entities for each property.", ge=0, le=MAX_PAGE)]
Offset = Annotated[int, Query(description="Entities to skip.", ge=0, le=MAX_RESULTS - MAX_PAGE)]
Sort = Annotated[
    list[Annotated[str, Query(max_length=60)]],
    Query(description="Taken and not used: measures come in the order of regimes.", max_length=10),
]
Json = dict[str, Any]
ELSEWHERE: Responses = {308: {"description": "The party that this entry belongs to."}, **refusals(404)}
_SAYS_NOTHING = frozenset({Measure.UNKNOWN, Measure.NONE})


@router.get("/entities/{entity_id:path}/adjacent/{property_name}", responses=ELSEWHERE)
def adjacent_by_property(
    request: Request,
    entity_id: Ident,
    property_name: Annotated[str, Path(max_length=60)],
    service: Served,
    collections: Stocked,
    asked: Asked,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = [],  # noqa: B006
) -> Response:
    """The entities beside a party by one property, page by page."""
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        party = _party(collection, entity_id)
        if party.id != entity_id:
            return _elsewhere(request, entity_id, party.id)
        found = beside(register, collection, party)
        if property_name not in found and property_name not in ftm.ADJACENT:
            raise Refusal(404, "No such property!", code="no_property", field="property_name")
        return answer(_page(found.get(property_name, []), limit, offset))


@router.get("/entities/{entity_id:path}/adjacent", responses=ELSEWHERE)
def adjacent(
    request: Request,
    entity_id: Ident,
    service: Served,
    collections: Stocked,
    asked: Asked,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = [],  # noqa: B006
) -> Response:
    """A party and the entities beside it, property by property."""
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        party = _party(collection, entity_id)
        if party.id != entity_id:
            return _elsewhere(request, entity_id, party.id)
        found = beside(register, collection, party)
        pages = {name: _page(entities, limit, offset) for name, entities in found.items()}
        return answer({"entity": collection.entity(register.ledger, party), "adjacent": pages})


@router.get("/entities/{entity_id:path}", responses=ELSEWHERE)
def entity(
    request: Request,
    entity_id: Ident,
    service: Served,
    collections: Stocked,
    asked: Asked,
    nested: Annotated[bool, Query(description="Give the entities beside it within its properties.")] = True,
) -> Response:
    """A party with its measures on the day asked about; an entry of it leads to it (308)."""
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        etag = tag(register.head(), register.moment().on, request)
        if same := known_already(request, etag):
            return same
        collection = collections.of(register, moment)
        owner, _, regime = entity_id.partition("~")
        party = _party(collection, owner)
        if party.id != owner:
            return _elsewhere(request, owner, party.id)
        if regime:
            return answer(_measure(register, collection, party, entity_id), etag)
        found = collection.entity(register.ledger, party)
        if nested:
            found["properties"] |= beside(register, collection, party)
        return answer(found, etag)


def beside(register: Register, collection: Collection, party: Party) -> dict[str, list[Json]]:
    """The entities beside a party, by the property that leads to them."""
    sanctions = measures(register, collection, party)
    found: dict[str, list[Json]] = {"sanctions": sanctions} if sanctions else {}
    for relation in party.subject.relations if party.subject else ():
        other = collection.get(relation.other)
        if other is not None:
            name = collection.entity(register.ledger, other)
            prop, edge = ftm.relation(party.id, relation.kind, name)
            found.setdefault(prop, []).append(edge)
    return found


def measures(register: Register, collection: Collection, party: Party) -> list[Json]:
    """The measures on a party: its standing under each regime, then entries under no regime the register knows."""
    standings = [
        s
        for s in collection.standings(register.ledger, party)
        if s.state.measure not in _SAYS_NOTHING or s.state.proceedings
    ]
    entries = collection.held(register.ledger, party).entries
    return [
        *(ftm.measure(party.id, s) for s in standings),
        *(ftm.listing(party.id, e) for e in entries if not e.regimes),
    ]


def _measure(register: Register, collection: Collection, party: Party, ident: str) -> Json:
    found = next((m for m in measures(register, collection, party) if m["id"] == ident), None)
    if found is None:
        raise Refusal(404, "No such entity!", code="no_entity", field="entity_id")
    return found


def _party(collection: Collection, ident: str) -> Party:
    party = collection.get(ident)
    if party is None:
        raise Refusal(404, "No such entity!", code="no_entity", field="entity_id")
    return party


def _elsewhere(request: Request, given: str, ident: str) -> Response:
    """To where the party of an entry is, with the same question."""
    path = request.url.path
    at = path.index("/entities/") + len("/entities/")
    to = path[:at] + quote(ident, safe="") + quote(path[at + len(given) :], safe="/")
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(to + query, 308)


def _page(found: list[Json], limit: int, offset: int) -> Json:
    total = {"value": len(found), "relation": "eq"}
    return {"results": found[offset : offset + limit], "total": total, "limit": limit, "offset": offset}
