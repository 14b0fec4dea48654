"""How the law reads what is told: an act by the word that the law has for it, an annulment by its effect."""

from dataclasses import replace

from ..errors import Problem
from ..model.standing import State
from ..model.words import Act, Effect, Measure, Proceeding
from .events import Event
from .machine import FRESH, Move
from .regime import Regime


def as_the_law_has_it(regime: Regime, now: State, event: Event) -> tuple[Event, Problem | None]:
    """The act by the word that the law has for it, with a finding where that is not the word that was used.

    Who tells of an act may say "reinstated" of a new designation, or "removed" where the law knows only a
    suspension that leaves the ban on record.
    """
    if event.act is Act.REINSTATE and now.measure in FRESH:
        message = f"{event} after the end: read as a new designation"
        return replace(event, act=Act.DESIGNATE), Problem("read_as_designation", message, event.ids)
    removed = regime.full and event.act is Act.REMOVE and not regime.steps_for(Act.REMOVE)
    if removed and regime.steps_for(Act.SUSPEND) and regime.lawful(Act.SUSPEND, event.day):
        message = f"{event}: the law of {regime.id} knows no removal, only suspension; read as that"
        found = Problem("read_as_suspension", message, event.ids)
        return replace(event, act=Act.SUSPEND, end_reason=None), found
    return event, None


def annulment(now: State, event: Event, move: Move | None) -> Move | None:
    """Where an annulment leads by its effect: at once it ends the measure, stayed or deferred it leaves it
    in force.
    """
    step = move.step if move else None
    if event.effect is Effect.IMMEDIATE:
        ends = move is not None and move.state.measure is Measure.ENDED
        return Move(State(Measure.ENDED), step if ends else None, move.implied if move else ())
    if now.measure in FRESH:
        return None
    measure = Measure.IN_FORCE if now.measure is Measure.UNKNOWN else now.measure
    open_ = tuple(sorted({*now.proceedings, Proceeding.CHALLENGE}))
    if step is not None and event.effect not in (None, step.effect):
        step = None
    return Move(State(measure, open_), step, move.implied if move and step else ())
