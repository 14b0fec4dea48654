"""What awaits judgement, and judging it: `/v1/review`."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from ...answers import forms
from ...answers.judging import Matter
from ...answers.register import Register
from ...model.words import Verdict
from ..asking import Many, One
from ..bodies import JSON_BODY, NewJudgement
from ..documenting import WRITING, many, one
from ..paging import Key, Paged, following
from ..problems import at
from ..question import Knowing
from ..shapes import JUDGED, MATTER
from ..who import Reviewer
from ..writing import receipt, writing

router = APIRouter(tags=["review"])
ClaimId = Annotated[
    str,
    Path(
        description="The id of a claim, or its first 4 characters or more.",
        max_length=64,
        examples=["26d10de482dd"],
    ),
]


@router.get("/review", responses=many(MATTER))
def review(ask: Many, asked: Knowing, page: Paged) -> Response:
    """Acts that await judgement, the one known longest first: the proposals, and what else is on record of each."""

    def make(register: Register) -> Sequence[Matter]:
        return following(register.matters(asked.known, asked.recorded), key, page.after)

    def key(matter: Matter) -> Key:
        return min((p.known.since.isoformat(), p.claim.id) for p in matter.awaiting)

    return ask.page(page, make, key, lambda m, register: [forms.matter_form(m, register.resolve)])


def _judge(ask: One, caller: Reviewer, claim: str, given: NewJudgement, verdict: Verdict) -> Response:
    by = caller.signature(given.by)
    with writing(ask) as register, at("claim"):
        if given.group:
            claims, done = register.judge_group(verdict, claim, by, given.because)
        else:
            judged, done = register.judge(verdict, claim, by, given.because)
            claims = [judged]
        found = [forms.claim_form(c, register.resolve) for c in claims]
        return receipt(done, {"verdict": verdict.value, "claims": found})


@router.post(
    "/review/{claim}/accept", dependencies=[JSON_BODY], responses=one(JUDGED, 404, 409), openapi_extra=WRITING
)
def accept(ask: One, caller: Reviewer, claim: ClaimId, given: NewJudgement) -> Response:
    """Accept a proposed claim: from now on standings are folded from it."""
    return _judge(ask, caller, claim, given, Verdict.ACCEPT)


@router.post(
    "/review/{claim}/reject", dependencies=[JSON_BODY], responses=one(JUDGED, 404, 409), openapi_extra=WRITING
)
def reject(ask: One, caller: Reviewer, claim: ClaimId, given: NewJudgement) -> Response:
    """Reject a proposed claim: it is kept on record and used for nothing."""
    return _judge(ask, caller, claim, given, Verdict.REJECT)
