"""`/v1/standing`: the standing of a subject on a day, as known on a day."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ...answers import forms
from ..answer import answer, known_already, tag
from ..question import Asked
from ..serving import Served

router = APIRouter()
Subject = Annotated[str, Query(description="An id or any name of the subject, in any script.", min_length=1)]
Where = Annotated[
    str | None, Query(alias="in", description="A jurisdiction (RU, EU, UN) or a regime (us.fto).")
]


@router.get("/standing")
def standing(
    request: Request, service: Served, subject: Subject, asked: Asked, where: Where = None
) -> Response:
    """The standing of a subject: one for each regime anything is known of, or in one place."""
    with service.register() as register:
        etag = tag(register.head(), register.moment().on, request)
        if same := known_already(request, etag):
            return same
        found = register.standing(subject, where, asked.on, asked.known, asked.recorded)
        return answer([forms.standing_form(s, register.resolve) for s in found], etag)
