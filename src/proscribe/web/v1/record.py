"""The record itself: `/v1/head`, `/v1/verify`."""

from threading import Lock

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.register import Register
from ..answer import answer
from ..asking import One
from ..documenting import one
from ..problems import Refusal
from ..shapes import HEAD, VERIFIED
from ..writing import head

router = APIRouter(tags=["record"])
_verifying = Lock()


@router.get("/head", responses=one(HEAD))
def end(ask: One) -> Response:
    """The end of the chain: what a certificate cites, and what tells whether anything was added."""
    return ask.one(lambda register: head(register.head(), register.note))


@router.get("/verify", responses=one(VERIFIED))
def verify(ask: One) -> Response:
    """Recompute every digest and the chain. It takes a while: one request at a time is answered."""
    if not _verifying.acquire(blocking=False):
        said = "the record is being verified for somebody else; ask again in a while"
        raise Refusal(503, said, code="busy", headers={"Retry-After": "30"})
    try:
        with ask.service.register() as register:
            return answer(_verified(register))
    finally:
        _verifying.release()


def _verified(register: Register) -> forms.Json:
    problems = [forms.problem_form(p) for p in register.verify()]
    return {"holds": not problems, "problems": problems[:1000], "head": head(register.head(), register.note)}
