"""The course of a standing says of every day what the question about that day is answered."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.answers.timeline import turnings
from proscribe.config import starter_register
from proscribe.model.dates import Day

REGISTER = starter_register()
SUBJECTS = [s.id for s in REGISTER.subjects(REGISTER.moment())]
TODAY = REGISTER.moment().on


def answer(outcome):
    return outcome.state, outcome.since, outcome.end_reason, outcome.scope


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SUBJECTS), st.dates(date(1997, 1, 1), TODAY), st.data())
def test_a_span_is_the_answer_about_each_of_its_days(ident, known, data):
    found = REGISTER.portrait(REGISTER.find(ident), known=known)
    if not found.lines:
        return
    line = data.draw(st.sampled_from(found.lines))
    day = data.draw(st.dates(found.first, found.last))
    span = next(s for s in line.spans if s.first <= day <= s.last)
    standing = next(
        s
        for s in REGISTER.standing(ident, line.regime or line.jurisdiction, day, known)
        if (s.jurisdiction, s.regime) == (line.jurisdiction, line.regime)
    )
    assert answer(standing.outcome) == (span.state, span.since, span.end_reason, span.scope)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SUBJECTS))
def test_spans_leave_no_gap_and_neighbours_differ(ident):
    found = REGISTER.portrait(REGISTER.find(ident))
    for line in found.lines:
        assert line.spans[0].first == found.first
        assert line.spans[-1].last == found.last
        for one, other in zip(line.spans, line.spans[1:], strict=False):
            assert other.first - one.last == timedelta(days=1)
            assert (one.state, one.since, one.end_reason, one.scope) != (
                other.state,
                other.since,
                other.end_reason,
                other.scope,
            )


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SUBJECTS), st.dates(date(2001, 1, 1), TODAY))
def test_between_two_learnings_the_answer_stays(ident, on):
    found = REGISTER.portrait(REGISTER.find(ident), on=on)
    days = [t.day for t in found.learnings if t.day <= TODAY]
    for one, other in zip(days, [*days[1:], TODAY + timedelta(days=1)], strict=True):
        first, last = (
            {(s.jurisdiction, s.regime): answer(s.outcome) for s in REGISTER.standing(ident, None, on, known)}
            for known in (one, other - timedelta(days=1))
        )
        assert first == last


def test_the_taliban_turn_in_russia_on_the_days_of_the_acts():
    found = REGISTER.portrait(REGISTER.find("Талибан"), "ru.fsb_terrorist_list")
    (line,) = found.lines
    assert [(s.first.isoformat(), str(s.state)) for s in line.spans[1:]] == [
        ("2003-02-14", "in_force"),
        ("2025-03-31", "in_force+removal"),
        ("2025-04-17", "suspended"),
    ]
    assert line.spans[-1].since == Day.parse("2025-04-17")
    assert [t.day.isoformat() for t in turnings(found.lines)][-1] == "2025-04-17"


@pytest.mark.parametrize("on", [date.min, date.max])
@pytest.mark.parametrize("known", [date.min, date.max])
def test_the_ends_of_the_calendar_have_a_portrait(on, known):
    found = REGISTER.portrait(REGISTER.find("taliban"), on=on, known=known)
    assert found.first <= found.last


@pytest.mark.parametrize(
    ("ident", "regime", "day"),
    # a term without a word on silence, renewals in a row, a measure by force of an upper list
    [
        ("ltte", "in.uapa_unlawful", "2015-07-01"),
        ("pkk", "eu.cp931", "2018-11-15"),
        ("al-qaida", "un.1267", "2011-06-17"),
    ],
)
def test_a_course_holds_where_terms_run_out(ident, regime, day):
    asked = date.fromisoformat(day)
    found = REGISTER.portrait(REGISTER.find(ident), regime)
    for line in found.lines:
        span = next(s for s in line.spans if s.first <= asked <= s.last)
        (standing,) = REGISTER.standing(ident, regime, asked)
        assert answer(standing.outcome) == (span.state, span.since, span.end_reason, span.scope)
