"""The course of standings over time: the spans between the days on which an answer changes, as known on one day.

Nothing here is drawn from the acts themselves: each span is the answer to the question asked about its first day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ..law.calendar import Period, add_days, add_months
from ..law.load import regime
from ..lists.registry import sources
from ..model.dates import Day
from ..model.standing import Coverage, Outcome, State
from ..model.words import MEASURE_ACTS, RECOGNITION_ACTS, Act, EndReason, Factuality
from .dossier import Dossier
from .known import Judged
from .listed import Shelf
from .moment import Moment
from .rows import Row
from .standing import Folds

_DAY = timedelta(days=1)
#: Acts by which the measure of some subject may become another one.
_CHANGING = (MEASURE_ACTS | RECOGNITION_ACTS | {Act.COMMENCE, Act.TRANSPOSE}) - {Act.AMEND}


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which an answer stays the same, from `first` to `last`, both included."""

    first: date
    last: date
    state: State
    since: Day | None = None
    end_reason: EndReason | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The course of one standing: its spans without a gap, and the times for which a whole list is held."""

    jurisdiction: str | None
    regime: str | None
    spans: tuple[Span, ...]
    held: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Turning:
    """A day on which answers change, and under which regimes (or in which jurisdictions, where no regime is named)."""

    day: date
    places: tuple[str, ...]


def lines(
    about: Dossier,
    moment: Moment,
    wanted: Iterable[Row],
    first: date,
    last: date,
    base: tuple[Coverage, ...] = (),
) -> list[Line]:
    """The course of each wanted standing from `first` to `last`, as known at the moment."""
    made: dict[date, Folds] = {}
    found = []
    for row in wanted:
        days = {first, *(d for d in _candidates(about, row) if first <= d <= last)}
        spans: list[Span] = []
        for day in sorted(days):
            if day not in made:
                made[day] = Folds(about, replace(moment, on=day), base, brief=True)
            _extend(spans, day, made[day].of(row)[0])
        closed = [replace(s, last=n.first - _DAY) for s, n in pairwise(spans)]
        found.append(
            Line(row[0], row[1], (*closed, replace(spans[-1], last=last)), _held(about.shelf, row[1]))
        )
    return found


def turnings(found: Iterable[Line]) -> tuple[Turning, ...]:
    """The days on which the answer changes along these courses; the day a course begins on is none."""
    table: dict[date, list[str]] = {}
    for one in found:
        for span in one.spans[1:]:
            table.setdefault(span.first, []).append(one.regime or one.jurisdiction or "")
    return tuple(Turning(day, tuple(sorted(set(table[day])))) for day in sorted(table))


def learnings(everything: Dossier, moment: Moment, base: tuple[Coverage, ...] = ()) -> tuple[Turning, ...]:
    """The days of knowledge on which the answer about `moment.on` changes.

    `everything` holds what is known to this day; the answer is made again for each day on which something about a
    row came to be known.
    """
    fresh: dict[date, set[Row]] = {}
    for row, items in everything.rows.items():
        for item in items:
            fresh.setdefault(item.known.since, set()).add(row)
    held = {row for touched in fresh.values() for row in touched}
    for kept in everything.shelf.editions.values():
        for regime_id in everything.shelf.by_regime:
            if kept and kept[0].list in everything.shelf.by_regime[regime_id]:
                day = kept[0].published.latest
                fresh.setdefault(day, set()).update(r for r in held if r[1] == regime_id)
    before: dict[Row, object] = {}
    table: dict[date, list[str]] = {}
    for day in sorted(fresh):
        then = _as_known(everything, day)
        folds = Folds(then, Moment(moment.on, day, moment.recorded), base, brief=True)
        for row in sorted(fresh[day], key=str):
            outcome = folds.of(row)[0]
            answer = (outcome.state, outcome.since, outcome.end_reason, outcome.scope)
            if before.get(row) != answer:
                table.setdefault(day, []).append(row[1] or row[0] or "")
            before[row] = answer
    return tuple(Turning(day, tuple(sorted(set(table[day])))) for day in sorted(table))


def _as_known(everything: Dossier, day: date) -> Dossier:
    """The dossier without what came to be known after a day."""
    editions = {
        key: kept
        for key, all_ in everything.shelf.editions.items()
        if (kept := tuple(e for e in all_ if e.published.latest <= day))
    }
    places = (replace(p, editions=editions[p.list]) for p in everything.presences if p.list in editions)
    claims = tuple(c for c in everything.claims if c.known.since <= day)
    return replace(everything, claims=claims, shelf=Shelf(editions), presences=tuple(places))


def _above(row: Row) -> list[Row]:
    """The rows of the regimes that a row's regime follows, all the way up."""
    found: list[Row] = []
    for link in regime(row[1]).follows if row[1] else ():
        upper = (regime(link.regime).jurisdiction, link.regime)
        found += [upper, *_above(upper)]
    return found


def _extend(spans: list[Span], day: date, now: Outcome) -> None:
    span = Span(day, day, now.state, now.since, now.end_reason, now.scope)
    if not spans or replace(span, first=spans[-1].first, last=spans[-1].last) != spans[-1]:
        spans.append(span)


def _candidates(about: Dossier, row: Row) -> set[date]:
    """Every day on which the answer of a row can change: of its course, of the lists it is held against, and of
    the regimes above it."""
    days: set[date] = set()
    for one in (row, *_above(row)):
        days |= about.run(one).days if one in about.rows and one[1] is not None else set()
        for presence in about.presences:
            if presence.regime == one[1]:
                turns = [presence.stands(e) for e in presence.editions]
                days |= {
                    e.published.latest
                    for e, here, before in zip(presence.editions, turns, [False, *turns], strict=False)
                    if here != before
                }
                closed = sources()[presence.list].closed
                days |= {add_days(closed.latest, 1)} if closed else set()
        for begin, end in _held(about.shelf, one[1]):
            days |= {begin, add_days(end, 1)}
    return days


def _held(shelf: Shelf, regime_id: str | None) -> tuple[tuple[date, date], ...]:
    """The times for which a whole list of a regime is held: from its first edition to when one after the last is
    due."""
    return tuple(
        sorted({_times(shelf, key) for key in (shelf.by_regime.get(regime_id, ()) if regime_id else ())})
    )


def _times(shelf: Shelf, key: str) -> tuple[date, date]:
    editions = shelf.editions[key]
    period, last = Period.parse(sources()[key].cadence), editions[-1].published.latest
    return editions[0].published.latest, add_days(add_months(last, period.months), period.days)


def reach(claims: Collection[Judged], shown: Collection[date]) -> tuple[date, date]:
    """The first and the last day that a picture of these claims and days must show."""
    days = list(shown)
    for item in claims:
        for day in (item.claim.date, item.claim.published if item.claim.date is None else None):
            if day is not None:
                days += [d for d in (day.earliest, day.latest) if date(1900, 1, 1) < d < date(2200, 1, 1)]
    return min(days), max(days)


def busy(
    claims: Iterable[Judged], known: date, where: str | None = None
) -> tuple[tuple[Turning, ...], tuple[Turning, ...]]:
    """The days of acts that change a measure, and the days on which such acts came to be known; in all places or one.

    `claims` are all that count by now: of the days of acts only those known by `known` are given. A cheap stand-in for
    `turnings` and `learnings` where a page is about many subjects.
    """
    on: dict[date, set[str]] = {}
    learnt: dict[date, set[str]] = {}
    for item in claims:
        claim = item.claim
        place = claim.regime or claim.jurisdiction or ""
        if (
            not item.counts
            or claim.act not in _CHANGING
            or (where and where not in (claim.regime, claim.jurisdiction))
        ):
            continue
        learnt.setdefault(item.known.since, set()).add(place)
        day = claim.date or claim.published
        fact = claim.factuality is Factuality.FACT and day is not None and day.latest != date.max
        if fact and day is not None and item.known.since <= known:
            on.setdefault(day.latest, set()).add(place)
    return _listed_days(on), _listed_days(learnt)


def _listed_days(table: dict[date, set[str]]) -> tuple[Turning, ...]:
    return tuple(Turning(day, tuple(sorted(places))) for day, places in sorted(table.items()))
