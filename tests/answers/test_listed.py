"""Standings held against official lists: what stands there, what is gone, what a whole list proves."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.answers import forms
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Name, Snapshot
from proscribe.model.words import NameKind, Origin, PartyKind
from tests.answers.registers import empty, filed, reported

KEPT = Entry("un_sc", "QDe.001", PartyKind.ORGANISATION, (Name("Some Other Group"),), regimes=("un.1267",))


def entry(name="Al-Qaida", ref="QDe.004", list_id="un_sc", regime="un.1267", listed=None, **more):
    names = (Name(name), *([Name("القاعدة", NameKind.ORIGINAL)] if name == "Al-Qaida" else []))
    day = Day.parse(listed) if listed else None
    return Entry(list_id, ref, PartyKind.ORGANISATION, names, regimes=(regime,), listed=day, **more)


def publish(register, day, *entries, list_id="un_sc"):
    document = filed(f"{list_id} of {day} {sorted(e.ref for e in entries)}")
    members = tuple((e.digest, f"row {n}") for n, e in enumerate(entries, start=2))
    snapshot = Snapshot(list_id, Day.parse(day), (document.document.sha256,), members)
    register.append([document, *entries, snapshot])


def state(register, on, known="2026-05-01", subject="Al-Qaida", where="un.1267"):
    [row] = register.standing(subject, where, on=date.fromisoformat(on), known=date.fromisoformat(known))
    return row


def test_an_entry_is_in_force_from_the_day_the_list_gives():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06"))
    row = state(register, "2020-01-01")
    assert (str(row.state), row.outcome.since.text) == ("in_force", "2001-10-06")
    [claim] = row.outcome.basis
    assert (claim.origin, claim.quote.exact, claim.quote.place) == (Origin.OFFICIAL, "Al-Qaida", "row 3")
    assert claim.published.text == "2020-01-01"


def test_without_a_day_of_listing_the_interval_between_two_editions_is_used():
    register = empty()
    publish(register, "2020-01-01", KEPT)
    publish(register, "2020-03-01", KEPT, entry())
    assert state(register, "2020-06-01").outcome.since.text == "2020-01-02/2020-03-01"
    publish(register, "2020-02-10", KEPT)
    assert state(register, "2020-06-01").outcome.since.text == "2020-02-11/2020-03-01", (
        "a late snapshot narrows"
    )


def test_gone_from_the_list_is_absent_and_not_delisted():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06"))
    publish(register, "2020-03-01", KEPT)
    row = state(register, "2020-04-01")
    assert (str(row.state), row.outcome.since.text) == ("absent", "2020-01-02/2020-03-01")
    assert "not read as a delisting" in row.outcome.problems[-1].message
    assert str(state(register, "2020-02-01").state) == "in_force"
    assert str(state(register, "2020-04-01", known="2020-02-15").state) == "in_force", "as known before"


def test_an_act_found_later_turns_an_absence_into_a_removal():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06"))
    publish(register, "2020-03-01", KEPT)
    place = {"jurisdiction": "UN", "regime": "un.1267", "subject": register.roster().find("Al-Qaida")}
    _, removal = reported(
        "remove",
        "2020-02-20",
        "2020-02-21",
        origin=Origin.OFFICIAL,
        jurisdiction="UN",
        regime="un.1267",
        subject=_party(place["subject"]),
    )
    register.append([removal])
    row = state(register, "2020-04-01")
    assert (str(row.state), row.outcome.since.text) == ("ended", "2020-02-20")


def _party(subject):
    from proscribe.model.claims import Party

    return Party(subject.name, subject.refs[:1])


def test_where_the_list_is_the_law_an_absence_is_a_removal():
    register = empty()
    where = {"list_id": "ca_listed_terrorists", "regime": "ca.listed_entities"}
    kept = entry("Another", "1", **where)
    publish(register, "2020-01-01", kept, entry(ref="2", **where), list_id="ca_listed_terrorists")
    publish(register, "2020-03-01", kept, list_id="ca_listed_terrorists")
    row = state(register, "2020-04-01", where="ca.listed_entities")
    assert (str(row.state), row.outcome.since.text) == ("ended", "2020-01-02/2020-03-01")


def test_only_a_whole_list_of_the_day_says_none():
    register = empty()
    publish(register, "2020-01-01", KEPT)
    assert str(state(register, "2020-01-01").state) == "none"
    assert str(state(register, "2020-06-01").state) == "unknown", "the list held is too old for that day"
    publish(register, "2020-07-01", KEPT)
    row = state(register, "2020-06-01")
    assert str(row.state) == "none"
    assert [(c.source, c.whole) for c in row.coverage if c.whole]
    assert str(state(register, "2019-12-31").state) == "unknown"


def test_a_list_that_still_shows_what_has_ended_is_a_problem_beside_the_answer():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06"))
    publish(register, "2020-05-01", KEPT, entry(listed="2001-10-06"))
    _, removal = reported(
        "remove",
        "2020-02-20",
        "2020-02-21",
        origin=Origin.OFFICIAL,
        jurisdiction="UN",
        regime="un.1267",
        subject=_party(register.find("Al-Qaida")),
    )
    register.append([removal])
    row = state(register, "2020-06-01")
    assert str(row.state) == "ended"
    assert "still_listed" in {p.code for p in row.outcome.problems}


def test_entries_of_two_lists_that_cite_each_other_are_one_subject():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06", references=("un:QDe.004",)))
    where = ("UKSL1", "gb_sanctions", "gb.ct_sanctions")
    british = entry("Al Qaeda", *where, references=("un:QDe.004",))
    publish(register, "2020-01-02", british, list_id="gb_sanctions")
    row = state(register, "2020-01-02", where="gb.ct_sanctions")
    assert str(row.state) == "in_force"
    assert row.outcome.basis[-1].subject.name == "Al Qaeda"


def test_a_citation_that_cannot_be_right_joins_nothing_and_is_reported():
    register = empty()
    publish(register, "2020-01-01", KEPT, entry(listed="2001-10-06", references=("un:QDe.004",)))
    where = ("UKSL2", "gb_sanctions", "gb.ct_sanctions")
    publish(
        register,
        "2020-01-02",
        entry("Zenith Shipping", *where, references=("un:QDe.004",)),
        list_id="gb_sanctions",
    )
    row = state(register, "2020-01-02")
    assert str(row.state) == "in_force"
    assert "link_conflict" in {p.code for p in row.outcome.problems}
    basis = {c.subject.name for c in state(register, "2020-01-02", where="gb.ct_sanctions").outcome.basis}
    assert "Zenith Shipping" not in basis


def test_a_person_of_the_same_name_is_another_party():
    register = empty()
    person = Entry("un_sc", "QDi.001", PartyKind.PERSON, (Name("Al-Qaida"),), regimes=("un.1267",))
    publish(register, "2020-01-01", KEPT, person)
    assert str(state(register, "2020-01-01").state) == "none"


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(["2020-01-01", "2020-03-01", "2020-06-01", "2020-09-01", "2021-01-01"]),
    st.sets(st.integers(0, 4)),
    st.dates(date(2019, 12, 1), date(2021, 3, 1)),
    st.dates(date(2019, 12, 1), date(2021, 3, 1)),
)
def test_the_order_in_which_editions_arrive_changes_no_answer(order, present, on, known):
    days = sorted(order)

    def answers(sequence):
        register = empty()
        for day in sequence:
            extra = [entry()] if days.index(day) in present else []
            publish(register, day, KEPT, *extra)
        found = register.standing("Al-Qaida", "UN", on=on, known=known)
        return [forms.standing_form(s, register.resolve) for s in found]

    assert answers(order) == answers(days)


@pytest.mark.parametrize(
    ("since", "until", "kinds"),
    [
        ("2020-01-15", "2020-03-01", ["absent"]),
        ("2020-03-01", "2020-06-01", ["appeared"]),
        ("2020-01-15", "2020-12-01", ["absent", "appeared", "changed"]),
        ("2020-07-01", "2020-12-01", ["changed"]),
    ],
)
def test_changes_between_two_states_of_knowledge(since, until, kinds):
    register = empty()
    publish(register, "2020-01-01", KEPT, entry())
    publish(register, "2020-03-01", KEPT)
    publish(register, "2020-06-01", KEPT, entry())
    publish(register, "2020-09-01", KEPT, entry(remarks=("a new remark",)))
    found = register.changes(date.fromisoformat(since), date.fromisoformat(until))
    assert [c.kind for c in found] == kinds
    assert {c.ref for c in found} == {"un_sc:QDe.004"}


def test_changes_tell_acts_and_corrections():
    from proscribe.model.words import Verdict
    from tests.answers.registers import NOW, started

    register = started()
    found = register.changes(date(2025, 3, 30), date(2025, 3, 31))
    assert [(c.kind, c.factuality.value) for c in found if c.subject.id == "taliban"] == [
        ("hear", "planned"),
        ("request suspend", "fact"),
    ]
    claim = next(c for c in found if c.kind == "request suspend")
    register.judge(Verdict.WITHDRAW, claim.ref, "A. Person", "misread")
    [correction] = [c for c in register.changes(date(2026, 5, 31), NOW.date()) if c.kind == "correction"]
    assert (correction.ref, correction.known) == (claim.ref, NOW.date())
    assert "misread" in correction.text
