"""Days as EDTF (ISO 8601-2:2019), levels 0 and 1.

A `Day` keeps the text it was given and knows the first and the last calendar day that the text allows. It never
invents a day: `2023-12` is any day of that month, `../2004` any day up to the end of 2004.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..errors import BadInput

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?"
)
# Seasons 21 to 24 name months of the year they are written with; winter is its December.
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as its source gives it.

    `text` is the EDTF text, `earliest` and `latest` the first and last day that it allows; an open side is
    `date.min` or `date.max`. Equal when the texts are equal. Years run from 0001 to 9999.
    """

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> "Day":
        """Read an EDTF text of level 0 or 1; raises `BadInput` that says what is wrong with it."""
        return _parse(text)

    @classmethod
    def of(cls, day: date) -> "Day":
        """The Day that is exactly this calendar day."""
        return cls(day.isoformat(), day, day)

    @classmethod
    def between(cls, first: date, last: date) -> "Day":
        """The Day that lies somewhere between two calendar days (both included), in its shortest text."""
        if first > last:
            raise BadInput(f"an interval that ends before it begins: {first}/{last}")
        if first == last:
            return cls.of(first)
        if first == date.min:
            return cls(f"../{last.isoformat()}", first, last)
        if last == date.max:
            return cls(f"{first.isoformat()}/..", first, last)
        if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
            if first.year == last.year:
                return cls(f"{first.year:04d}", first, last)
        elif first.day == 1 and last == _end_of_month(first.year, first.month):
            return cls(f"{first.year:04d}-{first.month:02d}", first, last)
        return cls(f"{first.isoformat()}/{last.isoformat()}", first, last)

    @property
    def exact(self) -> bool:
        """True when only one calendar day is possible and its source does not qualify it."""
        return self.earliest == self.latest and self.text[-1] not in "?~%"

    @property
    def qualified(self) -> bool:
        """True when the source calls the day uncertain (`?`), approximate (`~`) or both (`%`)."""
        return any(mark in self.text for mark in "?~%")

    def __str__(self) -> str:
        return self.text


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=65536)
def _parse(text: str) -> Day:
    if not isinstance(text, str) or not text.strip():
        raise BadInput("an empty date; write for example 2025-04-17, 2023-12, 2003 or 2023-10/2023-12")
    text = text.strip()
    if "/" not in text:
        return Day(text, *_bounds(text, text))
    first, _, last = text.partition("/")
    if first in ("", "..") and last in ("", ".."):
        raise BadInput(f"{text!r} names no day at all; give at least one end of the interval")
    low = date.min if first in ("", "..") else _bounds(first, text)[0]
    high = date.max if last in ("", "..") else _bounds(last, text)[1]
    if low > high:
        raise BadInput(f"{text!r} ends before it begins; write the earlier day first")
    return Day(text, low, high)


def _bounds(part: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if not match:
        raise BadInput(
            f"{whole!r} is not a date; write for example 2025-04-17, 2023-12, 2003 or 2023-10/2023-12 (EDTF)"
        )
    year, month, day = match["year"], match["month"], match["day"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    low = max(low, 1)
    if high < 1:
        raise BadInput(f"{whole!r} has a year out of range; years run from 0001 to 9999")
    if "X" in year and month:
        raise BadInput(f"{whole!r} gives a month of an unspecified year; leave the month out")
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise BadInput(f"{whole!r} gives a day of an unspecified month; write XX for the day too")
        return date(low, 1, 1), date(high, 12, 31)
    if month in _SEASONS:
        if day is not None:
            raise BadInput(f"{whole!r} gives a day of a season; leave the day out")
        first, last = _SEASONS[month]
        return date(low, first, 1), _end_of_month(high, last)
    if not 1 <= int(month) <= 12:
        raise BadInput(f"{whole!r} has no such month: {month}")
    if day is None or day == "XX":
        return date(low, int(month), 1), _end_of_month(high, int(month))
    try:
        exact = date(low, int(month), int(day))
    except ValueError:
        raise BadInput(f"{whole!r} is a day that does not exist") from None
    return exact, exact


def calendar_day(text: str, what: str = "date") -> date:
    """Read one exact calendar day, `YYYY-MM-DD`, for a question; raises `BadInput` naming `what` for any other."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _refuse(text, what)
    except ValueError:
        raise BadInput(f"{what} {text!r} is a day that does not exist; write it as YYYY-MM-DD") from None


def _refuse(text: str, what: str) -> date:
    raise BadInput(f"{what} {text!r} is not one day; write it as YYYY-MM-DD, for example 2025-04-17")
