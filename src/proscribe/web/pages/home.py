"""The first page: search, what changed last, which cases are open, what falls due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.calendar import Due
from ...answers.changes import Change
from ...answers.docket import Docketed
from ...answers.register import Register
from .asking import Ask, Asking
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: How many of each the page shows, and how far back it looks for changes, in days: the first reach that has enough.
SHOWN = 8
_REACHES = (31, 366, 3660, 36600)


@dataclass(frozen=True, slots=True)
class View:
    """What the first page shows."""

    changes: tuple[Change, ...]
    since: date
    cases: tuple[Docketed, ...]
    open: int
    due: tuple[Due, ...]
    subjects: int


@router.get("/index.json")
def twin(asking: Ask) -> Response:
    """The first page as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        shown = _view(asking, register)
        return asking.data(
            register,
            {
                "changes": [forms.change_form(c) for c in shown.changes],
                "docket": [forms.docketed_form(c, register.resolve) for c in shown.cases],
                "calendar": [forms.due_form(d) for d in shown.due],
                "subjects": shown.subjects,
            },
        )


@router.get("/")
def page(asking: Ask) -> Response:
    """The first page."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        return asking.page(register, "home.html", _view(asking, register), title="")


def _view(asking: Asking, register: Register) -> View:
    moment = asking.moment(register)

    def made() -> View:
        changes, since = _latest(register, moment.known, moment.recorded)
        cases = register.docket(None, moment.on, moment.known, moment.recorded)
        ahead = moment.on + timedelta(days=min(365, (date.max - moment.on).days))
        due = register.calendar(moment.on, ahead, None, moment.known, moment.recorded)
        return view(changes, since, cases, due, len(register.subjects(moment)))

    return register.memory.of(register.head().digest, ("home", moment), made)


def view(
    changes: Sequence[Change], since: date, cases: Sequence[Docketed], due: Sequence[Due], subjects: int
) -> View:
    """What the page shows of these answers: the newest changes first, deadlines that lie ahead."""
    newest = sorted(changes, key=lambda c: c.known, reverse=True)
    return View(tuple(newest[:SHOWN]), since, tuple(cases[:SHOWN]), len(cases), tuple(due[:SHOWN]), subjects)


def _latest(register: Register, known: date, recorded: date | None) -> tuple[list[Change], date]:
    found: list[Change] = []
    since = known
    for reach in _REACHES:
        since = date.fromordinal(max(known.toordinal() - reach, 1))
        found = register.changes(since, known, recorded)
        if len(found) >= SHOWN:
            break
    return found, since
