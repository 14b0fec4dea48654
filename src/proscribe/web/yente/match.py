"""`/match/{dataset}`: examples in, the parties they may be out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from ...answers.moment import Moment
from ...answers.register import Register
from ...screening.engine import Engine
from ..problems import Refusal
from ..question import Asked, Stamps
from ..service import Service
from ..serving import Served
from . import scores
from .collection import Collection, Filter
from .collections import Collections, Stocked
from .examples import Example, example
from .parameters import MAX_BATCH, MAX_EXCLUDED, MAX_MATCHES, Scope, Scoped, chosen
from .routes import Route
from .text import ready, text

router = APIRouter(route_class=Route)
#: Scores below this say only that names are similar: nothing is looked for below it.
LEAST = 0.5
#: Names of all queries of a batch together.
MOST_NAMES = 400
#: Names of a request that may wait for others: larger ones are a column of their own.
FEW_NAMES = 8


#: What requests must ask alike to be matched as one: the moment, who passes, and the least score.
Alike = tuple[Moment, Filter | None, float]


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


@dataclass(frozen=True, slots=True)
class Job:
    """One request: its examples under the caller's keys, and what is asked of them."""

    examples: tuple[tuple[str, Example], ...]
    scope: Scope
    asked: Stamps
    limit: int
    threshold: float
    cutoff: float
    excluded: tuple[str, ...]

    @property
    def least(self) -> float:
        """The score from which on parties are looked for."""
        return max(min(self.cutoff, self.threshold), LEAST)


@router.post("/match/{dataset}")
async def match(
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
    examples = tuple((k, example(k, e.id, e.schema_, e.properties)) for k, e in body.queries.items())
    names = sum(len(e.queries) for _, e in examples)
    if names > MOST_NAMES:
        said = f"more than {MOST_NAMES} names in one batch; send it in parts"
        raise Refusal(400, said, code="too_many", field="queries")
    job = Job(examples, scope, asked, limit, threshold, cutoff, tuple(exclude_entity_ids))
    if names > FEW_NAMES:
        [done] = await run_in_threadpool(respond, service, collections, [job])
        if isinstance(done, Exception):
            raise done
        return done
    return await collections.together(respond).ask(job)


def respond(service: Service, collections: Collections, jobs: Sequence[Job]) -> list[Response | Exception]:
    """The answers to some requests, or what each raises; those that ask alike are matched as one column."""
    done: dict[int, Response | Exception] = {}
    alike: dict[Alike, list[int]] = {}
    with service.register() as register:
        for number, job in enumerate(jobs):
            moment = register.moment(job.asked.on, job.asked.known, job.asked.recorded)
            try:
                among = chosen(collections.of(register, moment), job.scope, None, job.excluded)
            except Exception as error:
                done[number] = error
            else:
                alike.setdefault((moment, among, job.least), []).append(number)

        def answer(asked: Alike, numbers: Sequence[int]) -> dict[int, Response]:
            moment, among, least = asked
            collection = collections.of(register, moment)
            examples = [e for n in numbers for _, e in jobs[n].examples]
            found = iter(matches(register, collection, examples, among, least))
            own = {n: [next(found) for _ in jobs[n].examples] for n in numbers}
            return {n: _response(register, collection, moment, jobs[n], own[n]) for n in numbers}

        for asked, numbers in alike.items():
            try:
                done |= answer(asked, numbers)
            except Exception:
                # one of them cannot be answered: each is tried alone
                for number in numbers:
                    try:
                        done |= answer(asked, [number])
                    except Exception as error:
                        done[number] = error
    return [done[n] for n in range(len(jobs))]


def _response(
    register: Register, collection: Collection, moment: Moment, job: Job, found: list[list[scores.Scored]]
) -> Response:
    texts = []
    for (key, one), parties in zip(job.examples, found, strict=True):
        sure = sum(s.score >= job.threshold for s in parties)
        results = ",".join(_result(register, collection, s, job.threshold) for s in parties[: job.limit])
        echo = {"id": one.id, "schema": one.schema, "properties": one.properties}
        texts.append(
            f'{text(key)}:{{"status":200,"results":[{results}],'
            f'"total":{{"value":{sure},"relation":"eq"}},"query":{text(echo)}}}'
        )
    whole = (
        f'{{"responses":{{{",".join(texts)}}},"limit":{job.limit},'
        f'"on":"{moment.on}","known":"{moment.known}"}}'
    )
    return ready(whole, x_batch_size=str(len(job.examples)))


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
