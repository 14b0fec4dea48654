"""`/match/{dataset}`: examples in, the parties they may be out."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ...answers.register import Register
from ...screening.engine import Engine
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from . import scores
from .collection import Collection, Filter
from .collections import Stocked
from .examples import Example, example
from .parameters import MAX_BATCH, MAX_EXCLUDED, MAX_MATCHES, Scoped, chosen
from .routes import Route
from .text import ready, text

router = APIRouter(route_class=Route)
#: Scores below this say only that names are similar: nothing is looked for below it.
LEAST = 0.5
#: Names of all queries of a batch together.
MOST_NAMES = 400


class EntityExample(BaseModel):
    """A customer's record as an entity of FollowTheMoney."""

    id: str | None = Field(None, examples=["customer-17"], max_length=500)
    schema_: str = Field(alias="schema", examples=["Person"], max_length=60)
    properties: dict[str, str | list[Any]] = Field(examples=[{"name": ["Ali Hassan"], "birthDate": ["1961"]}])


class EntityMatchQuery(BaseModel):
    """A batch of examples, each under a key of the caller's own."""

    queries: dict[str, EntityExample] = Field(
        examples=[{"q": {"schema": "Organization", "properties": {"name": ["Al Qaida"]}}}]
    )
    weights: dict[str, float] = Field({}, description="Not taken: must be empty.")
    config: dict[str, str | int | float | bool | None] = Field({}, description="Not taken: must be empty.")


@router.post("/match/{dataset}")
def match(
    body: EntityMatchQuery,
    service: Served,
    collections: Stocked,
    scope: Scoped,
    asked: Asked,
    limit: Annotated[int, Query(description="Parties for each query.", ge=0, le=MAX_MATCHES)] = 5,
    threshold: Annotated[float, Query(description="`match` is true from this score on.", ge=0, le=1)] = 0.7,
    cutoff: Annotated[
        float, Query(description="Parties below this score are left out; 0.5 at least.", ge=0, le=1)
    ] = LEAST,
    algorithm: Annotated[str, Query(description="`proscribe`, or `best`.", max_length=60)] = "best",
    exclude_entity_ids: Annotated[
        list[Annotated[str, Query(max_length=200)]],
        Query(description="Parties to leave out, by any of their ids.", max_length=MAX_EXCLUDED),
    ] = [],  # noqa: B006
) -> Response:
    """The parties that each example may be, best first, with what the score is made of."""
    _check(body, algorithm)
    examples = [(k, example(k, e.id, e.schema_, e.properties)) for k, e in body.queries.items()]
    if sum(len(e.queries) for _, e in examples) > MOST_NAMES:
        said = f"more than {MOST_NAMES} names in one batch; send it in parts"
        raise Refusal(400, said, code="too_many", field="queries")
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        among = chosen(collection, scope, None, exclude_entity_ids)
        least = max(min(cutoff, threshold), LEAST)
        found = matches(register, collection, [e for _, e in examples], among, least)
        texts = []
        for (key, one), parties in zip(examples, found, strict=True):
            sure = sum(s.score >= threshold for s in parties)
            results = ",".join(_result(register, collection, s, threshold) for s in parties[:limit])
            echo = {"id": one.id, "schema": one.schema, "properties": one.properties}
            texts.append(
                f'{text(key)}:{{"status":200,"results":[{results}],'
                f'"total":{{"value":{sure},"relation":"eq"}},"query":{text(echo)}}}'
            )
    whole = (
        f'{{"responses":{{{",".join(texts)}}},"limit":{limit},"on":"{moment.on}","known":"{moment.known}"}}'
    )
    return ready(whole, x_batch_size=str(len(examples)))


def matches(
    register: Register,
    collection: Collection,
    examples: list[Example],
    among: Filter | None,
    least: float,
) -> list[list[scores.Scored]]:
    """The parties that each example may be with a score of `least` or more, best first; all examples at once."""
    passing = collection.among(register.ledger, among) if among is not None else None
    engine: Engine = collection.engine
    if passing is not None:
        engine = Engine(collection.index, np.asarray(passing[collection.party]))
    queries = [q for e in examples for q in e.queries]
    hits = iter(engine.screen(queries, threshold=least) if queries else [])
    return [
        scores.scored(collection, one, [h for _ in one.queries for h in next(hits)], passing)
        for one in examples
    ]


def _check(body: EntityMatchQuery, algorithm: str) -> None:
    if not body.queries:
        raise Refusal(400, "No queries provided.", code="no_queries", field="queries")
    if len(body.queries) > MAX_BATCH:
        said = f"Too many queries in one batch (limit: {MAX_BATCH})"
        raise Refusal(400, said, code="too_many", field="queries")
    if algorithm not in scores.ASKED_FOR:
        said = f"Invalid algorithm: {algorithm[:40]!r}; there is {scores.ALGORITHM}"
        raise Refusal(400, said, code="no_algorithm", field="algorithm")
    for field, given in (("config", body.config), ("weights", body.weights)):
        for key in given:
            said = f"Invalid configuration parameter: {key[:40]} for algorithm {scores.ALGORITHM}"
            raise Refusal(400, said, code="not_taken", field=field)


def _result(register: Register, collection: Collection, found: scores.Scored, threshold: float) -> str:
    """The text of an entity with its score: that of the entity is made once and kept."""
    party = collection.get(collection.ids[found.party])
    if party is None:
        raise LookupError(collection.ids[found.party])
    explained = scores.features(found.hit)
    more = {
        "score": found.score,
        "match": found.score >= threshold,
        "features": {name: f["score"] for name, f in explained.items()},
        "explanations": explained,
        "hit": scores.explanation(found.hit),
    }
    return f"{collection.text(register.ledger, party)[:-1]},{text(more)[1:]}"
