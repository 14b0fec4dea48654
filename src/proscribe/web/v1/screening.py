"""Names against the lists: `/v1/screen`, `/v1/certificate`, and decisions on hits."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from ...answers.certificates import CAREFUL
from ...answers.certificates import certificate as certify
from ...answers.register import Register
from ...answers.screened import Answered, answered, answered_form, reject_form, searched_form
from ...answers.screening import Findings, decision
from ...errors import BadInput
from ...model.words import PartyKind, Verdict
from ...publish.certificate import page, style
from ...screening import readers
from ...screening.batch import screen as screen_many
from ...screening.engine import Engine
from ...screening.hits import Query as Name
from ...screening.index import Index
from .. import answer
from ..asking import Many, One, Question
from ..bodies import JSON_BODY, GivenNames, NewDecision
from ..documenting import WRITING, one
from ..problems import Refusal, at, form
from ..question import Asked, Stamps
from ..shapes import CERTIFICATE, COLUMN, DECIDED, LINE, SCREENED
from ..who import Reviewer
from ..writing import receipt, writing

router = APIRouter(tags=["screening"])
#: Names screened at a time: answers begin to flow after so many.
_CHUNK = 4096
_COLUMNS = readers.Columns("name", "id", "birth", "country", "kind", "gender", "identifier")

NameAsked = Annotated[
    str, Query(alias="name", min_length=1, description="The name, in any script.", examples=["Islamic State"])
]
Threshold = Annotated[
    float | None, Query(gt=0, le=1, description="The least score of a hit.", examples=[0.5])
]
Alarms = Annotated[
    float | None,
    Query(gt=0, le=1000, description="False alarms per 1,000 clean names: what the threshold is chosen by."),
]
Cleared = Annotated[bool, Query(description="Show also hits that a person cleared.")]
Kind = Annotated[PartyKind | None, Query(description="What the bearer is; every kind when left out.")]
Birth = Annotated[str | None, Query(max_length=40, description="A date of birth.", examples=["1970-01-01"])]
Country = Annotated[str | None, Query(max_length=200, description="Countries, `;` between.", examples=["IQ"])]
Gender = Annotated[str | None, Query(max_length=40, description="A gender.")]
Number = Annotated[
    str | None, Query(alias="identifier", max_length=200, description="A passport, tax or other number.")
]
HitId = Annotated[
    str,
    Path(
        description="The id of a hit, as screening shows it.", examples=["0123456789abcdef0123-0123456789ab"]
    ),
]


@dataclass(frozen=True, slots=True)
class Search:
    """How to search: as of which day, and from which score on."""

    asked: Stamps
    threshold: float | None
    alarms: float | None
    cleared: bool


async def _search(
    asked: Asked, threshold: Threshold = None, alarms: Alarms = None, cleared: Cleared = False
) -> Search:
    if threshold is not None and alarms is not None:
        said = "both a threshold and a number of alarms are given; give one of them"
        raise Refusal(400, said, field="alarms")
    return Search(asked, threshold, alarms, cleared)


Searching = Annotated[Search, Depends(_search)]


@dataclass(frozen=True, slots=True)
class Desk:
    """What screening needs at one moment: the index, and the findings of hits in it."""

    index: Index
    findings: Findings

    def answers(self, names: Iterable[Name], search: Search, usual: float | None) -> Iterator[Answered]:
        """The answers to names; `usual` is the number of alarms where the caller says nothing."""
        alarms = usual if search.alarms is None and search.threshold is None else search.alarms
        # in this process alone: one that serves with threads must not fork
        parts = screen_many(
            Engine(self.index), names, threshold=search.threshold, alarms=alarms, processes=1, chunk=_CHUNK
        )
        return answered(self.findings, parts, cleared=search.cleared)


def desk(ask: Question, register: Register, asked: Stamps) -> Desk:
    """The desk of the moment asked about."""
    moment = register.moment(asked.on, asked.known, asked.recorded)
    roster, shelf = register.roster(asked.recorded), register.shelf(moment)
    findings = Findings(register.ledger, roster, shelf, moment, ask.service.sign)
    return Desk(ask.service.index(register, moment), findings)


async def _named(
    name: NameAsked,
    birth: Birth = None,
    country: Country = None,
    kind: Kind = None,
    gender: Gender = None,
    identifier: Number = None,
) -> Name:
    record = {"name": name, "birth": birth, "country": country, "gender": gender, "identifier": identifier}
    read = _read([{**record, "kind": kind.value if kind and kind is not PartyKind.OTHER else None}])
    asked = read[-1]
    for reject in read:
        if isinstance(reject, readers.Reject):
            field = "birth" if reject.screened else "name"
            raise Refusal(400, f"{field}: {reject.reason}", field=field)
    assert isinstance(asked, Name)
    return asked


def _read(rows: Iterable[dict[str, Any]]) -> list[Name | readers.Reject]:
    """Rows as names, and what of them could not be used; a row that could be used in part gives both."""
    return list(chain.from_iterable(readers.query(n, row, _COLUMNS) for n, row in enumerate(rows, 1)))


NameGiven = Annotated[Name, Depends(_named)]


@router.get("/screen", responses=one(SCREENED))
def screen(ask: One, name: NameGiven, search: Searching) -> Response:
    """Screen one name against every list that is held and every organisation that is known, as of a day."""

    def make(register: Register) -> dict[str, Any]:
        at_desk = desk(ask, register, search.asked)
        (found,) = at_desk.answers([name], search, CAREFUL)
        return {"searched": searched_form(at_desk.index), **answered_form(found)}

    return ask.one(make)


@router.post(
    "/screen",
    dependencies=[JSON_BODY],
    responses={
        200: {
            "description": "The hits of each name, in the order given.",
            "content": {answer.JSON: {"schema": COLUMN}, answer.LINES: {"schema": LINE}},
        }
    },
)
def screen_column(ask: Many, column: GivenNames, search: Searching) -> Response:
    """Screen many names at once. The customers' names are not recorded and not logged."""
    rows = [{"name": n} if isinstance(n, str) else n.model_dump(mode="json") for n in column.names]
    given = _read(rows)
    names = [n for n in given if isinstance(n, Name)]
    rejects = [n for n in given if isinstance(n, readers.Reject)]
    if ask.lines:
        return stream(ask, search, given, CAREFUL)
    with ask.service.register() as register:
        at_desk = desk(ask, register, search.asked)
        found = at_desk.answers(names, search, CAREFUL)
        return answer.answer(
            {
                "searched": searched_form(at_desk.index),
                "answers": [answered_form(a) for a in found],
                "rejects": [reject_form(r) for r in rejects],
            }
        )


def stream(
    ask: Question,
    search: Search,
    rows: Iterable[Name | readers.Reject],
    usual: float | None,
    *,
    hits_only: bool = False,
    after: ExitStack | None = None,
) -> Response:
    """The answer in lines: what is searched, each name with its hits, each reject, and at last how many of each.

    An answer that breaks off ends with a line that says why. `after` is closed when all is sent.
    """
    with ExitStack() as stack:
        if after is not None:
            stack.push(after)
        register = stack.enter_context(ask.service.register())
        at_desk = desk(ask, register, search.asked)
        items = _lines(at_desk, search, rows, usual, hits_only)
        begun = [next(items)]
        kept = stack.pop_all()

    def whole() -> Iterator[dict[str, Any]]:
        with kept:
            yield from begun
            yield from items

    return answer.lines(whole())


def _lines(
    at_desk: Desk,
    search: Search,
    rows: Iterable[Name | readers.Reject],
    usual: float | None,
    hits_only: bool,
) -> Iterator[dict[str, Any]]:
    rejects: list[readers.Reject] = []
    counts = {"names": 0, "hits": 0, "rejects": 0}

    def names() -> Iterator[Name]:
        for row in rows:
            if isinstance(row, Name):
                counts["names"] += 1
                yield row
            else:
                counts["rejects"] += 1
                rejects.append(row)

    yield {"searched": searched_form(at_desk.index)}
    try:
        for found in at_desk.answers(names(), search, usual):
            yield from ({"reject": reject_form(r)} for r in rejects)
            rejects.clear()
            counts["hits"] += len(found.findings)
            if found.findings or not hits_only:
                yield answered_form(found)
    except BadInput as error:
        yield {"error": form(Refusal.of(error))}
        return
    yield from ({"reject": reject_form(r)} for r in rejects)
    yield {"done": counts}


@router.get(
    "/certificate",
    responses={
        200: {
            "description": "The certificate: as data, or as a page fit to print.",
            "content": {
                answer.JSON: {"schema": CERTIFICATE},
                "text/html": {"schema": {"type": "string"}},
            },
        }
    },
)
def certificate(
    ask: One,
    name: NameGiven,
    asked: Asked,
    format: Annotated[Literal["json", "html"], Query(description="`html` for a page fit to print.")] = "json",
) -> Response:
    """Proof of a search, hit or no hit: what was searched, of which day and digest, and what came of it."""
    with ask.service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        at_desk = desk(ask, register, asked)
        proof = certify(register, at_desk.index, name, moment, at_desk.findings)
    if format == "json":
        return answer.answer(proof.to_json())
    mark = b64encode(sha256(style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; frame-ancestors 'none'"
    return Response(page(proof), 200, {"Content-Security-Policy": policy}, "text/html; charset=utf-8")


def _decide(ask: One, caller: Reviewer, hit: str, given: NewDecision, verdict: Verdict) -> Response:
    with at("hit"):
        made = decision(hit, verdict, caller.signature(given.by), given.because)
    with writing(ask) as register:
        return receipt(register.append([made]), {"verdict": verdict.value, "target": hit})


@router.post(
    "/hits/{hit}/clear", dependencies=[JSON_BODY], responses=one(DECIDED, 409), openapi_extra=WRITING
)
def clear(ask: One, caller: Reviewer, hit: HitId, given: NewDecision) -> Response:
    """Clear a hit: it stays silent until the list entry or the customer changes."""
    return _decide(ask, caller, hit, given, Verdict.CLEARED)


@router.post(
    "/hits/{hit}/confirm", dependencies=[JSON_BODY], responses=one(DECIDED, 409), openapi_extra=WRITING
)
def confirm(ask: One, caller: Reviewer, hit: HitId, given: NewDecision) -> Response:
    """Confirm a hit: it is the listed party."""
    return _decide(ask, caller, hit, given, Verdict.CONFIRMED)
