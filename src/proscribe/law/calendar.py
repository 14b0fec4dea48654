"""Terms and days: ISO 8601 periods on calendar, working and sitting days, and the days they end on.

A term excludes the day it runs from unless the rule says that this day is day one. A term of months or years
ends on the day with the same number, or on the last day of a shorter month; a term ends at the end of its
last day.
"""

import calendar as _calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ..errors import BadInput
from ..model.dates import Day
from .regime import Regime, Rule

_PERIOD = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?)?"
)
_FIXED = re.compile(r"--(?P<month>\d{2})-(?P<day>\d{2})")
_LONGEST = 100 * 366
#: Codes that name no country: weekends are known, public holidays are not.
_WEEKEND_ONLY = frozenset({"UN", "EU", "INT"})
#: Where public holidays differ within a country: those of the seat of its government.
_SEAT = {"GB": "ENG"}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: whole months, and days. Hours count as the days they begin."""

    months: int
    days: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read an ISO 8601 duration (`P5D`, `P6M`, `P6W`, `PT72H`); raises `BadInput` for one that is
        impossible.
        """
        return _period(text)


@lru_cache(maxsize=256)
def _period(text: str) -> Period:
    match = _PERIOD.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise BadInput(f"{text!r} is not a period; write for example P5D, P6W, P2M, P5Y or PT72H (ISO 8601)")
    part = {k: int(v) for k, v in match.groupdict(default="0").items()}
    months = part["years"] * 12 + part["months"]
    days = part["weeks"] * 7 + part["days"] + -(-part["hours"] // 24)
    if not months and not days:
        raise BadInput(f"{text!r} is a period without length")
    if months * 31 + days > _LONGEST:
        raise BadInput(f"{text!r} is longer than a hundred years")
    return Period(months, days)


def day_of_year(text: str) -> tuple[int, int]:
    """Read a fixed day of the year, `--10-31`, as month and day; raises `BadInput` for one that does not
    exist.
    """
    match = _FIXED.fullmatch(text) if isinstance(text, str) else None
    if match:
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(2023, month)[1]:
            return month, day
    raise BadInput(f"{text!r} is not a day of every year; write for example --10-31")


def add_months(start: date, months: int, *, month_end: bool = False) -> date:
    """The day `months` later with the same number, or the last of its month; `date.max` beyond the
    calendar.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    last = _calendar.monthrange(year, month + 1)[1]
    keep = month_end and start.day == _calendar.monthrange(start.year, start.month)[1]
    return date(year, month + 1, last if keep else min(start.day, last))


def add_days(start: date, days: int) -> date:
    """`start` and `days` more; the ends of the calendar stop it."""
    try:
        return start + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


@lru_cache(maxsize=64)
def _holidays(code: str) -> Any:
    """The public holidays of a country, or None where none are known (or the extra `calendar` is not
    installed).
    """
    if code in _WEEKEND_ONLY:
        return None
    try:
        import holidays
    except ImportError:
        return None
    try:
        return holidays.country_holidays(code, subdiv=_SEAT.get(code))
    except NotImplementedError:
        return None


def knows_holidays(code: str) -> bool:
    """True when public holidays of this code count in working days; otherwise only the weekend does."""
    return _holidays(code) is not None


def is_working_day(day: date, code: str) -> bool:
    """True on a day of work in a jurisdiction: neither its weekend nor a public holiday."""
    known = _holidays(code)
    return bool(known.is_working_day(day)) if known is not None else day.weekday() < 5


def add_working_days(start: date, days: int, code: str) -> date:
    """The `days`-th working day after `start`."""
    day, left = start, days
    while left and day < date.max:
        day = add_days(day, 1)
        left -= is_working_day(day, code)
    return day


def add_sitting_days(start: date, days: int, sittings: Sequence[date]) -> date | None:
    """The `days`-th sitting day after `start`, or None where too few are held; `sittings` are ascending."""
    index = bisect_right(sittings, start) + days - 1
    return sittings[index] if index < len(sittings) else None


def last_day(rule: Rule, start: date, regime: Regime) -> date | None:
    """The last day of the term that runs from `start`, or None where the days that count are not held."""
    if start in (date.min, date.max):
        return start
    if rule.fixed:
        return _fixed(rule, start)
    text = rule.period_from(start)
    if text is None:
        return None
    period, code = Period.parse(text), regime.calendar or regime.jurisdiction
    if rule.days == "sitting":
        return add_sitting_days(start, period.days, regime.sittings)
    if rule.days == "working":
        return add_working_days(add_months(start, period.months), period.days, code)
    end = add_days(add_months(start, period.months, month_end=rule.month_end), period.days - rule.inclusive)
    while rule.roll and end < date.max and not is_working_day(end, code):
        end = add_days(end, 1)
    return end


def _fixed(rule: Rule, start: date) -> date:
    month, day = day_of_year(rule.fixed or "")
    year = start.year + ((start.month, start.day) >= (month, day))
    return date(min(year, date.max.year), month, day)


def due(rule: Rule, anchor: Day, regime: Regime) -> Day | None:
    """The last day of the term that runs from `anchor`; an interval where the anchor is one.

    None for a rule without a period. Where the sitting days are not held, the day is open after the earliest
    that it can be: as many calendar days later.
    """
    if rule.begins is not None:
        anchor = Day.of(rule.begins)
    if rule.period is None and rule.fixed is None:
        return None
    first, last = last_day(rule, anchor.earliest, regime), last_day(rule, anchor.latest, regime)
    if first is None:
        days = Period.parse(rule.period or "P1D").days
        return Day.between(add_days(anchor.earliest, days), date.max)
    return Day.between(first, max(first, date.max if last is None else last))


def recurrences(period: str, anchor: date, begin: date, end: date) -> Iterator[date]:
    """The days of something that comes round every `period` after `anchor`, from `begin` to `end` (both
    included).

    Counted from the anchor each time, so that a month's end does not drift (31 January, 28 February, 31
    March).
    """
    step, times = Period.parse(period), 1
    while True:
        day = add_days(add_months(anchor, step.months * times), step.days * times)
        if day > end or day == date.max:
            return
        if day >= begin:
            yield day
        times += 1
