"""The page of a regime: its procedure as a drawing with the open cases, who is listed on the day, its law."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.register import Register
from ...answers.screening import telling
from ...law.bodies import body_name
from ...law.deadlines import SILENCE
from ...law.diagram import term_of
from ...law.load import load_regimes, regime
from ...law.regime import Regime, Rule
from ...lists.registry import sources
from ...model.entries import Edition
from ...model.standing import OpenCase, Standing, State
from ...model.words import Measure
from ...subjects.names import near
from ..problems import Refusal
from .addresses import segment
from .asking import Ask, Asking
from .look import Look, of
from .matrix import rows
from .procedure import Drawing, drawing
from .route import PageRoute
from .timebar import Marks

router = APIRouter(route_class=PageRoute)
#: Measures under which a subject is listed.
_LISTED = (Measure.IN_FORCE, Measure.INTERIM, Measure.SUSPENDED, Measure.RECOGNISED, Measure.DE_FACTO)


@dataclass(frozen=True, slots=True)
class Listed:
    """A subject under the regime on the day."""

    standing: Standing
    look: Look


@dataclass(frozen=True, slots=True)
class Held:
    """A list that covers the regime, and the edition of the day, if one is held."""

    id: str
    title: str
    edition: Edition | None
    whole: bool


@dataclass(frozen=True, slots=True)
class View:
    """What the page of a regime shows; `terms` are the rules of its steps in words, by step id."""

    law: Regime
    drawing: Drawing
    listed: tuple[Listed, ...]
    other: tuple[Listed, ...]
    cases: tuple[tuple[Standing, OpenCase], ...]
    held: tuple[Held, ...]
    terms: dict[str, str]
    bodies: dict[str, str]
    verified: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A regime as a row of the index: how many steps are verified, how many subjects it bites on the day."""

    law: Regime
    verified: int
    bites: int
    open: int


@router.get("/regimes.json")
def index_twin(asking: Ask) -> Response:
    """Every regime as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        return asking.data(register, [forms.regime_form(law) for law in load_regimes().values()])


@router.get("/regimes")
def index(asking: Ask) -> Response:
    """Every regime, by jurisdiction."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        every = [s for row in rows(asking, register) for s in row.standings]
        on, known = register.busy(asking.moment(register))
        title = asking.catalogue.say("regimes.title")
        return asking.page(register, "regimes.html", briefs(every), title=title, marks=Marks(on, known))


@router.get("/regimes/{ident}.json")
def twin(asking: Ask, ident: str) -> Response:
    """A regime as data, with every standing under it on the day."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        law = _named(ident)
        told = [forms.standing_form(s, register.resolve) for s in _under(asking, register, law)]
        return asking.data(register, {"regime": forms.regime_form(law), "standings": told})


@router.get("/regimes/{ident}")
def page(asking: Ask, ident: str) -> Response:
    """The page of a regime."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        law = _named(ident)
        moment = asking.moment(register)
        shelf = register.shelf(moment)
        held = [
            Held(key, sources()[key].title, shelf.at(key, moment.on), shelf.covers(key, moment.on))
            for key in shelf.by_regime.get(law.id, ())
        ]
        shown = view(law, _under(asking, register, law), held, asking)
        on, known = register.busy(moment, law.id)
        return asking.page(register, "regime.html", shown, title=law.name, marks=Marks(on, known))


def briefs(standings: Sequence[Standing]) -> list[tuple[str, list[Brief]]]:
    """The regimes of each jurisdiction, with what they do on the day."""
    bites: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for s in standings:
        if s.regime:
            bites[s.regime] += s.state.measure in _LISTED[:2]
            open_[s.regime] += len(s.outcome.open)
    groups: dict[str, list[Brief]] = {}
    for law in sorted(load_regimes().values(), key=lambda r: (r.jurisdiction, r.id)):
        sure = sum(step.verified for step in law.steps)
        groups.setdefault(law.jurisdiction, []).append(Brief(law, sure, bites[law.id], open_[law.id]))
    return list(groups.items())


def view(law: Regime, standings: Sequence[Standing], held: Sequence[Held], asking: Asking) -> View:
    """What the page shows of a regime and the standings under it."""
    told = [Listed(s, of(s)) for s in standings if telling(s) or s.outcome.open]
    cases = tuple((s, case) for s in standings for case in s.outcome.open)
    waiting: dict[State, list[tuple[str, str]]] = {}
    for s, _ in cases:
        waiting.setdefault(s.state, []).append((s.subject.name, asking.to(_path(s))))
    counts = Counter(s.state for s in standings if telling(s))
    return View(
        law,
        drawing(law, waiting, counts),
        tuple(item for item in told if item.look.measure in _LISTED),
        tuple(item for item in told if item.look.measure not in _LISTED),
        cases,
        tuple(held),
        {s.id: _term(s.rule) for s in law.steps if s.rule},
        {s.id: ", ".join(body_name(b) for b in s.standing) for s in law.steps if s.standing},
        sum(s.verified for s in law.steps),
    )


def _path(standing: Standing) -> str:
    return f"/subjects/{standing.subject.id}/{standing.regime}"


def _term(rule: Rule) -> str:
    return "; ".join(t for t in (term_of(rule), rule.text, SILENCE.get(rule.silence or "")) if t)


def _under(asking: Asking, register: Register, law: Regime) -> list[Standing]:
    """The standings of every subject under a regime, by name."""
    found = [s for row in rows(asking, register) for s in row.standings if s.regime == law.id]
    return sorted(found, key=lambda s: (s.subject.name.casefold(), s.jurisdiction or ""))


def _named(ident: str) -> Regime:
    if ident in load_regimes():
        return regime(ident)
    close = near(ident[:80], {i: i for i in load_regimes()})
    hint = f"near ones: {', '.join(close)}" if close else f"all of them: {segment('/regimes')}"
    raise Refusal(404, f"no regime is called {ident[:80]!r}; {hint}", code="no_regime", field="regime")
