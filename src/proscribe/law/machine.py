"""The state machine of a regime: which step an act takes from a state, and what it presupposes."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model.standing import State
from ..model.words import Act, Effect, EndReason, Measure, Proceeding
from .bodies import classes_of
from .events import Event, family
from .regime import Regime, Step

#: Measures that bite, or could bite again.
ACTIVE = frozenset({Measure.INTERIM, Measure.IN_FORCE, Measure.SUSPENDED, Measure.DISPUTED})
#: Measures from which a new one may be made.
FRESH = frozenset({Measure.NONE, Measure.ENDED, Measure.WITHDRAWN})
#: Steps that a recorded act presupposes when nobody recorded them.
_QUIET = frozenset(
    {Act.REQUEST, Act.HEAR, Act.CHALLENGE, Act.REVIEW, Act.PUBLISH, Act.TRANSMIT, Act.COMMENCE}
)
#: The same where nothing at all is known of the measure.
_FOUNDING = _QUIET | {Act.DESIGNATE, Act.TRANSPOSE, Act.SUSPEND}
#: Acts that open, move or close a proceeding and leave the measure as it is.
PROCEEDING_ACTS = frozenset({Act.REQUEST, Act.HEAR, Act.CHALLENGE, Act.REVIEW})
#: Acts by which a decision takes effect.
EFFECTIVE = frozenset({Act.COMMENCE, Act.PUBLISH})

#: What an act comes to where a short regime has no step for it.
_COMMON: Mapping[Act, Mapping[Measure, Measure]] = {
    Act.DESIGNATE: dict.fromkeys((Measure.NONE, Measure.UNKNOWN, Measure.ENDED), Measure.IN_FORCE),
    Act.TRANSPOSE: dict.fromkeys((Measure.NONE, Measure.UNKNOWN, Measure.ENDED), Measure.IN_FORCE),
    Act.SUSPEND: dict.fromkeys((Measure.IN_FORCE, Measure.INTERIM, Measure.UNKNOWN), Measure.SUSPENDED),
    Act.REINSTATE: dict.fromkeys((Measure.SUSPENDED, Measure.ENDED, Measure.UNKNOWN), Measure.IN_FORCE),
    Act.RENEW: {m: m for m in (Measure.IN_FORCE, Measure.INTERIM, Measure.SUSPENDED)}
    | {Measure.UNKNOWN: Measure.IN_FORCE, Measure.ENDED: Measure.IN_FORCE},
    **dict.fromkeys(
        (Act.REMOVE, Act.LAPSE, Act.ANNUL),
        dict.fromkeys((*ACTIVE, Measure.UNKNOWN), Measure.ENDED),
    ),
}
#: The proceedings that a measure act brings to an end.
_CLOSES = {
    Act.DESIGNATE: frozenset({Proceeding.LISTING}),
    Act.REINSTATE: frozenset({Proceeding.LISTING}),
    Act.RECOGNISE: frozenset({Proceeding.LISTING}),
    Act.SUSPEND: frozenset({Proceeding.REMOVAL}),
    Act.RENEW: frozenset({Proceeding.REVIEW}),
}
_REASON = {
    Act.REMOVE: EndReason.REMOVED,
    Act.LAPSE: EndReason.EXPIRED,
    Act.ANNUL: EndReason.ANNULLED,
    Act.CORRECT: EndReason.ERROR,
    Act.REFUSE: EndReason.LAPSED,
}


@dataclass(frozen=True, slots=True)
class Move:
    """Where an act leads: the step taken (None by common sense), the steps it presupposes, the state it comes
    to.
    """

    state: State
    step: Step | None
    implied: tuple[Step, ...] = ()


def fits(source: State, state: State) -> bool:
    """True when a step from `source` may be taken in `state`: same measure, and its proceedings are among the
    open.
    """
    if not set(source.proceedings) <= set(state.proceedings):
        return False
    if source.measure is state.measure:
        return True
    if source.measure is Measure.NONE:
        return state.measure in FRESH or state.measure is Measure.UNKNOWN
    return state.measure is Measure.DISPUTED and source.measure in (Measure.IN_FORCE, Measure.SUSPENDED)


def may_follow(source: State, state: State) -> bool:
    """True when a step from `source` may come next: an open case to lift presupposes a measure nobody
    recorded.
    """
    if state.measure is Measure.UNKNOWN and source.proceedings and source.measure is Measure.IN_FORCE:
        return set(source.proceedings) <= set(state.proceedings)
    return fits(source, state)


def walk(state: State, step: Step) -> State:
    """The state after a step; proceedings that the step does not speak of stay open until the measure
    ends.
    """
    target, source = step.target, step.source
    measure = target.measure
    if measure is source.measure:
        measure = state.measure
    if measure in FRESH and measure is not state.measure:
        return State(measure, target.proceedings)
    open_ = (set(state.proceedings) - set(source.proceedings)) | set(target.proceedings)
    if target.measure is not source.measure:
        open_ -= _CLOSES.get(step.act, frozenset()) - set(target.proceedings)
    return State(measure, tuple(sorted(open_)))


def paths(regime: Regime, state: State) -> dict[State, tuple[Step, ...]]:
    """The states that unrecorded steps lead to from `state`, each with the shortest way there."""
    known = regime.walks.get(state)
    if known is not None:
        return known
    quiet = _FOUNDING if state.measure is Measure.UNKNOWN else _QUIET
    found: dict[State, tuple[Step, ...]] = {state: ()}
    queue = deque([state])
    while queue:
        here = queue.popleft()
        for step in regime.steps:
            if step.act in quiet and step.moves and fits(step.source, here):
                there = walk(here, step)
                if there not in found:
                    found[there] = (*found[here], step)
                    queue.append(there)
    regime.walks[state] = found
    return found


def choose(regime: Regime, state: State, event: Event, ahead: Iterable[Act] = ()) -> Move | None:
    """The step that an act takes from a state, with the steps it presupposes; None where the regime has none.

    Among several: one that its actor may take, one after which the acts recorded next are possible, the usual
    one, the one that presupposes least, the one that answers most open proceedings, the first in the file.
    """
    ways = paths(regime, state)
    if event.act in PROCEEDING_ACTS and state.measure is not Measure.UNKNOWN:
        ways = {s: w for s, w in ways.items() if s.measure is state.measure}
    found: list[tuple[tuple[object, ...], Move]] = []
    for index, step in enumerate(regime.steps_for(event.act)):
        if not _suits(step, event):
            continue
        for here, way in ways.items():
            if not fits(step.source, here) or not _plausible(way, event):
                continue
            rank = (
                _effect_mismatch(step, event),
                _wanted(step, event, state),
                _actor_mismatch(step, event),
                not _opens(regime, step, ahead),
                not step.usual,
                len(way),
                step.source.measure is not here.measure,
                -len(step.source.proceedings),
                index,
            )
            found.append((rank, Move(walk(here, step), step, way)))
    return min(found, key=lambda f: f[0])[1] if found else None


def common(state: State, event: Event) -> Move | None:
    """Where an act leads by common sense, None where it makes none in this state."""
    target = _COMMON.get(event.act, {}).get(state.measure)
    if target is None:
        return None
    open_ = set(state.proceedings) - _CLOSES.get(event.act, frozenset())
    return Move(State(target, () if target is Measure.ENDED else tuple(sorted(open_))), None)


def effect_way(regime: Regime, state: State) -> tuple[Step, ...]:
    """The steps by which a decision that was taken comes into effect; empty where it needs none."""
    if state.measure in ACTIVE:
        return ()
    for step in regime.steps:
        if step.act in EFFECTIVE and step.target.measure in ACTIVE and fits(step.source, state):
            return (step,)
    return ()


def end_reason(event: Event, step: Step | None) -> EndReason | None:
    """Why a measure ended: as the claim says, or the step, or the act itself."""
    return event.end_reason or (step.end_reason if step else None) or _REASON.get(event.act)


def _suits(step: Step, event: Event) -> bool:
    if event.act in (Act.REQUEST, Act.REFUSE):
        return event.aim is None or family(step.aim) == family(event.aim)
    if event.act is Act.CORRECT:
        return event.end_reason is EndReason.ERROR or not step.moves
    return True


def _plausible(way: tuple[Step, ...], event: Event) -> bool:
    """A suspension is presupposed only by what follows a suspension, a decision only by what follows one."""
    suspended = any(s.act is Act.SUSPEND for s in way)
    return not suspended or event.act is Act.REINSTATE


def _effect_mismatch(step: Step, event: Event) -> bool:
    if event.effect is None:
        return step.effect is Effect.STAYED
    return (step.effect or Effect.IMMEDIATE) is not event.effect


def _wanted(step: Step, event: Event, state: State) -> bool:
    """False (first) for a step of the very aim and kind that the claim names."""
    if event.detail == "interim" and step.act is Act.DESIGNATE:
        return step.target.measure is not Measure.INTERIM
    return event.aim is not None and step.aim is not event.aim


def _actor_mismatch(step: Step, event: Event) -> int:
    if not step.standing:
        return 1
    return 0 if event.actor and not classes_of(event.actor).isdisjoint(step.standing) else 2


def _opens(regime: Regime, step: Step, ahead: Iterable[Act]) -> bool:
    """True when the act of effect that is recorded next can be taken after the step (or none is recorded)."""
    following = next((a for a in ahead if a in EFFECTIVE), None)
    if following is None or step.act not in (Act.DESIGNATE, Act.RENEW):
        return True
    return any(s.act is following and s.moves and fits(s.source, step.target) for s in regime.steps)
