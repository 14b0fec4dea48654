"""Same and different: who is one subject, as known on a day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from proscribe.model.dates import Day
from proscribe.model.decisions import Decision
from proscribe.model.words import Verdict
from proscribe.subjects.decisions import same_as


def lookup(decisions):
    return lambda ident: [(d, made) for d, made in decisions if ident in (d.target, d.other)]


def decided(verdict, one, other, evidence=None):
    return Decision(
        verdict, one, "A. Person", "reason", other, evidence=Day.parse(evidence) if evidence else None
    )


def test_a_merge_counts_from_its_evidence_or_else_from_the_decision():
    with_evidence = [(decided(Verdict.SAME, "a", "b", "2017-05"), date(2026, 1, 1))]
    assert same_as("a", lookup(with_evidence), date(2017, 5, 31)) == ("a", "b")
    assert same_as("b", lookup(with_evidence), date(2017, 5, 30)) == ("b",)
    without = [(decided(Verdict.SAME, "a", "b"), date(2026, 1, 1))]
    assert same_as("a", lookup(without), date(2024, 1, 1)) == ("a",)
    assert same_as("a", lookup(without), date(2026, 1, 1)) == ("a", "b")


def test_the_later_decision_on_a_pair_counts():
    both = [
        (decided(Verdict.SAME, "a", "b", "2017"), date(2026, 1, 1)),
        (decided(Verdict.DIFFERENT, "b", "a", "2017"), date(2026, 2, 1)),
    ]
    assert same_as("a", lookup(both), date(2026, 3, 1)) == ("a",)
    assert same_as("a", lookup(both[::-1]), date(2026, 3, 1)) == ("a", "b")


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=8))
def test_sameness_is_symmetric_and_transitive(pairs):
    decisions = [(decided(Verdict.SAME, x, y, "2017"), date(2026, 1, 1)) for x, y in pairs if x != y]
    groups = {s: frozenset(same_as(s, lookup(decisions), date(2026, 1, 1))) for s in "abcde"}
    for subject, group in groups.items():
        assert subject in group
        assert all(groups[other] == group for other in group)
