"""How states look: each has a word, a shape and a colour, so that none of them carries meaning alone."""

from dataclasses import dataclass

from ...model.standing import Standing, State
from ...model.words import EndReason, Measure, Proceeding


@dataclass(frozen=True, slots=True)
class Look:
    """What a state is shown as: `measure` names shape and colour, the words come from the catalogue."""

    measure: Measure
    proceedings: tuple[Proceeding, ...] = ()
    end_reason: EndReason | None = None
    on_record: bool = False


def look(state: State, end_reason: EndReason | None = None, on_record: bool = False) -> Look:
    """How a state looks; `on_record` says that a suspended measure could bite again."""
    rests = on_record and state.measure is Measure.SUSPENDED
    return Look(state.measure, state.proceedings, end_reason, rests)


def of(standing: Standing) -> Look:
    """How a standing looks."""
    outcome = standing.outcome
    return look(outcome.state, outcome.end_reason, outcome.on_record)
