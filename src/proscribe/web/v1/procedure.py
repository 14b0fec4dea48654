"""Procedure: `/v1/docket`, `/v1/calendar`, `/v1/calendar.ics`, `/v1/forecasts`, `/v1/regimes`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from ...answers import forms
from ...answers.calendar import Due
from ...answers.docket import Docketed, urgency
from ...answers.forecasts import Announced
from ...answers.places import place
from ...answers.register import Register
from ...law.load import load_regimes
from ...law.load import regime as regime_by_id
from ...law.regime import Regime
from ...publish.icalendar import icalendar
from .. import answer
from ..asking import Many, One
from ..documenting import many, one, refusals
from ..paging import Key, Paged, following
from ..problems import Refusal, at
from ..question import Asked, Knowing, Stamps, Where, day
from ..shapes import DOCKETED, DUE, FORECAST, REGIME

router = APIRouter(tags=["procedure"])
ICS = "text/calendar; charset=utf-8"
_DAY = {"type": "string", "format": "date"}
From = Annotated[
    str | None,
    Query(
        alias="from",
        description="The first day; today when left out.",
        examples=["2025-01-01"],
        json_schema_extra=_DAY,
    ),
]
To = Annotated[
    str | None,
    Query(
        description="The last day; a year later when left out.",
        examples=["2026-12-31"],
        json_schema_extra=_DAY,
    ),
]
Source = Annotated[
    str | None,
    Query(
        description="Only what this source said; a part of its name is enough.",
        max_length=200,
        examples=["court"],
    ),
]
RegimeId = Annotated[str, Path(description="The id of a regime.", examples=["us.fto"])]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a calendar."""

    first: date | None
    last: date | None


async def _days(first: From = None, to: To = None) -> Days:
    begin, end = day(first, "from"), day(to, "to")
    if begin and end and end < begin:
        raise Refusal(400, f"the calendar would end ({end}) before it begins ({begin})", field="to")
    return Days(begin, end)


Between = Annotated[Days, Depends(_days)]


@router.get("/docket", responses=many(DOCKETED, 404))
def docket(ask: Many, asked: Asked, where: Where, page: Paged) -> Response:
    """Open cases, the one with the next term first: the last step, what is scheduled, who may do what next."""

    def make(register: Register) -> Sequence[Docketed]:
        found = register.docket(where, asked.on, asked.known, asked.recorded)
        return following(found, key, page.after)

    def key(item: Docketed) -> Key:
        return (*urgency(item), item.standing.subject.id, item.case.proceeding.value)

    return ask.page(page, make, key, lambda item, register: [forms.docketed_form(item, register.resolve)])


def _due(register: Register, days: Days, asked: Stamps, where: str | None) -> list[Due]:
    first = days.first or (days.last and min(days.last, register.moment().on))
    last = days.last or (days.first and min(days.first + timedelta(days=365), date(2199, 12, 31)))
    return register.calendar(first, last, where, asked.known, asked.recorded)


@router.get("/calendar", responses=many(DUE, 404))
def calendar(ask: Many, days: Between, asked: Knowing, where: Where, page: Paged) -> Response:
    """Reviews, expiries, hearings and other terms between two days, by day."""

    def make(register: Register) -> Sequence[Due]:
        return following(_due(register, days, asked, where), key, page.after)

    def key(due: Due) -> Key:
        return due.day.latest.isoformat(), due.kind, due.regime, due.subject.name, due.uid, due.day.text

    return ask.page(page, make, key, lambda due, _: [forms.due_form(due)])


@router.get(
    "/calendar.ics",
    response_class=Response,
    responses={
        200: {
            "description": "iCalendar (RFC 5545).",
            "content": {"text/calendar": {"schema": {"type": "string"}}},
        },
        **refusals(404),
    },
)
def calendar_ics(ask: One, days: Between, asked: Knowing, where: Where) -> Response:
    """The calendar as iCalendar, to subscribe to in a calendar program."""
    with ask.service.register() as register:
        etag = answer.tag(register.head(), register.moment().on, ask.request, ICS)
        if same := answer.known_already(ask.request, etag):
            return same
        stamped = register.head().at or register.now()
        body = icalendar(_due(register, days, asked, where), stamped)
    return Response(body, 200, {"ETag": etag}, ICS)


@router.get("/forecasts", responses=many(FORECAST))
def forecasts(ask: Many, asked: Asked, page: Paged, source: Source = None) -> Response:
    """What was announced or forecast, by whom, and what became of it."""

    def make(register: Register) -> Sequence[Announced]:
        found = register.forecasts(source, asked.on, asked.known, asked.recorded)
        return following(found, key, page.after)

    def key(item: Announced) -> Key:
        return (
            item.forecast.said_by,
            item.subject.name,
            item.forecast.claim.id,
            item.regime or "",
            item.subject.id,
        )

    return ask.page(page, make, key, lambda item, register: [forms.forecast_form(item, register.resolve)])


@router.get("/regimes", responses=many(REGIME, 404))
def regimes(ask: Many, where: Where, page: Paged) -> Response:
    """The regimes this program knows, with their procedures."""

    def make(_: Register) -> Sequence[Regime]:
        at_place = place(where) if where else None
        found = [
            law
            for law in load_regimes().values()
            if at_place is None or law.jurisdiction == at_place.jurisdiction or law.id == at_place.regime
        ]
        return following(found, lambda law: (law.id,), page.after)

    return ask.page(page, make, lambda law: (law.id,), lambda law, _: [forms.regime_form(law)])


@router.get("/regimes/{ident}", responses=one(REGIME, 404))
def regime(ask: One, ident: RegimeId) -> Response:
    """The procedure of a regime: its states, who may do what in each, by when, and what silence means."""

    def make(_: Register) -> forms.Json:
        with at("ident"):
            return forms.regime_form(regime_by_id(ident.strip().lower()))

    return ask.one(make)
