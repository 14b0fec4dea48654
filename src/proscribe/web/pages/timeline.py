"""The timeline as a picture: bars for states, marks for acts, shading for lists held. Pure geometry in per cent.

Each row is drawn on its own, so that its label is text of the page and the picture stretches without its text or marks
changing size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...answers.history import Event
from ...answers.timeline import Line, Span
from ...model.claims import Claim
from ...model.words import Act, Factuality, Measure
from .look import Look, look
from .scale import Scale

#: What an act does, by which its mark is drawn.
_KINDS = {
    "begin": (Act.DESIGNATE, Act.REINSTATE, Act.TRANSPOSE, Act.COMMENCE, Act.RECOGNISE),
    "pause": (Act.SUSPEND,),
    "end": (Act.REMOVE, Act.LAPSE, Act.ANNUL, Act.DERECOGNISE),
    "keep": (Act.RENEW, Act.AMEND, Act.REVIEW, Act.CORRECT),
    "ask": (Act.REQUEST, Act.CHALLENGE, Act.HEAR, Act.REFUSE),
}
_KIND = {act: kind for kind, acts in _KINDS.items() for act in acts}


@dataclass(frozen=True, slots=True)
class Bar:
    """A state over a time; `fuzzy` and `fuzzy_width` draw where it may have begun earlier."""

    look: Look
    x: str
    width: str
    first: date
    last: date
    fuzzy: str = ""
    fuzzy_width: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """An act: a mark on its day, or a line over the days it may have been on. `sure` is False for what is only
    reported or expected."""

    kind: str
    claim: Claim
    x: str
    end: str
    exact: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Track:
    """One row of the picture."""

    line: Line
    bars: tuple[Bar, ...]
    signs: tuple[Sign, ...]
    held: tuple[tuple[str, str], ...]
    spans: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture: its rows, the years along it, and where the two days of the question lie."""

    tracks: tuple[Track, ...]
    years: tuple[tuple[int, str], ...]
    on: str
    known: str
    beyond: str
    first: date
    last: date


def picture(lines: Sequence[Line], events: Sequence[Event], scale: Scale, on: date, known: date) -> Picture:
    """Draw the course of standings with the acts on them, as much as lies on the scale."""
    tracks = tuple(_track(line, events, scale) for line in lines)
    years = tuple((year, scale.x(date(year, 1, 1))) for year in scale.years())
    beyond = f"{100 - scale.at(known):g}%"
    return Picture(tracks, years, scale.x(on), scale.x(known), beyond, scale.first, scale.last)


def _track(line: Line, events: Iterable[Event], scale: Scale) -> Track:
    own = [e for e in events if e.regime == line.regime and _home(e) in (line.jurisdiction, None)]
    signs = tuple(sign for e in own if (sign := _sign(e, scale)) is not None)
    shown = tuple(_bar(s, scale) for s in line.spans if scale.holds(s.first, s.last))
    held = tuple(
        (scale.x(first), scale.width(first, last)) for first, last in line.held if scale.holds(first, last)
    )
    told = tuple(
        _bar(s, scale) for s in line.spans if s.state.measure is not Measure.UNKNOWN or s.state.proceedings
    )
    return Track(line, shown, signs, held, told)


def _home(event: Event) -> str | None:
    return event.claim.jurisdiction


def _bar(span: Span, scale: Scale) -> Bar:
    looks = look(span.state, span.end_reason)
    since, fuzzy, wide = span.since, "", ""
    begun = since is not None and since.earliest < span.first <= since.latest
    if since is not None and begun:
        low = max(since.earliest, scale.first)
        fuzzy, wide = scale.x(low), scale.width(low, span.first)
    return Bar(
        looks,
        scale.x(span.first),
        scale.width(span.first, span.last, 0.25),
        span.first,
        span.last,
        fuzzy,
        wide,
    )


def _sign(event: Event, scale: Scale) -> Sign | None:
    claim = event.claim
    day = claim.date or claim.published
    if day is None or not scale.holds(day.earliest, day.latest):
        return None
    sure = event.counts and claim.factuality is Factuality.FACT
    low, high = max(day.earliest, scale.first), min(day.latest, scale.last)
    kind = _KIND.get(claim.act, "other")
    return Sign(kind, claim, scale.x(low), scale.x(high), day.earliest == day.latest, sure)
