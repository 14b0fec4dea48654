"""The reasons of a standing, down to the highlighted quote: what `/subjects/{id}/{regime}` shows."""

from dataclasses import dataclass

from ...answers.portrait import Portrait
from ...answers.why import Explanation
from ...law.load import load_regimes, regime
from ...law.regime import Regime
from . import look
from .look import Look
from .scale import Scale
from .timeline import Picture, picture


@dataclass(frozen=True, slots=True)
class Told:
    """One standing with its law, how it looks, and the ids of the claims that are shown with it."""

    explanation: Explanation
    look: Look
    law: Regime | None
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class View:
    """What the page of reasons shows."""

    portrait: Portrait
    where: str
    law: Regime | None
    told: tuple[Told, ...]
    picture: Picture


def view(found: Portrait, where: str) -> View:
    """What the page shows of a portrait in one place."""
    moment = found.moment
    scale = Scale.over(found.first, found.last)
    told = tuple(_told(e) for e in found.explanations)
    law = regime(where) if where in load_regimes() else None
    return View(found, where, law, told, picture(found.lines, found.events, scale, moment.on, moment.known))


def _told(explanation: Explanation) -> Told:
    standing = explanation.standing
    law = regime(standing.regime) if standing.regime else None
    return Told(
        explanation,
        look.of(standing),
        law,
        frozenset(r.claim.id for r in (*explanation.reasons, *explanation.beside)),
    )
