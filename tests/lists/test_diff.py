"""What differs between two publications: laws, on invented lists."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.lists.diff import Whole, course, diff, interval
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Identifier, Name, Snapshot
from proscribe.model.words import PartyKind

FIRST = date(2020, 1, 1)


def entry(ref: str, name: str = "Example", record: str | None = None) -> Entry:
    numbers = (Identifier("record", record),) if record else ()
    return Entry("un_sc", ref, PartyKind.ORGANISATION, (Name(name),), identifiers=numbers)


def whole(day: int | str, *entries: Entry, document: str = "d") -> Whole:
    published = Day.parse(day) if isinstance(day, str) else Day.of(FIRST + timedelta(days=day))
    members = tuple((e.digest, f"row {i}") for i, e in enumerate(entries))
    return Whole(Snapshot("un_sc", published, (document,), members), entries)


def refs(found):
    return sorted(f.entry.ref for f in found)


def test_appeared_changed_and_absent_are_dated_by_the_interval():
    older = whole("2020-11-23", entry("QDe.001"), entry("QDe.002"), entry("QDe.003"))
    newer = whole("2020-12-01", entry("QDe.002", "Renamed"), entry("QDe.003"), entry("QDe.004"))
    found = diff(older, newer)
    assert refs(found.appeared) == ["QDe.004"]
    assert refs(found.absent) == ["QDe.001"]
    assert [(c.newer.ref, c.fields) for c in found.changed] == [("QDe.002", ("names",))]
    assert {str(d.within) for d in (*found.appeared, *found.changed, *found.absent)} == {
        "2020-11-24/2020-12-01"
    }


def test_a_file_made_anew_without_a_change_is_no_difference():
    older = whole(0, entry("a"), entry("b"), document="one")
    newer = whole(9, entry("b"), entry("a"), document="two")
    assert not diff(older, newer)
    assert course([older, newer]) == []


def test_an_entry_renumbered_by_its_publisher_is_changed_not_gone():
    older = whole(0, entry("QI.A.12.01", record="111900"), entry("x"))
    newer = whole(30, entry("QDi.012", record="111900"), entry("x"))
    found = diff(older, newer)
    assert not found.appeared
    assert not found.absent
    assert [(c.older.ref, c.newer.ref, c.fields) for c in found.changed] == [
        ("QI.A.12.01", "QDi.012", ("ref",))
    ]


def test_a_record_number_that_two_entries_share_pairs_nothing():
    older = whole(0, entry("a", record="1"), entry("b", record="1"))
    newer = whole(1, entry("c", record="1"))
    assert len(diff(older, newer).absent) == 2


def test_a_day_known_only_as_a_month_widens_the_interval():
    older, newer = whole("2022-05", entry("a")), whole("2022-07-04")
    assert str(interval(older.snapshot, newer.snapshot)) == "2022-06-01/2022-07-04"


def test_snapshots_of_two_lists_are_not_compared():
    other = Whole(replace(whole(0).snapshot, list="gb_ofsi"), ())
    with pytest.raises(ValueError, match="two lists"):
        diff(whole(0), other)


def test_the_wrong_order_is_refused():
    with pytest.raises(ValueError, match="published after"):
        diff(whole(5, entry("a")), whole(4))


members = st.sets(st.sampled_from("abcdefgh"), max_size=8)
histories = st.lists(members, min_size=1, max_size=7)


def series(sets):
    return [whole(10 * i, *(entry(r) for r in sorted(s))) for i, s in enumerate(sets)]


def told(steps):
    return [(refs(d.appeared), refs(d.absent), str(interval(a.snapshot, b.snapshot))) for a, b, d in steps]


@given(histories, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_order_of_arrival_does_not_matter(sets, random):
    snapshots = series(sets)
    shuffled = list(snapshots)
    random.shuffle(shuffled)
    assert told(course(shuffled)) == told(course(snapshots))


@given(histories)
@settings(deadline=None, max_examples=100)
def test_differences_add_up_to_the_last_snapshot(sets):
    held = set(sets[0])
    for _, _, step in course(series(sets)):
        held -= set(refs(step.absent))
        held |= set(refs(step.appeared))
    assert held == sets[-1]


@given(members, members, st.integers(1, 30), st.integers(1, 30))
@settings(deadline=None, max_examples=100)
def test_a_snapshot_that_arrives_late_only_narrows(before, after, first, second):
    """Between two snapshots comes one that is like the earlier: each difference keeps its end and starts
    later.
    """
    older, newer = (
        whole(d, *(entry(r) for r in sorted(s))) for d, s in ((0, before), (first + second, after))
    )
    late = whole(first, *older.entries, document="late")
    wide, narrow = course([older, newer]), course([newer, late, older])
    assert [(refs(d.appeared), refs(d.absent)) for _, _, d in wide] == [
        (refs(d.appeared), refs(d.absent)) for _, _, d in narrow
    ]
    for (a, b, _), (c, d, _) in zip(wide, narrow, strict=True):
        outer, inner = interval(a.snapshot, b.snapshot), interval(c.snapshot, d.snapshot)
        assert outer.earliest <= inner.earliest <= inner.latest == outer.latest
