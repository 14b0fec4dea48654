"""Laws of the fold that hold for any claims under any regime."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from proscribe.law.agenda import agenda
from proscribe.law.diagram import mermaid, plain
from proscribe.law.forecasts import forecasts, track_record
from proscribe.law.load import load_regimes, regime
from proscribe.law.procedure import Run, fold
from proscribe.model.claims import Claim
from proscribe.model.dates import Day
from proscribe.model.words import (
    LEGAL_STATES,
    RECOGNITION_STATES,
    Act,
    Effect,
    EndReason,
    Factuality,
    Measure,
)

from ..strategies import claims as any_claims

NAMES = sorted(load_regimes())
ALLOWED = {Measure.UNKNOWN, Measure.DISPUTED}
normal = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def claims(draw: st.DrawFn, factuality: Factuality | None = None) -> Claim:
    found: Claim = draw(any_claims())
    act = found.act
    aim = draw(st.sampled_from([None, *Act])) if act in (Act.REQUEST, Act.REFUSE) else None
    return replace(
        found,
        aim=aim,
        factuality=factuality or draw(st.sampled_from([Factuality.FACT, found.factuality])),
        scope=draw(st.sampled_from([None, None, "military wing"])),
        effect=draw(st.sampled_from([None, *Effect])) if act is Act.ANNUL else None,
        end_reason=draw(st.sampled_from([None, *EndReason])) if act in (Act.REMOVE, Act.CORRECT) else None,
        actor=draw(st.sampled_from([None, "Prosecutor General", "Supreme Court", "Council", "A. Person"])),
        confidence=draw(st.sampled_from([None, "high", "medium", "low"])),
    )


many = st.lists(claims(), max_size=9)
names = st.sampled_from(NAMES)
on_days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(names, many, on_days, st.booleans(), st.randoms(use_true_random=False))
@normal
def test_any_claims_in_any_order_give_one_well_formed_answer(name, given_claims, on, complete, random):
    rules = regime(name)
    outcome = fold(rules, given_claims, on, complete=complete)
    shuffled = given_claims + given_claims[:2]
    random.shuffle(shuffled)
    assert fold(rules, shuffled, on, complete=complete) == outcome
    assert outcome.state.measure in (RECOGNITION_STATES if rules.recognition else LEGAL_STATES) | ALLOWED
    assert (outcome.end_reason is None) == (outcome.state.measure is not Measure.ENDED)
    assert {c.proceeding for c in outcome.open} == set(outcome.state.proceedings)
    assert outcome.since is None or outcome.since.earliest <= on
    assert all(c in given_claims and c.factuality is Factuality.FACT for c in outcome.basis)
    ids = {c.id for c in given_claims}
    assert all(i in ids for p in outcome.problems for i in p.claims)
    assert all(
        a.since is None or b.since is None or a.since.earliest <= b.since.latest
        for a, b in pairwise(outcome.turns)
    )


@given(names, many, st.lists(claims(), max_size=4), on_days)
@normal
def test_only_facts_change_the_state(name, given_claims, others, on):
    rules = regime(name)
    plans = [
        replace(c, factuality=f)
        for c, f in zip(others, [f for f in Factuality if f is not Factuality.FACT], strict=False)
    ]
    with_plans, without = fold(rules, given_claims + plans, on), fold(rules, given_claims, on)
    assert (with_plans.state, with_plans.since, with_plans.basis) == (
        without.state,
        without.since,
        without.basis,
    )


@given(names, st.lists(claims(Factuality.FACT), max_size=6), on_days, on_days)
@normal
def test_an_amendment_of_a_listing_on_record_changes_nothing(name, given_claims, day, on):
    rules = regime(name)
    given_claims = [replace(c, scope=None) for c in given_claims]
    assume(fold(rules, given_claims, day).state.measure is not Measure.UNKNOWN)
    kept = {"act": Act.AMEND, "aim": None, "effect": None, "end_reason": None, "date": Day.of(day)}
    amend = replace(given_claims[0], **kept, factuality=Factuality.FACT)
    assert fold(rules, [*given_claims, amend], on).state == fold(rules, given_claims, on).state


@given(names, on_days)
@normal
def test_nothing_known_is_unknown(name, on):
    outcome = fold(regime(name), [], on)
    assert str(outcome.state) == "unknown"
    assert not outcome.on_record
    assert not outcome.open
    assert not outcome.next


@given(names, many, on_days)
@normal
def test_what_follows_from_an_answer_never_fails(name, given_claims, on):
    rules = regime(name)
    end = date(on.year + 2, 1, 1)
    items = agenda(Run.of(rules, given_claims), on, end)
    assert all(i.day.earliest <= end and i.day.latest >= on for i in items)
    assert len({i.key for i in items}) == len(items)
    found = forecasts(given_claims, on)
    assert len(found) == sum(
        c.factuality in (Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE)
        for c in set(given_claims)
    )
    assert sum(r.total for r in track_record(found)) == len(found)


def test_every_regime_has_a_diagram():
    for name in NAMES:
        rules = regime(name)
        text, chart = plain(rules), mermaid(rules)
        assert rules.id in text
        for step in rules.steps:
            assert str(step.act) in text
            assert str(step.act) in chart
            if not step.verified:
                assert "unverified" in text
