"""Claims: one by its id, entering one by hand, withdrawing one: `/v1/claims`."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from ...answers import forms
from ...answers.entering import Entered
from ...answers.judging import claim_by_prefix
from ...answers.known import judged
from ...answers.places import place
from ...answers.register import Register
from ...model.canonical import plain
from ...model.words import Verdict
from ..asking import One
from ..bodies import JSON_BODY, NewClaim, NewWithdrawal
from ..documenting import WRITING, one
from ..problems import at
from ..shapes import CLAIM_ON_RECORD, ENTERED, JUDGED
from ..who import Reviewer
from ..writing import edtf, receipt, writing

router = APIRouter(tags=["claims"])
ClaimId = Annotated[
    str,
    Path(
        description="The id of a claim, or its first 4 characters or more.",
        max_length=64,
        examples=["2ffc16fc6228"],
    ),
]


@router.get("/claims/{claim}", responses=one(CLAIM_ON_RECORD, 404, 409))
def claim(ask: One, claim: ClaimId) -> Response:
    """A claim with the decision that counts for it, and when it was recorded."""

    def make(register: Register) -> forms.Json:
        with at("claim"):
            found = claim_by_prefix(register.ledger, claim)
        decisions = register.ledger.decisions([found.value.id])
        (item,) = judged([found], decisions, found.at.date().max)
        return {
            "claim": forms.claim_form(item.claim, register.resolve, known=item.known),
            "decision": plain(item.decision) if item.decision else None,
            "counts": item.counts,
            "recorded": found.at.isoformat(),
        }

    return ask.one(make)


@router.post(
    "/claims",
    dependencies=[JSON_BODY],
    status_code=201,
    responses=one(ENTERED, 404, 409, status=201, about="The claim was entered.")
    | one(ENTERED, about="The very claim was there already."),
    openapi_extra=WRITING,
)
def add(ask: One, caller: Reviewer, given: NewClaim) -> Response:
    """Enter a claim by hand, with its source."""
    for field in ("date", "published"):
        edtf(getattr(given, field), field)
    with at("in"):
        place(given.where)
    values = given.model_dump(exclude={"subject", "new", "by"})
    with writing(ask) as register:
        if not given.new:
            with at("subject"):
                register.find(given.subject)
        stated = Entered(by=caller.signature(given.by), **values)
        entered, done = register.add(given.subject, stated, new=given.new)
        return receipt(done, {"claim": forms.claim_form(entered, register.resolve)}, created=True)


@router.post(
    "/claims/{claim}/withdraw",
    dependencies=[JSON_BODY],
    responses=one(JUDGED, 404, 409),
    openapi_extra=WRITING,
)
def withdraw(ask: One, caller: Reviewer, claim: ClaimId, given: NewWithdrawal) -> Response:
    """Withdraw a claim of any origin: it is kept on record and no longer counts."""
    by = caller.signature(given.by)
    with writing(ask) as register:
        with at("claim"):
            claim_by_prefix(register.ledger, claim)
        with at("superseded_by"):
            done = register.judge(Verdict.WITHDRAW, claim, by, given.because, given.superseded_by)
        form = forms.claim_form(done[0], register.resolve)
        return receipt(done[1], {"verdict": Verdict.WITHDRAW.value, "claims": [form]})
