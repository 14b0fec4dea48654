"""Suggestions while a person types: parties, properties, types; and what a suggestion stands for."""

from html import escape
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from starlette.responses import Response

from ..answer import answer
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from ..yente.collection import Filter
from ..yente.collections import Stocked
from ..yente.fulltext import Term, terms
from ..yente.parameters import Dataset, lists_of
from .queries import description
from .vocabulary import COMPARED, FETCHED, TYPES, fetched, meets, proposed

router = APIRouter()
Prefix = Annotated[str, Query(description="What has been typed so far.", max_length=500)]
Cursor = Annotated[int, Query(description="Suggestions to skip.", ge=0, le=9_999)]
Limit = Annotated[int, Query(description="Suggestions to give.", ge=0, le=100)]
Ident = Annotated[str, Query(description="The id of what was suggested.", max_length=400)]
Json = dict[str, Any]


@router.get("/reconcile/{dataset}/suggest/entity")
def suggest_entity(
    dataset: Dataset,
    service: Served,
    collections: Stocked,
    asked: Asked,
    prefix: Prefix = "",
    cursor: Cursor = 0,
    limit: Limit = 10,
) -> Response:
    """Parties with names whose words begin as typed; a party by its id."""
    with service.register() as register:
        collection = collections.of(register, register.moment(asked.on, asked.known, asked.recorded))
        lists = lists_of(collection, dataset)
        typed = terms(prefix, simple=True)
        numbers = np.empty(0, np.int64)
        if typed:
            last = Term(typed[-1].words, "beginning")
            numbers = collection.fulltext.find([*typed[:-1], last])
            numbers = numbers[collection.among(register.ledger, Filter(lists))[numbers]]
            exact = np.isin(numbers, collection.fulltext.named(prefix))
            numbers = numbers[np.lexsort((numbers, -collection.breadth[numbers], ~exact))]
        parties = [collection.get(collection.ids[n]) for n in numbers[cursor : cursor + limit].tolist()]
        if not cursor and (named := collection.get(prefix.strip())) is not None:
            parties = [named, *(p for p in parties if p is None or p.id != named.id)][:limit]
        found = [collection.entity(register.ledger, p) for p in parties if p is not None]
    rows = [
        {
            "id": e["id"],
            "name": e["caption"],
            "description": description(e),
            "notable": [TYPES[e["schema"]].form()],
        }
        for e in found
    ]
    return answer({"result": rows})


@router.get("/reconcile/{dataset}/suggest/property")
def suggest_property(
    dataset: Dataset, prefix: Prefix = "", cursor: Cursor = 0, limit: Limit = 20
) -> Response:
    """Properties that a query can give beside a name."""
    found = [p.form() for p in COMPARED.values() if meets(prefix, p.id, p.name)]
    return answer({"result": found[cursor : cursor + limit]})


@router.get("/reconcile/{dataset}/suggest/type")
def suggest_type(dataset: Dataset, prefix: Prefix = "", cursor: Cursor = 0, limit: Limit = 20) -> Response:
    """Types of parties."""
    found = [t.form() for t in TYPES.values() if meets(prefix, t.id, t.name)]
    return answer({"result": found[cursor : cursor + limit]})


@router.get("/reconcile/{dataset}/extend/propose")
def propose(
    dataset: Dataset,
    type: Annotated[str | None, Query(description="A type of parties.", max_length=60)] = None,
    limit: Annotated[int | None, Query(description="Properties to give.", ge=0, le=1000)] = None,
) -> Response:
    """Properties that can be fetched of parties of a type."""
    found = [{"id": p.id, "name": p.name} for p in proposed(type)]
    more = {} if limit is None else {"limit": limit}
    return answer({"properties": found[:limit], "type": type or "Thing", **more})


@router.get("/reconcile/{dataset}/flyout/{what}")
def flyout(
    dataset: Dataset, what: str, id: Ident, service: Served, collections: Stocked, asked: Asked
) -> Response:
    """A few words of HTML about a suggestion."""
    if what == "entity":
        with service.register() as register:
            collection = collections.of(register, register.moment(asked.on, asked.known, asked.recorded))
            party = collection.get(id)
            entity = collection.entity(register.ledger, party) if party is not None else None
        shown = (entity["caption"], description(entity)) if entity else None
    elif what == "property":
        prop = COMPARED.get(id) or FETCHED.get(id) or fetched(id)
        shown = (prop.name, prop.description) if prop else None
    else:
        kind = TYPES.get(id) if what == "type" else None
        shown = (kind.name, kind.id) if kind else None
    if shown is None:
        raise Refusal(404, f"no {what[:20]} has the id {id[:60]!r}", code="no_entity", field="id")
    return answer({"id": id, "html": f"<p><b>{escape(shown[0])}</b></p><p>{escape(shown[1])}</p>"})
