"""Regimes as values: one legal measure of one jurisdiction, with its procedure written in acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..model.dates import Day
from ..model.standing import State
from ..model.words import Act, Effect, EndReason


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a rule said for terms that began before the day `until`."""

    until: date
    period: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """When a step is due, may be taken, or happens by itself.

    `kind` is one of `check.KINDS`. `period` is an ISO 8601 duration that runs from the last of the steps
    named in `anchor`, or from the day `begins`; `days` says which days count (`calendar`, `working`,
    `sitting`), `inclusive` whether the day of the anchor is day one. `fixed` is a day of the year
    (`--10-31`). `silence` is what the law makes of nothing being done: `ended`, `refused`, `adopted`,
    `removed`, or None for nothing. A rule `of` the regime is about the measures as a whole and ends no single
    entry. `set_by_act` means that each act names its own term. `month_end` keeps the last day of a month,
    `roll` moves a last day that is not a working day to the next one.
    """

    kind: str
    period: str | None = None
    anchor: tuple[str, ...] = ()
    days: str = "calendar"
    inclusive: bool = False
    fixed: str | None = None
    begins: date | None = None
    silence: str | None = None
    of: str = "entry"
    set_by_act: bool = False
    month_end: bool = False
    roll: bool = False
    text: str | None = None
    verified: bool = True
    earlier: tuple[Earlier, ...] = ()

    def period_from(self, start: date) -> str | None:
        """The period as the law stood on the day the term began."""
        return next((e.period for e in self.earlier if start < e.until), self.period)


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of the procedure: who does what, from which state into which.

    `standing` names the classes of bodies (see `bodies.toml`) that may take the step; empty means anybody.
    `usual` marks the step that a bare act means where several fit. `since` is the day from which the step
    exists. `implied` steps are logic, not law quoted; `verified` is False where the text was not read, with
    the reason in `why_unverified`.
    """

    id: str
    act: Act
    source: State
    target: State
    actor: str
    aim: Act | None = None
    addressee: str | None = None
    standing: tuple[str, ...] = ()
    end_reason: EndReason | None = None
    effect: Effect | None = None
    usual: bool = False
    since: date | None = None
    rule: Rule | None = None
    publication: str | None = None
    citation: str | None = None
    implied: bool = False
    verified: bool = True
    why_unverified: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()
    line: int = 0

    @property
    def moves(self) -> bool:
        """True when the step changes the state."""
        return self.source != self.target


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of the procedure that is no act on the state: a consultation, an exemption, a warning."""

    kind: str
    actor: str
    during: str
    addressee: str | None = None
    text: str | None = None
    citation: str | None = None
    verified: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """An act that the regime rests on."""

    act: str
    article: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Precedent:
    """An event that shows the procedure at work."""

    date: str
    event: str
    verified: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follows:
    """An upper regime that this one transposes: `automatic` by force of law, or `by_act` of its own."""

    regime: str
    how: str


@dataclass(frozen=True, slots=True)
class OfficialList:
    """Where the list is published; `publishes_delistings` is `yes`, `partial`, `no` or `unknown`."""

    url: str | None = None
    formats: tuple[str, ...] = ()
    publishes_delistings: str = "unknown"
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Regime:
    """One legal measure of one jurisdiction.

    `depth` is `full` where the state machine is complete and `short` where it holds the known steps only:
    then an act without a step is applied by common sense. `since` is the day from which the measure exists. A
    regime `by_jurisdiction` (recognition) has one measure for each jurisdiction that its claims name, to be
    folded apart. `calendar` is the code whose working days count, where that is not the jurisdiction.
    `sittings` are days on which the parliament sat or sits, ascending. `walks` remembers which states
    unrecorded steps lead to.
    """

    id: str
    jurisdiction: str
    name: str
    kind: str
    depth: str
    since: Day
    steps: tuple[Step, ...]
    original: str | None = None
    confidence: str | None = None
    list_keeper: str | None = None
    list_publisher: str | None = None
    official_list: OfficialList = OfficialList()
    legal_basis: tuple[Basis, ...] = ()
    effects: tuple[str, ...] = ()
    appeals: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    follows: tuple[Follows, ...] = ()
    sources: tuple[str, ...] = ()
    notes: str | None = None
    not_verified: str | None = None
    by_jurisdiction: bool = False
    calendar: str | None = None
    sittings: tuple[date, ...] = ()
    by_id: Mapping[str, Step] = field(default_factory=dict, repr=False, compare=False)
    walks: dict[State, dict[State, tuple[Step, ...]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def full(self) -> bool:
        """True when the state machine is complete."""
        return self.depth == "full"

    @property
    def recognition(self) -> bool:
        """True for the recognition of governments, which has states of its own."""
        return self.kind == "recognition"

    def lawful(self, act: Act, day: Day) -> bool:
        """False for an act on a day before the measure, or before each of its steps of that act, existed.

        False too for an act that a complete procedure does not know.
        """
        steps = self.steps_for(act)
        begun = (not steps and not self.full) or any(s.since is None or s.since <= day.latest for s in steps)
        return begun and self.since.earliest <= day.latest

    def steps_for(self, act: Act) -> tuple[Step, ...]:
        """The steps of one act, in the order of the file."""
        return tuple(s for s in self.steps if s.act is act)
