"""What was made plain is built again, and what is no plain form is refused by name."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe.errors import Problem
from proscribe.model.built import build
from proscribe.model.canonical import plain
from proscribe.model.decisions import Decision
from proscribe.model.entries import Entry
from proscribe.model.standing import (
    Coverage,
    Deadline,
    NextStep,
    OpenCase,
    State,
    Turn,
)
from proscribe.model.words import Act, EndReason, Measure, Proceeding
from tests.strategies import days, decisions, entries

texts = st.text(min_size=1, max_size=8)
some = st.none() | texts
acts = st.sampled_from(Act)
problems = st.builds(Problem, texts, texts, st.lists(texts, max_size=2).map(tuple), some)
deadlines = st.builds(
    Deadline, texts, acts, days(), some, some, some, some, st.booleans(), st.booleans(), st.just("") | texts
)
steps = st.builds(
    NextStep, acts, texts, st.none() | acts, some, st.none() | days(), some, some, st.booleans()
)
cases = st.builds(
    OpenCase,
    st.sampled_from(Proceeding),
    st.none() | days(),
    texts,
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(steps, max_size=2).map(tuple),
)
states = st.builds(
    State, st.sampled_from(Measure), st.lists(st.sampled_from(Proceeding), max_size=2).map(tuple)
)
turns = st.builds(Turn, states, st.none() | days(), some, st.none() | st.sampled_from(EndReason), some)
coverage = st.builds(Coverage, texts, st.none() | days(), st.booleans(), some)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems | deadlines | cases | turns | coverage | decisions | entries)
def test_what_was_made_plain_is_built_again(value):
    through = json.loads(json.dumps(plain(value)))
    assert build(type(value), through) == value


@pytest.mark.parametrize(
    ("kind", "data", "word"),
    [
        (Problem, [], "is no Problem"),
        (Problem, {"code": 1, "message": "x"}, "Problem.code"),
        (Decision, {"target": "x", "by": "a", "because": "b"}, "Decision without verdict"),
        (Decision, {"verdict": "shout", "target": "x", "by": "a", "because": "b"}, "Decision.verdict"),
        (OpenCase, {"proceeding": "removal", "next": [{"act": "x"}]}, "OpenCase.next: NextStep.act"),
        (Coverage, {"source": "x", "whole": "yes"}, "Coverage.whole"),
        (Entry, {"list": "a", "ref": "b", "kind": "person", "names": "x"}, "Entry.names"),
    ],
)
def test_what_is_no_plain_form_is_refused_with_the_place(kind, data, word):
    with pytest.raises(ValueError, match=word):
        build(kind, data)
