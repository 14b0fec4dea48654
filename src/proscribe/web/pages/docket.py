"""The docket: every open case, the one with the next term first."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.docket import Docketed
from ...answers.register import Register
from ...law.load import regime
from ..question import Where
from .asking import Ask, Asking
from .leaves import Leaf, leaf
from .look import Look, of
from .places import chosen
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: Cases on one page.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Case:
    """An open case: how its standing looks, and the measure by name."""

    item: Docketed
    look: Look
    law: str


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `where` is what it is narrowed to."""

    cases: Leaf[Case]
    where: str
    places: tuple[tuple[str, str], ...]


@router.get("/docket.json")
def twin(asking: Ask, where: Where) -> Response:
    """The docket as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = _found(asking, register, where)
        return asking.data(register, [forms.docketed_form(item, register.resolve) for item in found])


@router.get("/docket")
def page(asking: Ask, where: Where) -> Response:
    """The docket."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        cases = leaf(asking, [case(item) for item in _found(asking, register, where)], SHOWN)
        view = View(cases, where or "", chosen(where))
        return asking.page(register, "docket.html", view, title=asking.catalogue.say("docket.title"))


def case(item: Docketed) -> Case:
    """A case as it is shown."""
    ident = item.standing.regime
    return Case(item, of(item.standing), regime(ident).name if ident else "")


def _found(asking: Asking, register: Register, where: str | None) -> Sequence[Docketed]:
    stamps = asking.stamps
    return register.docket(where, stamps.on, stamps.known, stamps.recorded)
