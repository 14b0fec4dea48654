"""Standings: the derived state of a subject under a regime on a day, with its reasons. Computed, never
stored.
"""

from dataclasses import dataclass
from datetime import date

from ..errors import Problem
from .claims import Claim
from .dates import Day
from .words import Act, EndReason, Factuality, Measure, Proceeding


@dataclass(frozen=True, slots=True)
class State:
    """A measure and the proceedings open beside it; written `in_force+removal`."""

    measure: Measure
    proceedings: tuple[Proceeding, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "State":
        """Read `measure[+proceeding…]`; raises ValueError for a word that is neither."""
        measure, *open_ = text.split("+")
        return cls(Measure(measure), tuple(sorted(Proceeding(p) for p in open_)))

    def __str__(self) -> str:
        return "+".join([self.measure.value, *(p.value for p in self.proceedings)])


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due under the rules of a regime.

    `kind` is the kind of rule (`deadline`, `window`, `waiting`, `expiry`, `review`, …); `by` is the day or
    the interval it falls in; `silence` says what happens when nothing is done; `anchor` is the id of the
    claim it runs from; `verified` is False where the rule itself is marked as not verified; `missed` is True
    where the day passed and nothing on record shows that the step was taken. `key` names the term within its
    regime and stays the same when its day changes.
    """

    kind: str
    act: Act
    by: Day
    actor: str | None = None
    silence: str | None = None
    citation: str | None = None
    anchor: str | None = None
    verified: bool = True
    missed: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step the rules allow from here: who may do what, by when, and on what it is based.

    A step that only follows another one names it in `after`, and the time it must be done in as an ISO 8601
    period in `within`: its day is not known yet.
    """

    act: Act
    leads_to: str
    aim: Act | None = None
    actor: str | None = None
    by: Day | None = None
    silence: str | None = None
    citation: str | None = None
    verified: bool = True
    after: Act | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open proceeding: when it opened, its last step, what was scheduled or forecast, and what may come
    next.

    `scheduled` are hearings that the body able to hold them has set, `announced` what was planned, expected,
    possible or denied beyond that, with who said so.
    """

    proceeding: Proceeding
    opened: Day | None
    opened_by: str
    last: str
    scheduled: tuple[str, ...] = ()
    next: tuple[NextStep, ...] = ()
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of state in a fold: from when the state holds, and the claim that brought it (None if by
    law).
    """

    state: State
    since: Day | None
    claim: str | None
    end_reason: EndReason | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fold of claims through one regime comes to on one day.

    `since` is the day from which the present measure holds (an interval where claims leave it open).
    `on_record` is True while a designation exists that could bite again (a suspended ban). `basis` are the
    claims the state rests on, in order of effect; `turns` the whole course; `implied` the steps nobody
    recorded but which a recorded act presupposes; `scope` what of the subject is covered when not the whole.
    `dates` names the days of the act that made the present measure, where they are recorded: `decision`,
    `commencement`, `publication`, `list_change`.
    """

    state: State
    since: Day | None = None
    end_reason: EndReason | None = None
    on_record: bool = False
    scope: str | None = None
    basis: tuple[Claim, ...] = ()
    turns: tuple[Turn, ...] = ()
    implied: tuple[str, ...] = ()
    open: tuple[OpenCase, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    next: tuple[NextStep, ...] = ()
    problems: tuple[Problem, ...] = ()
    dates: tuple[tuple[str, Day], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on: which source (a list or the starter facts), of which day, and how complete
    it is.

    `whole` is True only for a whole official list held for the day: then a name that is not there is `none`.
    """

    source: str
    published: Day | None
    whole: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """A subject as resolved for a query."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """From which day a claim counts as known; `assumed` when no publication day was recorded."""

    since: date
    assumed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer to one question: a subject, under a regime, on a day, as known on a day.

    `reported` are claims that stand beside the answer and were not used: proposals nobody has judged yet,
    plans and forecasts.
    """

    subject: SubjectRef
    jurisdiction: str | None
    regime: str | None
    on: date
    known: date
    outcome: Outcome
    coverage: tuple[Coverage, ...] = ()
    reported: tuple[Claim, ...] = ()

    @property
    def state(self) -> State:
        """The state of the measure on the day."""
        return self.outcome.state


#: Factualities that never make a standing by themselves.
NOT_YET = frozenset({Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE, Factuality.NEGATED})
