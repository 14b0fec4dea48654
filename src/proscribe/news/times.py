"""Times in a text, as days relative to its publication."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from ..model.dates import Day

V = TypeVar("V")
#: The months of a part of a year.
_PARTS = {
    "start": (1, 3),
    "mid": (5, 8),
    "end": (10, 12),
    "half1": (1, 6),
    "half2": (7, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
}


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written: its kind and what its words say.

    Kinds: `day` (d, m, y), `month` (m, y), `year` (y), `weekday` (wd), `today` (shift in days), `week`, `rel_month`,
    `rel_year` (r), `law` (the y in the name of a law), `ago` (n, unit), `part` (p with m, y or r; n where r counts the
    parts and not the years), `decade` (y), `vague` (a word such as "earlier").
    """

    kind: str
    d: int | None = None
    m: int | None = None
    y: int | None = None
    wd: int | None = None
    r: int | None = None
    n: int | None = None
    unit: str | None = None
    p: str | None = None

    def resolve(self, published: Day | None, *, future: bool = False) -> Day | None:
        """The day meant, seen from the day of publication; None where that cannot be told.

        `future` says that the act is still to come, so that "Tuesday" is the next one and not the last one.
        """
        try:
            return self._resolve(published, future)
        except (ValueError, OverflowError):
            return None

    def _resolve(self, published: Day | None, future: bool) -> Day | None:
        if self.kind == "vague":
            return None
        if self.kind == "decade" and self.y:
            return Day.parse(f"{self.y // 10}X")
        now = published.earliest if published is not None and published.earliest == published.latest else None
        year = self._year(published)
        if self.kind == "day" and self.d and self.m:
            return self._day(self.d, self.m, year, now, future)
        if self.kind == "month" and self.m:
            return self._month(self.m, year, now, future)
        if self.kind == "part":
            return self._part(year, now, future)
        if self.kind in ("year", "rel_year", "law"):
            return Day.parse(f"{year:04d}") if year else None
        return self._relative(now, future) if now else None

    def _year(self, published: Day | None) -> int | None:
        if self.y is not None:
            return self.y
        if self.r is None or self.kind not in ("day", "month", "rel_year", "part"):
            return None
        if published is None or published.earliest.year != published.latest.year:
            return None
        return published.earliest.year + self.r

    @staticmethod
    def _day(d: int, m: int, year: int | None, now: date | None, future: bool) -> Day | None:
        if year is None and now is None:
            return None
        if year is None and now is not None:
            day = date(now.year, m, min(d, calendar.monthrange(now.year, m)[1]))
            year = now.year
            if future and day < now:
                year += 1
            elif not future and day > now + timedelta(days=1):
                year -= 1
        return Day.of(date(year or 1, m, d))

    @staticmethod
    def _month(m: int, year: int | None, now: date | None, future: bool) -> Day | None:
        if year is None and now is None:
            return None
        if year is None and now is not None:
            year = now.year
            if future and m < now.month:
                year += 1
            elif not future and m > now.month:
                year -= 1
        return Day.parse(f"{year:04d}-{m:02d}")

    def _part(self, year: int | None, now: date | None, future: bool) -> Day | None:
        if self.m:
            return self._month(self.m, year, now, future)
        if self.unit == "month" and now and self.r is not None:
            return _months(now, self.r)
        if year is None:
            return None
        first, last = _PARTS[self.p or "start"]
        if self.n and self.r == -1 and now and now.month > last:
            year += 1  # "last summer" is the one that ended last
        return Day.parse(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}")

    def _relative(self, now: date, future: bool) -> Day | None:
        if self.kind == "today":
            return Day.of(now + timedelta(days=self.n or 0))
        if self.kind == "weekday" and self.wd is not None:
            if self.r == 1 or (future and self.r is None):
                ahead = (self.wd - now.weekday()) % 7
                return Day.of(now + timedelta(days=ahead or (7 if self.r == 1 else 0)))
            back = (now.weekday() - self.wd) % 7
            return Day.of(now - timedelta(days=back))
        if self.kind == "week":
            monday = now - timedelta(days=now.weekday()) + timedelta(weeks=self.r or 0)
            return Day.between(monday, monday + timedelta(days=6))
        if self.kind == "rel_month":
            return _months(now, self.r or 0)
        if self.kind == "ago" and self.n is not None:
            return self._ago(now)
        return None

    def _ago(self, now: date) -> Day | None:
        n = self.n or 0
        if self.unit == "day":
            return Day.of(now - timedelta(days=n))
        if self.unit == "week":
            monday = now - timedelta(days=now.weekday()) - timedelta(weeks=n)
            return Day.between(monday, monday + timedelta(days=6))
        if self.unit == "month":
            return _months(now, -n)
        if self.unit == "year":
            if self.p == "exact":
                day = min(now.day, calendar.monthrange(now.year - n, now.month)[1])
                return Day.of(date(now.year - n, now.month, day))
            return Day.parse(f"{now.year - n:04d}")
        return None


def _months(now: date, shift: int) -> Day:
    count = now.year * 12 + now.month - 1 + shift
    return Day.parse(f"{count // 12:04d}-{count % 12 + 1:02d}")


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One way to write a time: a pattern with named groups and the kind it makes; `fixed` are values it implies."""

    pattern: re.Pattern[str]
    kind: str
    fixed: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a language for months, weekdays, numbers, relations and units, folded, as prefixes."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    relations: Mapping[str, int]
    units: Mapping[str, str]
    parts: Mapping[str, str]

    def read(self, rule: TimeRule, match: re.Match[str]) -> Time | None:
        """The time that a match of a rule says; None where a number makes no sense."""
        groups = {k: v for k, v in match.groupdict().items() if v}
        number = groups.get("n")
        n = int(number) if number and number.isdigit() else _lookup(self.numbers, number)
        if number and n is None:
            return None
        year = int(groups["y"]) if "y" in groups else None
        fixed = rule.fixed
        made = Time(
            kind=rule.kind,
            d=int(groups["d"]) if "d" in groups else None,
            m=int(groups["mm"]) if "mm" in groups else _lookup(self.months, groups.get("m")),
            y=year,
            wd=_lookup(self.weekdays, groups.get("wd")),
            r=_lookup(self.relations, groups.get("r")) if "r" in groups else _int(fixed.get("r")),
            n=n if n is not None else _int(fixed.get("n")),
            unit=_lookup(self.units, groups.get("u")) or _str(fixed.get("unit")),
            p=_lookup(self.parts, groups.get("p")) or _str(fixed.get("p")),
        )
        if (made.m is not None and not 1 <= made.m <= 12) or (made.d is not None and not 1 <= made.d <= 31):
            return None
        return made


def _int(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _str(value: int | str | None) -> str | None:
    return value if isinstance(value, str) else None


def _lookup(table: Mapping[str, V], word: str | None) -> V | None:
    """The value of a word: itself, or the longest entry that it begins with."""
    if not word:
        return None
    word = word.strip()
    if word in table:
        return table[word]
    for cut in range(len(word) - 1, 0, -1):
        if word[:cut] in table:
            return table[word[:cut]]
    return None
