"""The fold: claims of one subject under one regime become its standing on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..errors import Problem
from ..model.claims import Claim
from ..model.standing import NOT_YET, NextStep, Outcome, State, Turn
from ..model.words import Measure
from .course import Course
from .deadlines import deadlines
from .docket import next_steps, open_cases
from .events import Event, gather
from .machine import ACTIVE, FRESH
from .moment import Moment
from .regime import Regime

#: Which measure tells most about a subject of which only parts are covered.
_WEIGHT = (Measure.IN_FORCE, Measure.INTERIM, Measure.DISPUTED, Measure.SUSPENDED, Measure.RECOGNISED)


def fold(regime: Regime, claims: Sequence[Claim], on: date, *, complete: bool = False) -> Outcome:
    """What the claims come to under the rules of a regime on the day `on`.

    `claims` are those that count, of one subject and one regime (and, for a regime `by_jurisdiction`, one
    jurisdiction), in any order. Only facts change the state; planned hearings and forecasts stand in the open
    cases. A dated act counts from the last day its date allows, and until then a Problem `day_uncertain` says
    so. A term that ran out ends the measure only where the record is `complete`; otherwise the measure is
    `unknown`.
    """
    return Run.of(regime, claims, complete=complete).whole(on)


@dataclass(frozen=True, slots=True)
class Run:
    """A fold that is not yet asked about a day: the courses of the whole and of each part, which no day changes.

    For asking about many days of the same claims. `facts` are those of them that make events, `ahead` the steps that
    the rules allow after each moment that was asked about.
    """

    regime: Regime
    tracks: tuple[tuple[str | None, Course], ...]
    facts: Mapping[str, Claim]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    ahead: dict[int, tuple[NextStep, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, regime: Regime, claims: Sequence[Claim], *, complete: bool = False) -> "Run":
        """Run the claims through a regime; they are given as to `fold`."""
        events, problems = gather(claims, regime.lawful)
        facts = {c.id: c for e in events for c in e.claims}
        return cls(
            regime,
            tuple((scope, _course(regime, part, complete)) for scope, part in _parts(events)),
            facts,
            tuple(claims),
            problems,
        )

    @property
    def days(self) -> frozenset[date]:
        """The days on which the outcome can change."""
        return frozenset(m.latest for _, course in self.tracks for m in course.moments)

    def on(self, day: date) -> Outcome:
        """The state on a day with what it rests on: the outcome of a fold without problems and what may come next."""
        scope, course = _telling_most(self.tracks, day)
        if course is None:
            return Outcome(State(Measure.UNKNOWN))
        return _state(course.at(day), scope, self.facts)

    def whole(self, day: date) -> Outcome:
        """The outcome on a day, with all that belongs to it."""
        scope, course = _telling_most(self.tracks, day)
        if course is None:
            return Outcome(State(Measure.UNKNOWN), problems=_seen(self.problems, self.facts, day))
        moment = course.at(day)
        found = (p for _, c in self.tracks for p in c.problems(day))
        steps = self._ahead(moment)
        plans = sorted({c.id: c for c in self.claims if c.factuality in NOT_YET}.items())
        return replace(
            _state(moment, scope, self.facts),
            turns=_turns(course, day),
            implied=moment.implied,
            open=open_cases(self.regime, moment, steps, [c for _, c in plans], day),
            deadlines=deadlines(self.regime, moment, day),
            next=steps,
            dates=moment.dates,
            problems=_seen((*self.problems, *found, *course.uncertain(day)), self.facts, day),
        )

    def _ahead(self, moment: Moment) -> tuple[NextStep, ...]:
        key = id(moment)  # the moments of the courses live as long as this does
        if key not in self.ahead:
            self.ahead[key] = next_steps(self.regime, moment)
        return self.ahead[key]


def _state(moment: Moment, scope: str | None, facts: Mapping[str, Claim]) -> Outcome:
    """The state that a course has come to, with what it rests on."""
    return Outcome(
        state=moment.state,
        since=moment.since,
        end_reason=moment.end_reason,
        on_record=moment.state.measure in ACTIVE or moment.lapsed,
        scope=scope,
        basis=tuple(facts[i] for i in moment.basis),
    )


def _telling_most(tracks: Sequence[tuple[str | None, Course]], on: date) -> tuple[str | None, Course | None]:
    """The whole or the part that says most about the subject on a day, the first of several."""
    if not tracks:
        return None, None
    return max(enumerate(tracks), key=lambda t: (_telling(t[1][1].at(on)), -t[0]))[1]


def _course(regime: Regime, events: Sequence[Event], complete: bool) -> Course:
    course = Course(regime, complete=complete)
    course.run(events)
    return course


def _parts(events: Sequence[Event]) -> list[tuple[str | None, list[Event]]]:
    """The events of the whole, and of each part that has acts of its own; the end of the whole ends its
    parts.
    """
    scopes: dict[str | None, str | None] = {}
    for event in events:
        scopes.setdefault(_plain(event.scope), event.scope)
    whole = [e for e in events if e.scope is None]
    parts: list[tuple[str | None, list[Event]]] = [(None, whole)] if whole else []
    for key in sorted(k for k in scopes if k is not None):
        own = [e for e in events if _plain(e.scope) == key]
        begun = min(e.day.latest for e in own)
        ends = [e for e in whole if e.ends and e.day.earliest >= begun]
        parts.append((scopes[key], own + ends))
    return parts


def _plain(scope: str | None) -> str | None:
    return " ".join(scope.casefold().split()) if scope else None


def _telling(moment: Moment) -> int:
    """How much a part says about the subject: an active measure most, then an end, then nothing known."""
    measure = moment.state.measure
    if measure in _WEIGHT:
        return 10 - _WEIGHT.index(measure)
    return 2 if measure in FRESH else 1 if moment.state.proceedings or moment.lapsed else 0


def _turns(course: Course, on: date) -> tuple[Turn, ...]:
    return tuple(
        Turn(m.state, m.since_state, m.claim, m.end_reason, m.note)
        for m in course.moments
        if m.latest <= on and m.turn
    )


def _seen(problems: Sequence[Problem], facts: Mapping[str, Claim], on: date) -> tuple[Problem, ...]:
    """Each problem once; those about acts that lie wholly after the day are left out."""
    kept = {
        (p.code, p.message, p.claims): p
        for p in problems
        if not p.claims or any(i not in facts or _begun(facts[i], on) for i in p.claims)
    }
    return tuple(kept[key] for key in sorted(kept))


def _begun(claim: Claim, on: date) -> bool:
    return claim.date is None or claim.date.earliest <= on
