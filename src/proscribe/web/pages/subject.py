"""The page of a subject: its standing by jurisdiction, its course over time, names, relations and acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers import forms
from ...answers.history import Event
from ...answers.portrait import Portrait
from ...answers.why import Explanation, decisive
from ...law.load import load_regimes, regime
from ...model.claims import Claim
from ...model.standing import Coverage, Deadline, Standing
from ...model.words import Act, Factuality
from ...subjects.roster import Roster
from . import look, names, reasons
from .asking import Ask, Asking
from .look import Look
from .names import Named
from .route import PageRoute
from .scale import Scale
from .subjects import named
from .timebar import Marks
from .timeline import Picture, picture

router = APIRouter(route_class=PageRoute)
#: How many years the picture can show; the whole course where none is given.
ZOOMS = ("", "20", "5", "1")


@dataclass(frozen=True, slots=True)
class Place:
    """A standing as a row of the page: how it looks, who brought it about, and what falls due next."""

    standing: Standing
    look: Look
    law: str
    by: Claim | None
    by_law: bool
    due: Deadline | None
    expected: tuple[Claim, ...]
    proposed: int
    where: str


@dataclass(frozen=True, slots=True)
class Related:
    """A relation to another subject, from either side."""

    kind: str
    backward: bool
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class View:
    """What the page of a subject shows."""

    portrait: Portrait
    places: tuple[Place, ...]
    picture: Picture
    zoom: str
    zooms: tuple[str, ...]
    names: list[tuple[str, list[Named]]]
    also: tuple[str, ...]
    relations: tuple[Related, ...]
    events: tuple[Event, ...]
    coverage: tuple[Coverage, ...]


@router.get("/subjects/{ident:path}.json")
def twin(asking: Ask, ident: str) -> Response:
    """The subject as data; the reasons of one place where the address names one."""
    subject_id, where = split(ident)
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = register.portrait(named(register, subject_id), where, *_days(asking))
        if where:
            return asking.data(
                register, [forms.explanation_form(e, register.resolve) for e in found.explanations]
            )
        return asking.data(register, forms.portrait_form(found, register.resolve))


@router.get("/subjects/{ident:path}")
def page(asking: Ask, ident: str, years: str = "") -> Response:
    """The subject, or the reasons of one of its standings."""
    subject_id, where = split(ident)
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        subject = named(register, subject_id)
        if subject.id != subject_id:
            path = f"/subjects/{subject.id}" + (f"/{where}" if where else "")
            return RedirectResponse(asking.addresses.to(path, dict(asking.addresses.params)), 302)
        found = register.portrait(subject, where, *_days(asking))
        marks = Marks(found.turnings, found.learnings)
        if where:
            return asking.page(
                register, "reasons.html", reasons.view(found, where), title=subject.name, marks=marks
            )
        roster = register.roster(asking.stamps.recorded)
        return asking.page(
            register, "subject.html", view(found, roster, years), title=subject.name, marks=marks
        )


def split(ident: str) -> tuple[str, str | None]:
    """The id of a subject, and the regime or jurisdiction that an address names after it."""
    head, slash, tail = ident.rpartition("/")
    if slash and head and (tail in load_regimes() or (tail.isupper() and len(tail) < 4)):
        return head, tail
    return ident, None


def view(found: Portrait, roster: Roster, years: str = "") -> View:
    """What the page shows of a portrait; `years` narrows the picture to so many years around the day asked about."""
    zoom = years if years in ZOOMS else ""
    scale = _scale(found, int(zoom)) if zoom else Scale.over(found.first, found.last)
    moment = found.moment
    grouped = names.names(found.subject, found.same, found.entries)
    also = tuple(n.text for _, group in grouped for n in group[:2] if n.text != found.subject.name)
    coverage = dict.fromkeys(c for e in found.explanations for c in e.standing.coverage)
    return View(
        found,
        tuple(_place(e) for e in found.explanations),
        picture(found.lines, found.events, scale, moment.on, moment.known),
        zoom,
        ZOOMS,
        grouped,
        also[:4],
        tuple(_relations(found, roster)),
        found.events,
        tuple(coverage),
    )


def _days(asking: Asking) -> tuple[date | None, date | None, date | None]:
    return asking.stamps.on, asking.stamps.known, asking.stamps.recorded


def _scale(found: Portrait, years: int) -> Scale:
    half = timedelta(days=years * 183)
    low = date.fromordinal(max(found.moment.on.toordinal() - half.days, 1))
    return Scale(low, date.fromordinal(min(found.moment.on.toordinal() + half.days, date.max.toordinal())))


def _place(explanation: Explanation) -> Place:
    standing = explanation.standing
    outcome = standing.outcome
    ahead = [d for d in outcome.deadlines if not d.missed and d.by.latest >= standing.on]
    planned = tuple(
        c for c in standing.reported if c.factuality is not Factuality.FACT and c.act is not Act.ENACT
    )
    return Place(
        standing,
        look.of(standing),
        regime(standing.regime).name if standing.regime else "",
        decisive(standing),
        any(text.startswith(("in force by law", "ended by law")) for text in outcome.implied),
        min(ahead, key=lambda d: d.by.latest, default=None),
        planned,
        len(standing.reported),
        standing.regime or standing.jurisdiction or "",
    )


def _relations(found: Portrait, roster: Roster) -> Iterable[Related]:
    for relation in found.subject.relations:
        other = roster.subjects.get(relation.other)
        yield Related(relation.kind, False, relation.other, other.name if other else relation.other)
    for other in roster:
        for relation in other.relations:
            if relation.other == found.subject.id:
                yield Related(relation.kind, True, other.id, other.name)
    for twin_of in found.same:
        yield Related("same_as", False, twin_of.id, twin_of.name)
