"""The calendar: reviews, expiries, hearings and other terms between two days, to read and to subscribe to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from ...answers import forms
from ...answers.calendar import Due
from ...answers.register import Register
from ...model.standing import SubjectRef
from ..problems import Refusal
from ..question import LAST, Where, day
from .asking import Ask, Asking
from .leaves import Leaf, leaf
from .places import chosen
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: What is due on one page.
SHOWN = 200
From = Annotated[str, Query(alias="from")]


@dataclass(frozen=True, slots=True)
class Together:
    """The same term of several subjects on one day; `due` is that of the first."""

    due: Due
    subjects: tuple[SubjectRef, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What is due in one month (`2027-02`)."""

    name: str
    due: tuple[Together, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: the days from `first` to `last`, and the address a calendar program subscribes to."""

    months: tuple[Month, ...]
    leaf: Leaf[Due]
    first: date
    last: date
    where: str
    places: tuple[tuple[str, str], ...]
    feed: str
    webcal: str


@router.get("/calendar.json")
def twin(asking: Ask, where: Where, first: From = "", to: str = "") -> Response:
    """The calendar as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = _found(asking, register, *_days(asking, register, first, to), where)
        return asking.data(register, [forms.due_form(due) for due in found])


@router.get("/calendar")
def page(asking: Ask, where: Where, first: From = "", to: str = "") -> Response:
    """The calendar."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        begin, end = _days(asking, register, first, to)
        shown = leaf(asking, _found(asking, register, begin, end, where), SHOWN)
        base = f"{asking.request.url.netloc}/v1/calendar.ics" + (f"?in={where}" if where else "")
        view = View(
            months(shown.items),
            shown,
            begin,
            end,
            where or "",
            chosen(where),
            f"{asking.request.url.scheme}://{base}",
            f"webcal://{base}",
        )
        return asking.page(register, "calendar.html", view, title=asking.catalogue.say("calendar.title"))


def months(found: Sequence[Due]) -> tuple[Month, ...]:
    """What is due, month by month; an interval stands in the month it ends in."""
    grouped = groupby(found, key=lambda due: due.day.latest.isoformat()[:7])
    return tuple(Month(name, _together(due)) for name, due in grouped)


def _together(found: Iterable[Due]) -> tuple[Together, ...]:
    def term(due: Due) -> tuple[object, ...]:
        return due.day, due.kind, due.act, due.regime, due.actor, due.silence, due.citation, due.verified

    made = []
    for _, group in groupby(found, key=term):
        same = list(group)
        made.append(Together(same[0], tuple(due.subject for due in same)))
    return tuple(made)


def _days(asking: Asking, register: Register, first: str, to: str) -> tuple[date, date]:
    begin = day(first, "from") or asking.moment(register).on
    end = day(to, "to") or min(begin + timedelta(days=365), date(LAST, 12, 31))
    if end < begin:
        raise Refusal(400, f"the calendar would end ({end}) before it begins ({begin})", field="to")
    return begin, end


def _found(asking: Asking, register: Register, begin: date, end: date, where: str | None) -> Sequence[Due]:
    return register.calendar(begin, end, where, asking.stamps.known, asking.stamps.recorded)
