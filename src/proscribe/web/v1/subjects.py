"""Who is who: `/v1/subjects`, and decisions that two subjects are the same or different."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from ...answers import forms, searching
from ...answers.register import Register
from ...model.words import Verdict
from ...subjects.roster import Subject
from ..asking import Many, One
from ..bodies import JSON_BODY, NewRelation
from ..documenting import WRITING, many, one
from ..paging import Paged, following
from ..problems import at
from ..question import Knowing, Recorded, day
from ..shapes import PROFILE, RELATED, SUBJECT
from ..who import Reviewer
from ..writing import edtf, receipt, writing

router = APIRouter(tags=["subjects"])
Words = Annotated[
    str,
    Query(
        alias="q",
        max_length=300,
        description="Beginnings of words of a name, in any script.",
        examples=["tali"],
    ),
]
Ident = Annotated[
    str, Path(description="An id or any name of the subject.", max_length=1000, examples=["taliban"])
]


@router.get("/subjects", responses=many(SUBJECT))
def subjects(ask: Many, page: Paged, words: Words = "", recorded: Recorded = None) -> Response:
    """Subjects by name: those whose names have these words, or all."""
    before = day(recorded, "recorded")

    def make(register: Register) -> Sequence[Subject]:
        return following(register.search(words, before), searching.place, page.after)

    return ask.page(page, make, searching.place, lambda s, _: [forms.subject_form(s)])


@router.get("/subjects/{ident}", responses=one(PROFILE, 404, 409))
def subject(ask: One, ident: Ident, asked: Knowing) -> Response:
    """Who a subject is: its names, what it was decided to be the same as, the lists it is on."""

    def make(register: Register) -> forms.Json:
        with at("ident"):
            return forms.profile_form(register.profile(ident, asked.known, asked.recorded))

    return ask.one(make)


def _relate(ask: One, caller: Reviewer, given: NewRelation, verdict: Verdict) -> Response:
    evidence = edtf(given.evidence, "evidence")
    with writing(ask) as register:
        with at("one"):
            register.party(given.one)
        with at("other"):
            register.party(given.other)
            ids, done = register.relate(
                verdict, given.one, given.other, caller.signature(given.by), given.because, evidence
            )
        return receipt(done, {"verdict": verdict.value, "one": ids[0], "other": ids[1]})


@router.post(
    "/subjects/same",
    dependencies=[JSON_BODY],
    responses=one(RELATED, 404, 409),
    openapi_extra=WRITING,
)
def same(ask: One, caller: Reviewer, given: NewRelation) -> Response:
    """Decide that two subjects are one."""
    return _relate(ask, caller, given, Verdict.SAME)


@router.post(
    "/subjects/different",
    dependencies=[JSON_BODY],
    responses=one(RELATED, 404, 409),
    openapi_extra=WRITING,
)
def different(ask: One, caller: Reviewer, given: NewRelation) -> Response:
    """Decide that two subjects are not one."""
    return _relate(ask, caller, given, Verdict.DIFFERENT)
