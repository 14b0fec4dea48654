"""Moments: the state from one day on, with the steps, cases and words that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..model.dates import Day
from ..model.standing import State
from ..model.words import Act, EndReason, Proceeding
from .events import Event, family
from .machine import ACTIVE, FRESH
from .regime import Step

#: The proceeding that a request opens, by what it comes to.
OPENS: Mapping[str, Proceeding] = {
    "listing": Proceeding.LISTING,
    "removal": Proceeding.REMOVAL,
    "challenge": Proceeding.CHALLENGE,
}


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: the clock of a term runs from here. `step` is None for an act by common
    sense.
    """

    act: Act
    step: str | None
    day: Day
    claim: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """An open proceeding as far as it went."""

    proceeding: Proceeding
    opened: Day | None
    opened_by: str
    last: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The state from one day on, and all that led to it.

    `earliest` and `latest` bound the day, `since` is the day from which the measure holds, `since_state` that
    of this state. `done` are the steps taken, and `past` says how many of them (and of the basis) belong to a
    measure that has ended. `nth` counts the measures of the course. `lapsed` is True where a term ran out and
    nobody recorded what became of it.
    """

    state: State
    earliest: date = date.min
    latest: date = date.min
    since: Day | None = None
    since_state: Day | None = None
    end_reason: EndReason | None = None
    claim: str | None = None
    note: str | None = None
    basis: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    done: tuple[Done, ...] = ()
    cases: tuple[Case, ...] = ()
    dates: tuple[tuple[str, Day], ...] = ()
    event: Event | None = None
    past: tuple[int, int] = (0, 0)
    nth: int = 0
    lapsed: bool = False
    turn: bool = True


def note_of(event: Event) -> str | None:
    """The note of the first claim that has one."""
    return next((c.note for c in event.claims if c.note), None)


def founds(step: Step) -> bool:
    """True for a step by which a measure begins."""
    return step.source.measure in FRESH and step.target.measure in ACTIVE


def presupposed(
    before: tuple[str, ...], event: Event, way: tuple[Step, ...], effect: tuple[Step, ...]
) -> tuple[str, ...]:
    """Say which steps a recorded act presupposes; the latest word on each kind of step replaces the one
    before.
    """
    words = {text.partition(" before ")[0].partition(" on ")[0]: text for text in before}
    for step in way:
        if founds(step) and step.act not in (Act.DESIGNATE, Act.TRANSPOSE):
            words["designate"] = f"designate before {event}"
        name = f"{step.act} ({step.aim})" if step.aim else str(step.act)
        words[name] = f"{name} before {event}"
    for step in effect:
        words[str(step.act)] = (
            f"{step.act} on {event.day}: its own day is not recorded, that of the decision is used"
        )
    return tuple(words.values())


def cases(cases: tuple[Case, ...], state: State, event: Event) -> tuple[Case, ...]:
    """The open cases after an event: those that closed are gone, those it opened or moved are brought up to
    date.
    """
    act = f"{event.act} ({event.aim})" if event.aim else str(event.act)
    said = f"{event.day}: {event.actor or 'by whom is not recorded'}: {act}"
    held = {c.proceeding: c for c in cases}
    about = OPENS.get(family(event.aim) or "")
    result = []
    for proceeding in state.proceedings:
        case = held.get(proceeding)
        if case is None:
            result.append(Case(proceeding, event.day, event.actor or "not recorded", said))
        elif event.act in (Act.HEAR, Act.TRANSMIT, Act.CHALLENGE, Act.ANNUL) or about is proceeding:
            result.append(replace(case, last=said))
        else:
            result.append(case)
    return tuple(result)
