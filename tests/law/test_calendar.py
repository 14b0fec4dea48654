"""Terms: where a period ends, on which days, and what an uncertain beginning leaves open."""

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.errors import BadInput
from proscribe.law import calendar as terms
from proscribe.law.calendar import Period, add_months, due, is_working_day, last_day, recurrences
from proscribe.law.load import regime
from proscribe.law.regime import Earlier, Rule
from proscribe.model.dates import Day

RU, GB, AE, UN, AU = (
    regime(r)
    for r in (
        "ru.fsb_terrorist_list",
        "gb.proscription",
        "ae.cabinet_list",
        "un.1267",
        "au.criminal_code_102",
    )
)
starts = st.dates(date(1950, 1, 1), date(2100, 12, 31))
quick = settings(max_examples=200, deadline=None)


def rule(period: str, **rest: object) -> Rule:
    return Rule("deadline", period, ("designate",), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2025-04-17", "P5D", "2025-04-22"),
        ("2026-01-01", "P6W", "2026-02-12"),
        ("2025-01-31", "P1M", "2025-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2025-11-30", "P3M", "2026-02-28"),
        ("2025-03-31", "P6M", "2025-09-30"),
        ("2025-04-01", "PT72H", "2025-04-04"),
        ("2025-04-01", "PT48H", "2025-04-03"),
        ("2025-01-15", "P1Y2M10D", "2026-03-25"),
    ],
)
def test_a_term_ends(start: str, period: str, end: str) -> None:
    assert last_day(rule(period), date.fromisoformat(start), RU) == date.fromisoformat(end)


def test_the_first_day_counts_where_the_law_says_so() -> None:
    assert last_day(rule("P40D", inclusive=True), date(2026, 1, 1), GB) == date(2026, 2, 9)
    assert last_day(rule("P3Y", inclusive=True), date(2022, 2, 17), AU) == date(2025, 2, 16)


def test_the_end_of_a_month_is_kept_where_the_rule_says_so() -> None:
    assert add_months(date(2025, 2, 28), 1) == date(2025, 3, 28)
    assert add_months(date(2025, 2, 28), 1, month_end=True) == date(2025, 3, 31)


def test_a_last_day_of_rest_rolls_to_the_next_day_of_work() -> None:
    assert last_day(rule("P5D", roll=True), date(2025, 4, 15), GB) == date(2025, 4, 22)  # over Easter
    assert last_day(rule("P5D"), date(2025, 4, 15), GB) == date(2025, 4, 20)


def test_working_days_skip_the_weekend_of_the_place() -> None:
    pytest.importorskip("holidays")
    friday = date(2021, 6, 4)
    assert not is_working_day(friday, "AE")  # until 2022 the weekend was Friday and Saturday
    assert is_working_day(friday, "GB")
    assert last_day(rule("P3D", days="working"), date(2021, 6, 2), AE) == date(2021, 6, 7)


def test_working_days_skip_public_holidays() -> None:
    pytest.importorskip("holidays")
    assert last_day(rule("P1D", days="working"), date(2024, 12, 24), GB) == date(2024, 12, 27)
    assert last_day(rule("P10D", days="working"), date(2025, 4, 28), RU) == date(2025, 5, 16)


def test_where_no_holidays_are_known_only_the_weekend_is_skipped() -> None:
    assert not terms.knows_holidays("UN")
    assert last_day(rule("P10D", days="working"), date(2025, 12, 22), UN) == date(2026, 1, 5)


def test_sitting_days_are_given_as_data() -> None:
    sitting = rule("P3D", days="sitting")
    known = replace(AU, sittings=(date(2025, 2, 10), date(2025, 2, 11), date(2025, 3, 25), date(2025, 3, 26)))
    assert last_day(sitting, date(2025, 2, 10), known) == date(2025, 3, 26)
    assert last_day(sitting, date(2025, 2, 11), known) is None
    assert due(sitting, Day.parse("2025-02-11"), known) == Day.parse("2025-02-14/..")


def test_a_fixed_day_comes_round_each_year() -> None:
    fixed = Rule("expiry", "P1Y", fixed="--10-31")
    assert last_day(fixed, date(2025, 10, 30), RU) == date(2025, 10, 31)
    assert last_day(fixed, date(2025, 10, 31), RU) == date(2026, 10, 31)


def test_a_term_runs_by_the_law_of_the_day_it_began() -> None:
    changed = rule("P5Y", earlier=(Earlier(date(2017, 4, 27), "P3Y"),))
    assert last_day(changed, date(2017, 4, 26), RU) == date(2020, 4, 26)
    assert last_day(changed, date(2017, 4, 27), RU) == date(2022, 4, 27)


def test_an_uncertain_beginning_gives_an_uncertain_end() -> None:
    assert due(rule("P5D"), Day.parse("2025-04"), RU) == Day.parse("2025-04-06/2025-05-05")
    assert due(rule("P1Y"), Day.parse("2012-03"), RU) == Day.parse("2013-03")
    assert due(rule("P1Y"), Day.parse("../2012-03-05"), RU) == Day.parse("../2013-03-05")
    assert due(Rule("event"), Day.parse("2025"), RU) is None


def test_every_six_months_does_not_drift() -> None:
    found = list(recurrences("P6M", date(2024, 8, 31), date(2025, 1, 1), date(2026, 12, 31)))
    assert found == [date(2025, 2, 28), date(2025, 8, 31), date(2026, 2, 28), date(2026, 8, 31)]


@pytest.mark.parametrize("text", ["", "P", "5D", "P5", "PT", "P0D", "P1.5M", "P200Y", "P-1D", "P1H"])
def test_an_impossible_period_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Period.parse(text)


@pytest.mark.parametrize("text", ["10-31", "--13-01", "--02-30", "--2-3", ""])
def test_an_impossible_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        terms.day_of_year(text)


@given(starts, st.integers(0, 240))
@quick
def test_months_keep_the_number_of_the_day_or_end_the_month(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@given(starts, st.integers(1, 40), st.sampled_from(["GB", "AE", "EG", "RU", "UN"]))
@quick
def test_working_days_are_counted_one_by_one(start: date, days: int, code: str) -> None:
    end = terms.add_working_days(start, days, code)
    between = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(d, code) for d in between) == days
    assert is_working_day(end, code)


@given(starts, starts, st.sampled_from(["P5D", "P1M", "P6M", "P5Y", "P1Y2M3D"]))
@quick
def test_an_earlier_beginning_never_ends_later(first: date, second: date, period: str) -> None:
    low, high = sorted((first, second))
    ends = last_day(rule(period), low, RU), last_day(rule(period), high, RU)
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0] <= ends[1]
    assert due(rule(period), Day.between(low, high), RU) == Day.between(ends[0], ends[1])
