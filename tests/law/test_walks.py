"""Random legal walks through each regime fold back to the state they end in, in whatever order they are told."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe.law.bodies import words_of
from proscribe.law.check import reachable
from proscribe.law.load import load_regimes, regime
from proscribe.law.machine import EFFECTIVE, effect_way, fits, walk
from proscribe.law.procedure import fold
from proscribe.law.regime import Step
from proscribe.model.claims import Claim
from proscribe.model.standing import State
from proscribe.model.words import Act, Effect, Measure

from .histories import claim

FULL = [r for r in load_regimes() if regime(r).full]
ONCE = {Act.REMOVE, Act.LAPSE, Act.SUSPEND, Act.REINSTATE, Act.DERECOGNISE}
GAP = timedelta(46)
BEGIN = date(2014, 3, 3)
fast = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def _claim(step: Step, day: date) -> Claim:
    actor = words_of(step.standing[0])[0].strip() if step.standing else step.actor
    ends = step.target.measure is Measure.ENDED and step.source.measure is not Measure.ENDED
    effect = step.effect or (Effect.IMMEDIATE if step.act is Act.ANNUL and ends else None)
    return claim(
        str(step.act),
        day.isoformat(),
        aim=step.aim and str(step.aim),
        actor=actor,
        effect=effect and str(effect),
        end_reason=str(step.end_reason) if step.end_reason and ends else None,
        detail="interim" if step.target.measure is Measure.INTERIM else None,
    )


def _next(steps: tuple[Step, ...], state: State, taken: list[Step]) -> list[Step]:
    """The steps a walk may take: those that change the state, but no act that reads as an earlier one again."""
    found = [s for s in steps if fits(s.source, state) and s.moves and s.source.measure is state.measure]
    if state.measure is Measure.ENDED:
        found += [s for s in steps if s.moves and s.source == State(Measure.NONE, state.proceedings)]
    since = next(
        (n for n, s in enumerate(reversed(taken)) if s.act in (Act.DESIGNATE, Act.TRANSPOSE)), len(taken)
    )
    recent = {s.act for s in taken[len(taken) - since :]}
    return [s for s in found if not (s.act in ONCE and s.act in recent)]


@st.composite
def walks(draw: st.DrawFn, name: str) -> tuple[list[Claim], State, date]:
    rules = regime(name)
    state, day, last = State(Measure.NONE), BEGIN, BEGIN
    taken: list[Step] = []
    claims: list[Claim] = []
    for _ in range(draw(st.integers(1, 7))):
        choices = _next(rules.steps, state, taken)
        if not choices:
            break
        step = draw(st.sampled_from(choices))
        claims.append(_claim(step, day))
        taken.append(step)
        state = state if step.effect is Effect.DEFERRED else walk(state, step)
        way = effect_way(rules, state) if step.act in (Act.DESIGNATE, Act.TRANSPOSE) else ()
        if way:
            claims.append(_claim(way[0], day + timedelta(1)))
            taken.append(way[0])
            state = way[0].target
        last = day + timedelta(bool(way))
        terms = [d for d in fold(rules, claims, last).deadlines if d.silence and d.by.latest < last + GAP]
        day = last + (timedelta(5) if terms else GAP)
        if terms and any(s.act in {t.act for t in taken} for s in _next(rules.steps, state, taken)):
            break
    return claims, state, last


def _same(found: State, expected: State) -> bool:
    unknown = found.measure is Measure.UNKNOWN and expected.measure is Measure.NONE
    return found == expected or (unknown and found.proceedings == expected.proceedings)


@pytest.mark.parametrize("name", FULL)
def test_a_legal_walk_folds_to_its_end(name: str) -> None:
    @given(walks(name), st.randoms(use_true_random=False))
    @fast
    def check(case: tuple[list[Claim], State, date], random: object) -> None:
        claims, expected, last = case
        outcome = fold(regime(name), claims, last)
        story = [f"{c.act} {c.aim or ''} {c.date} {c.effect or ''}" for c in claims]
        assert _same(outcome.state, expected), (str(outcome.state), str(expected), story)
        codes = {p.code for p in outcome.problems}
        assert not codes & {"not_allowed", "out_of_order", "no_standing", "not_on_file"}, (codes, story)
        shuffled = list(claims)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert fold(regime(name), shuffled, last) == outcome
        assert fold(regime(name), claims + claims, last) == outcome

    check()


@pytest.mark.parametrize("name", FULL)
def test_every_state_is_reached_and_every_proceeding_has_a_way_out(name: str) -> None:
    rules = regime(name)
    reached = reachable(rules)
    states = {s for step in rules.steps for s in (step.source, step.target)}
    assert states <= reached
    for state in states:
        if state.proceedings:
            out = [s for s in rules.steps if s.source == state and s.target.proceedings != state.proceedings]
            assert out, f"{name}: {state} has no way out"


def test_the_complete_regimes() -> None:
    assert len(FULL) >= 28
    assert EFFECTIVE
