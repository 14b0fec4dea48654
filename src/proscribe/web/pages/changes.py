"""Changes: what came to be known between two days, and which standings read otherwise at two moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.changes import Change
from ...answers.differences import Difference, differences
from ...answers.matrix import Row
from ...answers.register import Register
from ...model.standing import Standing
from ..problems import Refusal
from ..question import day
from .asking import Ask, Asking
from .leaves import Leaf, leaf
from .look import Look, of
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: Changes on one page, and how many days it looks back when no day is given.
SHOWN, BACK = 200, 31


class By(StrEnum):
    """What is compared: what came to be known, standings on two days, or standings as known on two days."""

    NEWS = "news"
    ON = "on"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Turned:
    """A standing that reads otherwise, with how it looked and looks; None where nothing was or is known."""

    difference: Difference
    before: Look | None
    after: Look | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: changes or turned standings after `since`, up to and including `until`."""

    by: By
    since: date
    until: date
    changes: Leaf[Change] | None
    turned: Leaf[Turned] | None


@router.get("/changes.json")
def twin(asking: Ask, by: By = By.NEWS, since: str = "", until: str = "") -> Response:
    """The changes as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        first, last = _days(asking, register, by, since, until)
        if by is By.NEWS:
            news = _news(asking, register, first, last)
            return asking.data(register, [forms.change_form(c) for c in news])
        found = _differences(asking, register, by, first, last)
        return asking.data(register, [form(d, register) for d in found])


@router.get("/changes")
def page(asking: Ask, by: By = By.NEWS, since: str = "", until: str = "") -> Response:
    """The changes."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        first, last = _days(asking, register, by, since, until)
        changes = turned = None
        if by is By.NEWS:
            changes = leaf(asking, _news(asking, register, first, last)[::-1], SHOWN)
        else:
            turned = leaf(
                asking, [_turned(d) for d in _differences(asking, register, by, first, last)], SHOWN
            )
        view = View(by, first, last, changes, turned)
        return asking.page(register, "changes.html", view, title=asking.catalogue.say("changes.title"))


def form(found: Difference, register: Register) -> dict[str, Any]:
    """A difference as plain data: the whole standing before and after."""

    def standing(one: Standing | None) -> dict[str, Any] | None:
        return forms.standing_form(one, register.resolve) if one else None

    return {
        "subject": {"id": found.subject.id, "name": found.subject.name},
        "jurisdiction": found.jurisdiction,
        "regime": found.regime,
        "before": standing(found.before),
        "after": standing(found.after),
    }


def _turned(found: Difference) -> Turned:
    return Turned(found, *(of(s) if s else None for s in (found.before, found.after)))


def _days(asking: Asking, register: Register, by: By, since: str, until: str) -> tuple[date, date]:
    moment = asking.moment(register)
    last = day(until, "until") or (moment.on if by is By.ON else moment.known)
    first = day(since, "since") or date.fromordinal(max((last - timedelta(days=BACK)).toordinal(), 1))
    if last < first:
        raise Refusal(400, f"the later day ({last}) lies before the earlier one ({first})", field="until")
    return first, last


def _news(asking: Asking, register: Register, first: date, last: date) -> Sequence[Change]:
    recorded = asking.stamps.recorded

    def made() -> tuple[Change, ...]:
        return tuple(register.changes(first, last, recorded))

    return register.memory.of(register.head().digest, ("changes", first, last, recorded), made, large=True)


def _differences(asking: Asking, register: Register, by: By, first: date, last: date) -> Sequence[Difference]:
    moment = asking.moment(register)

    def rows(when: date) -> Sequence[Row]:
        on, known = (when, moment.known) if by is By.ON else (moment.on, when)
        return register.matrix((), on, known, moment.recorded)

    def made() -> tuple[Difference, ...]:
        return tuple(differences(rows(first), rows(last)))

    key = ("differences", by, first, last, moment)
    return register.memory.of(register.head().digest, key, made, large=True)
