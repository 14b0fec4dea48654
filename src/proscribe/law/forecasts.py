"""The track record of announcements: what was planned, expected or called possible, and what then
happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from urllib.parse import urlsplit

from ..model.claims import Claim
from ..model.dates import Day
from ..model.words import Act, Factuality
from .events import Event, family, gather

_LOOKS_AHEAD = frozenset({Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE})
#: A ruling shows that the hearing before it took place.
_RULINGS = frozenset({Act.SUSPEND, Act.REINSTATE, Act.DESIGNATE, Act.REMOVE, Act.REFUSE, Act.ANNUL})


class Verdict(StrEnum):
    """What became of an announcement: it came true in its time, later, or its time passed, or it is still
    open.
    """

    CAME_TRUE = "came_true"
    LATE = "late"
    LAPSED = "lapsed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One announcement and what became of it on a day.

    `days` counts from the day it was said to the first day on which it can have come true; `exact` is False
    where another act of the same kind came (a suspension where a removal was forecast).
    """

    claim: Claim
    said_by: str
    verdict: Verdict
    by: tuple[str, ...] = ()
    days: int | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one source: how many announcements of each verdict, and the median days of those that
    came.
    """

    source: str
    total: int
    came_true: int
    late: int
    lapsed: int
    open: int
    median_days: float | None


def said_by(claim: Claim) -> str:
    """Who said it first as far as the claim tells: the innermost source, else the publisher's host, else
    unknown.
    """
    if claim.sources:
        return claim.sources[-1]
    return urlsplit(claim.url or "").hostname or "unknown"


def forecasts(claims: Sequence[Claim], on: date) -> tuple[Forecast, ...]:
    """The announcements among the claims of one subject and one regime, each with what became of it by
    `on`.
    """
    events, _ = gather(claims)
    plans = {c.id: c for c in claims if c.factuality in _LOOKS_AHEAD}
    ordered = sorted(plans.values(), key=lambda c: (_said(c) or date.min, c.id))
    return tuple(_judge(claim, events, on) for claim in ordered)


def track_record(found: Iterable[Forecast]) -> tuple[Record, ...]:
    """The record of each source, the one with most announcements first."""
    groups: dict[str, list[Forecast]] = {}
    for forecast in found:
        groups.setdefault(forecast.said_by, []).append(forecast)
    records = []
    for source, members in groups.items():
        days = [f.days for f in members if f.days is not None]
        count = {v: sum(f.verdict is v for f in members) for v in Verdict}
        records.append(
            Record(
                source,
                len(members),
                count[Verdict.CAME_TRUE],
                count[Verdict.LATE],
                count[Verdict.LAPSED],
                count[Verdict.OPEN],
                median(days) if days else None,
            )
        )
    return tuple(sorted(records, key=lambda r: (-r.total, r.source)))


def _said(claim: Claim) -> date | None:
    return claim.published.latest if claim.published else None


def _judge(claim: Claim, events: Sequence[Event], on: date) -> Forecast:
    said = _said(claim)
    after = said or (claim.date.earliest if claim.date else date.min)
    coming = [e for e in events if e.day.latest <= on and e.day.latest >= after]
    same = [e for e in coming if e.act is claim.act and (claim.aim is None or e.aim is claim.aim)]
    alike = same or [e for e in coming if _alike(e, claim)]
    if not alike:
        passed = claim.date is not None and claim.date.latest < on
        return Forecast(claim, said_by(claim), Verdict.LAPSED if passed else Verdict.OPEN)
    event = min(alike, key=lambda e: (e.day.latest, e.ids))
    late = claim.date is not None and event.day.earliest > claim.date.latest
    return Forecast(
        claim,
        said_by(claim),
        Verdict.LATE if late else Verdict.CAME_TRUE,
        event.ids,
        _days(said, event.day),
        exact=bool(same),
    )


def _alike(event: Event, claim: Claim) -> bool:
    if claim.act is Act.HEAR:
        return event.act in _RULINGS and claim.date is not None and event.day.earliest >= claim.date.earliest
    if claim.act in (Act.REQUEST, Act.REFUSE):
        return event.act is claim.act and family(event.aim) == family(claim.aim)
    kind = family(claim.act)
    return kind in ("listing", "removal") and event.act is not Act.REQUEST and family(event.act) == kind


def _days(said: date | None, day: Day) -> int | None:
    return max((day.earliest - said).days, 0) if said else None
