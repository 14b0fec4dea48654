"""Where subjects stand: `/v1/standing`, `/v1/why`, `/v1/history`, `/v1/matrix`."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from ...answers import forms
from ...answers.matrix import Row
from ...answers.places import place
from ...answers.register import Register
from ..asking import Many
from ..documenting import many
from ..paging import Key, Paged, following
from ..problems import at
from ..question import Asked, Knowing, Subject, Where
from ..shapes import EVENT, EXPLANATION, STANDING

router = APIRouter(tags=["standing"])
Place = Annotated[
    str,
    Query(
        alias="in",
        max_length=200,
        description="A jurisdiction (RU, EU, UN) or a regime (us.fto).",
        examples=["RU"],
    ),
]
Subjects = Annotated[
    list[str] | None,
    Query(
        max_length=200,
        description="Ids or names of subjects; all when left out.",
        examples=[["taliban", "mek"]],
    ),
]


@router.get("/standing", responses=many(STANDING, 404, 409))
def standing(ask: Many, subject: Subject, asked: Asked, where: Where) -> Response:
    """The standing of a subject on a day: one for each regime anything is known of, or in one place."""

    def make(register: Register) -> Iterator[forms.Json]:
        with at("subject"):
            found = register.standing(subject, where, asked.on, asked.known, asked.recorded)
        resolve = register.resolver()
        return (forms.standing_form(s, resolve) for s in found)

    return ask.many(make)


@router.get("/why", responses=many(EXPLANATION, 404, 409))
def why(ask: Many, subject: Subject, where: Place, asked: Asked) -> Response:
    """The reasons of each standing in a place, down to quote and document hash."""

    def make(register: Register) -> Iterator[forms.Json]:
        with at("in"):
            place(where)
        with at("subject"):
            found = register.why(subject, where, asked.on, asked.known, asked.recorded)
        resolve = register.resolver()
        return (forms.explanation_form(e, resolve) for e in found)

    return ask.many(make)


@router.get("/history", responses=many(EVENT, 404, 409))
def history(ask: Many, subject: Subject, asked: Knowing, where: Where) -> Response:
    """Every act on a subject that is on record, in the order of their days."""

    def make(register: Register) -> Iterator[forms.Json]:
        with at("subject"):
            found = register.history(subject, where, asked.known, asked.recorded)
        resolve = register.resolver()
        return (forms.event_form(e, resolve) for e in found)

    return ask.many(make)


@router.get("/matrix", responses=many(STANDING, 404, 409, about="Standings; a page is so many subjects."))
def matrix(ask: Many, asked: Asked, page: Paged, subject: Subjects = None) -> Response:
    """The standings of many subjects at once, by name: of those named, or of all of whom anything is known."""

    def make(register: Register) -> Iterator[Row]:
        with at("subject"):
            rows = register.matrix(subject or (), asked.on, asked.known, asked.recorded)
        return (row for row in following(rows, key, page.after) if row.standings)

    def key(row: Row) -> Key:
        return row.subject.name.casefold(), row.subject.id

    def shapes(row: Row, register: Register) -> Iterator[forms.Json]:
        resolve = register.resolver()
        return (forms.standing_form(s, resolve) for s in row.standings)

    return ask.page(page, make, key, shapes)
