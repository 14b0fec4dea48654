"""How standings of two moments differ."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from proscribe.answers.differences import differences
from proscribe.answers.matrix import row
from proscribe.model.standing import Outcome, Standing, State, SubjectRef

STATES = st.sampled_from(["unknown", "none", "in_force", "in_force+removal", "suspended", "ended"])
PLACES = st.sampled_from([("RU", "ru.fsb_terrorist_list"), ("US", "us.fto"), ("US", "us.sdgt")])
DAY = date(2025, 4, 18)


def _rows(found):
    made = []
    for subject in ("one", "two"):
        ref = SubjectRef(subject, subject.title())
        mine = [
            Standing(ref, place[0], place[1], DAY, DAY, Outcome(State.parse(state)))
            for (who, place), state in found.items()
            if who == subject
        ]
        made.append(row(ref, mine))
    return made


MOMENTS = st.dictionaries(st.tuples(st.sampled_from(["one", "two"]), PLACES), STATES).map(_rows)


@given(MOMENTS)
def test_a_moment_does_not_differ_from_itself(rows):
    assert differences(rows, rows) == []


@given(MOMENTS, MOMENTS)
def test_seen_from_the_other_side_before_and_after_change_places(one, other):
    turned = [replace(d, before=d.after, after=d.before) for d in differences(other, one)]
    assert differences(one, other) == turned


@given(MOMENTS, MOMENTS)
def test_what_is_unknown_on_both_sides_is_no_difference(one, other):
    for d in differences(one, other):
        states = {str(s.state) if s else "unknown" for s in (d.before, d.after)}
        assert len(states) == 2
