"""`/statements`: the values of an entity one by one, each with the list that gives it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from ...publish import ftm
from ..answer import answer
from ..documenting import refusals
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from .collections import Stocked
from .routes import Route

router = APIRouter(route_class=Route)
MOST = 5_000
_SORTS = ("canonical_id", "entity_id", "prop", "value", "dataset", "first_seen", "last_seen")
_Text = Annotated[str | None, Query(max_length=1000)]


@router.get("/statements", responses=refusals(404))
def statements(
    service: Served,
    collections: Stocked,
    asked: Asked,
    canonical_id: _Text = None,
    entity_id: _Text = None,
    dataset: _Text = None,
    prop: _Text = None,
    value: _Text = None,
    schema: _Text = None,
    sort: Annotated[list[Annotated[str, Query(max_length=60)]], Query(max_length=5)] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=0, le=MOST)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """What each list says of a party; one of `canonical_id` and `entity_id` must be given."""
    order = [_order(s) for s in sort] or [("canonical_id", False), ("prop", False)]
    ident = canonical_id or entity_id
    if not ident:
        said = "give canonical_id (a party) or entity_id (an entry of a list)"
        raise Refusal(400, said, code="no_entity", field="canonical_id")
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        party = collection.get(ident)
        if party is None:
            raise Refusal(404, "No such entity!", code="no_entity", field="canonical_id")
        held = collection.held(register.ledger, party)
    days = [f"{d}T00:00:00" if d else None for d in (held.first, held.last)]
    rows = []
    for entry in held.entries:
        one = ftm.entity(f"{entry.list}:{entry.ref}", [entry])
        rows += ftm.statements(party.id, one, entry.list, (days[0], days[1]))
    wanted = {"dataset": dataset, "prop": prop, "value": value, "schema": schema}
    wanted |= {"entity_id": entity_id, "canonical_id": canonical_id}
    found = [r for r in rows if all(v is None or r[k] == v for k, v in wanted.items())]
    for field, down in reversed(order):
        found.sort(key=lambda r: r[field] or "", reverse=down)
    total = {"value": len(found), "relation": "eq"}
    page = found[offset : offset + limit]
    return answer({"results": page, "total": total, "limit": limit, "offset": offset})


def _order(text: str) -> tuple[str, bool]:
    field, _, direction = text.partition(":")
    if field not in _SORTS or direction not in ("", "asc", "desc"):
        raise Refusal(400, f"Invalid sort: {text[:60]!r}", code="bad_sort", field="sort")
    return field, direction == "desc"
