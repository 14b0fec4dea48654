"""`/search/{dataset}`: words in, parties out, with counts by what they may be narrowed by."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from starlette.responses import Response

from ...answers.register import Register
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from . import vocabulary
from .collection import TOPICS, Collection
from .collections import Stocked
from .fulltext import Numbers, terms
from .labels import label
from .narrowing import conditions, narrowed
from .parameters import MAX_PAGE, MAX_RESULTS, Many, Scoped, chosen
from .routes import Route
from .text import ready, text

router = APIRouter(route_class=Route)
#: Values of one facet that are given.
MOST_VALUES = 100
Json = dict[str, Any]


class Facet(StrEnum):
    """What results are counted by."""

    DATASETS = "datasets"
    SCHEMA = "schema"
    COUNTRIES = "countries"
    IDENTIFIERS = "identifiers"
    TOPICS = "topics"
    GENDERS = "genders"
    NAMES = "names"


class Operator(StrEnum):
    """How several values of one filter are meant."""

    AND = "AND"
    OR = "OR"


_LABELS = {
    Facet.DATASETS: "Data sources",
    Facet.SCHEMA: "Schemata",
    Facet.COUNTRIES: "Countries",
    Facet.IDENTIFIERS: "Identifiers",
    Facet.TOPICS: "Topics",
    Facet.GENDERS: "Genders",
    Facet.NAMES: "Names",
}
_SORTS = ("first_seen", "last_seen", "last_change", "caption", "name", "label", "id", "_score")


@router.get("/search/{dataset}")
def search(
    service: Served,
    collections: Stocked,
    scope: Scoped,
    asked: Asked,
    q: Annotated[str, Query(description="Words of names, identifiers or references.", max_length=1000)] = "",
    schema: Annotated[str, Query(description="What the parties must be.", max_length=60)] = "Thing",
    countries: Many = [],  # noqa: B006
    datasets: Many = [],  # noqa: B006
    filter: Annotated[
        list[Annotated[str, Query(max_length=200)]],
        Query(description="`field:value`, such as `programId:un.1267`.", max_length=20),
    ] = [],  # noqa: B006
    filter_op: Annotated[
        Operator, Query(description="How several values of one filter are meant.")
    ] = Operator.OR,
    limit: Annotated[int, Query(description="Parties to give.", ge=0, le=MAX_PAGE)] = 10,
    offset: Annotated[int, Query(description="Parties to skip.", ge=0, le=MAX_RESULTS - MAX_PAGE)] = 0,
    sort: Annotated[
        list[Annotated[str, Query(max_length=60)]], Query(description="`field:asc|desc`.", max_length=5)
    ] = [],  # noqa: B006
    target: Annotated[bool | None, Query(description="Every party is a target.")] = None,
    fuzzy: Annotated[bool, Query(description="Find words that are spelt nearly so.")] = False,
    simple: Annotated[bool, Query(description="Take every mark in `q` for text.")] = False,
    facets: Annotated[
        list[Facet], Query(description="What to count the results by.", max_length=len(Facet))
    ] = [Facet.COUNTRIES, Facet.TOPICS, Facet.DATASETS],  # noqa: B006
) -> Response:
    """The parties whose names have the words of a question, those named exactly so first."""
    schemata = vocabulary.below(schema)
    order = [_order(s) for s in sort]
    wanted = conditions(filter, countries, datasets, scope.topics if filter_op is Operator.AND else ())
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        found = collection.fulltext.find(terms(q, simple=simple, fuzzy=fuzzy))
        among = chosen(collection, scope, schemata)
        if among is not None:
            found = found[collection.among(register.ledger, among)[found]]
        found = narrowed(register, collection, found, wanted, every=filter_op is Operator.AND)
        if target is False:
            found = found[:0]
        ranked = _ranked(register, collection, found, q, order)
        page = ranked[offset : min(offset + limit, MAX_RESULTS)]
        parties = (collection.get(collection.ids[n]) for n in page.tolist())
        results = ",".join(collection.text(register.ledger, p) for p in parties if p is not None)
        counts = {f.value: _facet(register, collection, f, found) for f in dict.fromkeys(facets)}
    total = text({"value": len(found), "relation": "eq"})
    head = f'"facets":{text(counts)},"total":{total},"limit":{limit},"offset":{offset}'
    body = f'{{"results":[{results}],{head},"on":"{moment.on}","known":"{moment.known}"}}'
    return ready(body)


def _order(given: str) -> tuple[str, bool]:
    field, _, direction = given.partition(":")
    if field not in _SORTS or direction not in ("", "asc", "desc"):
        said = f"Invalid sort: {given[:60]!r}; give field:asc or field:desc, field one of {', '.join(_SORTS)}"
        raise Refusal(400, said, code="bad_sort", field="sort")
    return field, direction == "desc"


def _ranked(
    register: Register, collection: Collection, found: Numbers, q: str, order: list[tuple[str, bool]]
) -> Numbers:
    """Those named exactly so first, then those on most lists, then by id; or in the order asked for."""
    first = np.isin(found, collection.fulltext.named(q)) if q.strip() else np.zeros(len(found), bool)
    ranked = found[np.lexsort((found, -collection.breadth[found], ~first))]
    for field, down in reversed(order):
        if field == "_score":
            continue
        keys = collection.sorting(register.ledger, field)
        at = sorted(range(len(ranked)), key=lambda i: keys[int(ranked[i])], reverse=down)
        ranked = ranked[at]
    return ranked


def _facet(register: Register, collection: Collection, facet: Facet, found: Numbers) -> Json:
    counted: Counter[str] = Counter()
    if facet is Facet.SCHEMA:
        counted.update(collection.schemata[found].tolist())
    elif facet is Facet.TOPICS:
        bits = collection.topics(register.ledger)[found]
        counted.update({t: int(np.count_nonzero(bits & (1 << at))) for at, t in enumerate(TOPICS)})
    else:
        chosen = np.zeros(len(collection.ids), bool)
        chosen[found] = True
        for values in collection.values(facet.value, chosen).values():
            counted.update(values)
    shown = [
        {"name": name, "label": label(facet.value, name), "count": count}
        for name, count in counted.most_common(MOST_VALUES)
        if count
    ]
    return {"label": _LABELS[facet], "values": shown}
