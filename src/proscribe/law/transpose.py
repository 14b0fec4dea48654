"""What an upper regime means for the one that transposes it: at once where the law points to it, else by
an act.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..errors import Problem
from ..model.standing import Outcome, State
from ..model.words import EndReason, Measure
from .machine import ACTIVE
from .regime import Regime

_BITES = frozenset({Measure.INTERIM, Measure.IN_FORCE})


def follow(regime: Regime, own: Outcome, upper: Mapping[str, Outcome]) -> Outcome:
    """The outcome of a regime in the light of those it follows, on the same day and as known on the same day.

    `upper` holds their outcomes by regime id. Where the law itself points to the upper list, an entry there
    is in force here without any act, and ends with it; an own designation stays. Where an act is needed,
    nothing follows by itself, and a Problem says that the two differ.
    """
    outcome = own
    for link in regime.follows:
        above = upper.get(link.regime)
        if above is None:
            continue
        automatic = link.how == "automatic"
        if above.state.measure in _BITES and outcome.state.measure not in ACTIVE:
            outcome = (
                _in_force(outcome, above, link.regime) if automatic else _differ(outcome, above, link.regime)
            )
        elif above.state.measure is Measure.ENDED:
            rests_on_it = automatic and outcome.state.measure is Measure.UNKNOWN and not outcome.basis
            if rests_on_it:
                outcome = _ended(outcome, above, link.regime)
            elif outcome.state.measure in ACTIVE:
                outcome = _differ(outcome, above, link.regime)
    return outcome


def _in_force(own: Outcome, above: Outcome, name: str) -> Outcome:
    return replace(
        own,
        state=State(Measure.IN_FORCE, own.state.proceedings),
        since=above.since,
        end_reason=None,
        on_record=True,
        scope=above.scope,
        basis=above.basis,
        implied=(*own.implied, f"in force by law, as {name} is"),
    )


def _ended(own: Outcome, above: Outcome, name: str) -> Outcome:
    return replace(
        own,
        state=State(Measure.ENDED, own.state.proceedings),
        since=above.since,
        end_reason=above.end_reason or EndReason.REMOVED,
        scope=above.scope,
        basis=above.basis,
        implied=(*own.implied, f"ended by law, as {name} did"),
    )


def _differ(own: Outcome, above: Outcome, name: str) -> Outcome:
    ended = above.state.measure is Measure.ENDED
    when = f" since {above.since}" if above.since else ""
    if ended:
        code, message = "upper_ended", f"{name} ended{when}: this measure stays until an act of its own"
    else:
        code, message = "upper_in_force", f"{name} is in force{when}: here it takes an act of its own"
    problem = Problem(code, message, tuple(c.id for c in above.basis))
    return replace(own, problems=(*own.problems, problem))
