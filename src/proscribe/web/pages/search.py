"""Search by any name in any script: what bears the name, what comes near it, and its standing on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.moment import Moment
from ...answers.register import Register
from ...answers.screening import ROSTER, Findings, telling
from ...errors import BadInput
from ...lists.registry import sources
from ...model.claims import Party
from ...model.keys import fold
from ...model.standing import Standing
from ...screening.engine import Engine
from ...screening.hits import Hit, Query
from ...screening.normalise import unreadable
from ...subjects.names import near
from .asking import Ask, Asking
from .look import Look, of
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: How many parties are shown, and how freely names are taken for alike, in false alarms per thousand.
MOST = 20
_ALARMS = 20.0
#: What is asked with at all: longer texts are no names.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Result:
    """A party found: the name it met, where that stands, how near it is (literal ones first), and its standing."""

    id: str
    name: str
    met: str
    literal: bool
    score: float
    lists: tuple[str, ...]
    standings: tuple[tuple[Standing, Look], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page of results shows; `why` says what is wrong with a query that cannot be asked."""

    query: str
    results: tuple[Result, ...]
    near: tuple[tuple[str, str], ...]
    why: str = ""


@router.get("/search.json")
def twin(asking: Ask, q: str = "") -> Response:
    """The results as data."""
    with asking.register() as register:
        found = _view(asking, register, q)
        return asking.data(register, form(found, register))


@router.get("/search")
def page(asking: Ask, q: str = "") -> Response:
    """The page of results."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        return asking.page(register, "search.html", _view(asking, register, q), title=q[:80])


def form(found: View, register: Register) -> dict[str, Any]:
    """Results as plain data."""
    return {
        "query": found.query,
        "results": [
            {
                "id": r.id,
                "name": r.name,
                "met": r.met,
                "literal": r.literal,
                "score": r.score,
                "lists": list(r.lists),
                "standings": [forms.standing_form(s, register.resolve) for s, _ in r.standings],
            }
            for r in found.results
        ],
        "near": [{"id": ident, "name": name} for ident, name in found.near],
        "problem": found.why or None,
    }


def _view(asking: Asking, register: Register, text: str) -> View:
    query = text.strip()
    if not query:
        return View("", (), ())
    if len(query) > _LONGEST:
        return View(query, (), (), "long")
    moment = asking.moment(register)
    hits: list[Hit] = []
    if not unreadable(query):
        engine = Engine(asking.service.index(register, moment))
        hits = engine.screen([Query(query)], alarms=_ALARMS)[0]
    elif not fold(query):
        return View(query, (), (), "empty")
    findings = Findings(
        register.ledger, register.roster(moment.recorded), register.shelf(moment), moment, lambda text: text
    )
    results = _results(register, hits, findings, moment)
    exact = _exact(register, query)
    if exact and exact not in [r.id for r in results]:
        subject = register.roster().subjects.get(exact)
        if subject is not None:
            told = _told(register.standing(exact, None, moment.on, moment.known, moment.recorded))
            results.insert(0, Result(subject.id, subject.name, query, True, 1.0, (), told))
    close = () if results else tuple(_near(register, query))
    return View(query, tuple(results[:MOST]), close)


def _exact(register: Register, query: str) -> str | None:
    try:
        return register.find(query).id
    except BadInput:
        return None


def _results(register: Register, hits: Sequence[Hit], findings: Findings, moment: Moment) -> list[Result]:
    """One result for each party: several entries of one party are one."""
    roster = register.roster(moment.recorded)
    found: dict[str, Result] = {}
    for hit in hits:
        entry = hit.entry
        if entry.list == ROSTER:
            ident, name = entry.ref, roster.subjects[entry.ref].name
        else:
            known = roster.of(Party(entry.names[0])) if entry.kind.value == "organisation" else None
            ident, name = (known.id, known.name) if known else (entry.key, entry.names[0])
        title = () if entry.list == ROSTER else (sources()[entry.list].title,)
        before = found.get(ident)
        if before is None and len(found) >= MOST:
            continue
        if before is None:
            told = _told(findings.standings(entry))
            found[ident] = Result(ident, name, hit.name, hit.literal, hit.score, title, told)
        else:
            lists = tuple(dict.fromkeys((*before.lists, *title)))
            found[ident] = Result(
                ident, name, before.met, before.literal, before.score, lists, before.standings
            )
    return list(found.values())


def _told(standings: Sequence[Standing]) -> tuple[tuple[Standing, Look], ...]:
    """The standings that say something, those in force first; each state of a jurisdiction once."""
    shown: dict[tuple[str | None, str], tuple[Standing, Look]] = {}
    for standing in standings:
        if telling(standing):
            shown.setdefault((standing.jurisdiction, str(standing.state)), (standing, of(standing)))
    return tuple(shown.values())


def _near(register: Register, query: str) -> list[tuple[str, str]]:
    roster = register.roster()
    by_name = dict(roster.names())
    close = near(query, by_name, limit=8, least=60.0)
    return [(by_name[name], name) for name in close]
