"""EDTF days, against the `edtf` library as oracle and case by case."""

import tomllib
from datetime import date
from pathlib import Path

import edtf
import pytest
from hypothesis import given

from proscribe.errors import BadInput
from proscribe.model.dates import Day, calendar_day
from tests.strategies import dates, days

CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["good"], ids=lambda c: c["text"])
def test_bounds(case):
    day = Day.parse(case["text"])
    assert (day.earliest.isoformat(), day.latest.isoformat()) == (case["earliest"], case["latest"])
    assert day.text == case["text"]


@pytest.mark.parametrize("case", CASES["bad"], ids=lambda c: repr(c["text"]))
def test_refused_with_a_reason(case):
    with pytest.raises(BadInput, match=case["says"]):
        Day.parse(case["text"])


@pytest.mark.parametrize(
    "case", [c for c in CASES["good"] if not c.get("oracle_differs")], ids=lambda c: c["text"]
)
def test_agrees_with_the_oracle(case):
    parsed = edtf.parse_edtf(case["text"])
    low, high = parsed.lower_strict(), parsed.upper_strict()
    day = Day.parse(case["text"])
    assert (day.earliest.year, day.earliest.month, day.earliest.day) == tuple(low)[:3]
    assert (day.latest.year, day.latest.month, day.latest.day) == tuple(high)[:3]


@given(days())
def test_round_trip(day):
    assert Day.parse(day.text) == day
    assert day.earliest <= day.latest


@given(dates, dates)
def test_between_keeps_its_ends(one, other):
    first, last = sorted((one, other))
    day = Day.between(first, last)
    assert (day.earliest, day.latest) == (first, last)
    assert Day.parse(day.text) == day


@given(days())
def test_every_text_of_ours_is_valid_for_the_oracle(day):
    edtf.parse_edtf(day.text)


def test_between_refuses_a_reversed_interval():
    with pytest.raises(BadInput, match="before it begins"):
        Day.between(date(2025, 1, 2), date(2025, 1, 1))


@pytest.mark.parametrize(
    "text", ["2025-4-17", "2025-04", "17.04.2025", "2025-02-30", "", "yesterday", "2025-04-17T10:00"]
)
def test_a_question_needs_one_calendar_day(text):
    with pytest.raises(BadInput, match="--on"):
        calendar_day(text, "--on")
