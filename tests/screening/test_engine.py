from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.errors import BadInput
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Identifier, Name
from proscribe.model.words import PartyKind
from proscribe.screening import explain, normalise
from proscribe.screening.engine import Engine
from proscribe.screening.hits import Query
from proscribe.screening.index import build

from . import tables

ON = date(2026, 1, 1)
WORDS = st.sampled_from((tables.CASES / "words.txt").read_text(encoding="utf-8").split())
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def entries_of(names, kind):
    return [Entry("zz_list", str(n), kind, (Name(name),)) for n, name in enumerate(names)]


@pytest.mark.parametrize("case", tables.rows("queries"), ids=lambda c: c["query"])
def test_who_is_found_and_who_is_not(engine, case):
    query = Query(case["query"], kind=PartyKind(case["kind"]) if case["kind"] else None)
    found = [hit.entry.key for hit in engine.screen([query], threshold=0.55)[0]]
    assert found[:1] == ([case["expected"]] if case["expected"] else [])


def test_no_listed_name_is_missed_at_the_strictest_threshold(engine):
    for entry in tables.entries():
        for name in entry.names:
            hits = engine.screen([Query(name.text), Query(name.text, kind=entry.kind)], threshold=1.0)
            for found in hits:
                assert f"{entry.list}:{entry.ref}" in {h.entry.key for h in found if h.literal}


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=12), st.sampled_from(list(PartyKind)))
def test_no_literal_name_is_missed_whatever_the_list(names, kind):
    names = [n for n in names if normalise.unreadable(n) is None]
    engine = Engine(build(entries_of(names, kind), on=ON, known=ON))
    for number, hits in enumerate(engine.screen([Query(n, kind=kind) for n in names], threshold=1.0)):
        assert str(number) in {h.entry.ref for h in hits if h.literal}


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=12), NAMES, st.sampled_from([None, *PartyKind]))
def test_the_parts_of_a_hit_add_up_to_its_score(names, name, kind):
    engine = Engine(build(entries_of(names, kind or PartyKind.PERSON), on=ON, known=ON))
    if normalise.unreadable(name):
        return
    for hit in engine.screen([Query(name, kind=kind)], threshold=0.01)[0]:
        assert sum(p.score for p in hit.parts) == pytest.approx(hit.score, abs=1e-9)
        assert 0 <= hit.score <= 1
        person = (kind or PartyKind.PERSON) is PartyKind.PERSON
        ours = sorted([w for p in hit.parts for w in p.query.split()] + list(hit.unmet))
        theirs = sorted([w for p in hit.parts for w in p.listed.split()] + list(hit.extra))
        assert ours == sorted(explain.reading(name, person=person))
        assert theirs == sorted(explain.reading(hit.name, person=person))


@settings(deadline=None, max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=15), NAMES, st.floats(0.2, 0.9))
def test_a_threshold_only_cuts_off(names, name, threshold):
    """Candidates are gathered by a bound that depends on the threshold; the bound must lose nothing."""
    if normalise.unreadable(name):
        return
    engine = Engine(build(entries_of(names, PartyKind.PERSON), on=ON, known=ON))
    every = engine.screen([Query(name)], threshold=0.01)[0]
    some = engine.screen([Query(name)], threshold=threshold)[0]
    wanted = {(h.entry.key, round(h.score, 9)) for h in every if h.score >= threshold + 1e-6 or h.literal}
    assert wanted <= {(h.entry.key, round(h.score, 9)) for h in some}


def test_a_column_gives_what_its_names_give_one_by_one(engine):
    queries = [Query(row["query"]) for row in tables.rows("queries")]
    assert engine.screen(queries) == [engine.screen([q])[0] for q in queries]


def test_common_words_alone_are_weak_and_the_qualifiers_tell_them_apart(engine):
    query = Query("Hassan Ali", kind=PartyKind.PERSON, births=(Day.parse("1970"),))
    hits = {h.entry.key: h for h in engine.screen([query])[0]}
    assert set(hits) == {"xx_list:P3", "yy_list:P8"}
    assert all(h.literal and h.score < 0.85 for h in hits.values())
    assert hits["xx_list:P3"].conflicts == ()
    assert hits["yy_list:P8"].conflicts == ("birth",)


def test_an_identifier_finds_what_the_name_does_not(engine):
    query = Query("Renamed Lady", identifiers=(Identifier("imo", "IMO 9123456"),))
    (hit,) = engine.screen([query])[0]
    assert (hit.entry.key, hit.by, hit.score, hit.parts) == ("xx_list:V1", "identifier", 0.0, ())
    assert "imo 9123456" in explain.sentence(hit)


def test_restricted_to_some_entries_the_scores_stay(engine):
    query = Query("Ali Hassan")
    whole = {h.entry.key: h.score for h in engine.screen([query])[0]}
    part = {h.entry.key: h.score for h in engine.restricted(["yy_list:P8"]).screen([query])[0]}
    assert part == {"yy_list:P8": whole["yy_list:P8"]}


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"threshold": 0.5, "alarms": 1}, "both a threshold and a number of alarms"),
        ({"threshold": 1.5}, "threshold 1.5 is out of range"),
        ({"alarms": 0}, "alarms 0 is out of range"),
    ],
)
def test_limits_that_make_no_sense_are_refused(engine, limits, message):
    with pytest.raises(BadInput, match=message):
        engine.screen([Query("Ali Hassan")], **limits)


def test_a_name_that_cannot_be_screened_is_never_read_as_clean(engine):
    with pytest.raises(BadInput, match=r"query 2 \(''\): the name is empty"):
        engine.screen([Query("Ali Hassan"), Query("")])


def test_an_empty_column_and_an_empty_index():
    engine = Engine(build([], on=ON, known=ON))
    assert engine.screen([]) == []
    assert engine.screen([Query("Ali Hassan")]) == [[]]
