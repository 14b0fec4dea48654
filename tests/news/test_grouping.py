"""Claims of several documents about one act."""

from dataclasses import replace

from proscribe.model.dates import Day
from proscribe.model.words import Factuality, Origin
from proscribe.news.grouping import groups

from .conftest import Desk


def test_reports_of_one_act_are_one_group_by_day(desk: Desk) -> None:
    first = desk.read("Russia will lift the ban on the Taliban.", "2025-04-01").claims[0]
    second = replace(
        desk.read("Russia lifted the ban on the Taliban on Thursday.", "2025-04-18").claims[0],
        document="b" * 64,
    )
    denied = replace(
        desk.read("Russia has not lifted the ban on the Taliban.", "2025-04-19").claims[0], document="c" * 64
    )
    official = replace(second, document="d" * 64, origin=Origin.OFFICIAL, published=Day.parse("2025-04-21"))
    other = desk.read("Kazakhstan lifted the ban on the Taliban.", "2025-04-18").claims[0]
    found = groups([denied, other, official, second, first])
    assert len(found) == 2
    ours = next(g for g in found if g.first.jurisdiction == "RU")
    assert ours.first == first
    assert [c.document[0] for c in ours.confirmed] == ["b", "d"]
    assert [c.factuality for c in ours.contradicted] == [Factuality.NEGATED]
    assert ours.official == (official,)


def test_acts_years_apart_are_two_groups(desk: Desk) -> None:
    text = "Britain banned Hamas in March 2001. Britain banned Hamas in November 2021."
    assert len(groups(desk.read(text, "2022-01-01").claims)) == 2
