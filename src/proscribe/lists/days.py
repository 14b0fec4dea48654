"""Days as publishers write them, as EDTF; what is no day in the form expected gives None, never a guess."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ..errors import BadInput
from ..model.dates import Day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januari",
            "february feb februari",
            "march mar mac maret",
            "april apr",
            "may mei",
            "june jun",
            "july jul julai juli",
            "august aug ogos agustus",
            "september sep sept",
            "october oct oktober",
            "november nov",
            "december dec disember desember",
        ),
        start=1,
    )
    for name in names.split()
}


@lru_cache(maxsize=32768)
def iso(text: str) -> Day | None:
    """`2015-02-26`, with or without a time or a zone after it: the day as written in its own zone."""
    match = re.match(r"\s*(\d{4}-\d{2}-\d{2})(?=$|[T\s+\-Z])", text)
    return day(match[1]) if match else None


@lru_cache(maxsize=65536)
def day_first(text: str) -> Day | None:
    """`25/01/2001`, `9.12.1961`, `5-11-1974`; `00/00/1980`, `dd/mm/1965` and `1965` are years.

    `00/05/1972` and `05/1972` are months.
    """
    match = re.fullmatch(r"\s*(?:(?:(\d{1,2}|dd|DD)[/.\-])?(\d{1,2}|mm|MM)[/.\-])?(\d{4})\s*", text)
    return _parts(match[3], match[2], match[1]) if match else None


@lru_cache(maxsize=65536)
def month_first(text: str) -> Day | None:
    """`06/19/2003`, as the United States write it."""
    match = re.fullmatch(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s*", text)
    return _parts(match[3], match[1], match[2]) if match else None


def _parts(year: str, month: str | None, day_: str | None) -> Day | None:
    numbers = [int(p) if p and p.isdigit() else 0 for p in (month, day_)]
    if not numbers[0]:
        return day(year)
    return day(f"{year}-{numbers[0]:02d}-{numbers[1]:02d}" if numbers[1] else f"{year}-{numbers[0]:02d}")


def day(text: str) -> Day | None:
    """The EDTF day, or None for a day that does not exist."""
    try:
        return Day.parse(text)
    except BadInput:
        return None


_WORD = r"(?:circa|c\.|ca\.?|approximately|approx\.?|about|around|possibly|between|early|mid|late)"
_POINT = (
    r"(?:(?:(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th)?[\s.]+(?:of\s+)?)?(?P<m{0}>[A-Za-z]{{3,9}})\.?[\s,]+)?"
    r"(?P<y{0}>\d{{4}})"
)
_ENGLISH = re.compile(
    rf"\s*(?P<q>(?:{_WORD}[\s-]*)*){_POINT.format(1)}"
    rf"(?:\s*(?:-|–|to|and|or|/)\s*(?P<q2>(?:{_WORD}\s*)*){_POINT.format(2)})?\s*\.?\s*",
    re.IGNORECASE,
)
_US = re.compile(r"\s*([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})\s*")


@lru_cache(maxsize=65536)
def in_words(text: str) -> Day | None:
    """`17 Feb 1967`, `Feb 1967`, `circa 1965`, `1961 to 1963`, `Between 1958 and 1960`, `December 12, 2003`.

    Approximate days carry `~`; ranges become intervals.
    """
    if us := _US.fullmatch(text):
        month = _MONTHS.get(us[1].lower())
        return _parts(us[3], str(month), us[2]) if month else None
    match = _ENGLISH.fullmatch(text)
    if not match:
        return None
    first = _point(match["y1"], match["m1"], match["d1"])
    last = _point(match["y2"], match["m2"], match["d2"]) if match["y2"] else None
    if first is None or (match["y2"] and last is None):
        return None
    words = f"{match['q']} {match['q2'] or ''}".lower().replace("between", "").strip()
    mark = "" if not words else "?" if "possibly" in words else "~"
    if last is None:
        return day(first + mark)
    return day(f"{first}{mark}/{last}{mark}")


def _point(year: str, month: str | None, day_: str | None) -> str | None:
    if month is None:
        return year
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    return f"{year}-{number:02d}-{int(day_):02d}" if day_ else f"{year}-{number:02d}"


def any_form(text: str) -> Day | None:
    """A day in any of the forms above, the day before the month where only numbers are given."""
    plain = text.strip()
    year_month = day(plain) if re.fullmatch(r"\d{4}(-\d{2})?", plain) else None
    return year_month or iso(plain) or day_first(plain) or in_words(plain)


def exact(found: Day | None) -> date | None:
    """The calendar day, when there is only one."""
    return found.earliest if found and found.earliest == found.latest else None


def once(days: Iterable[Day | None]) -> tuple[Day, ...]:
    """The days that were found, each once, in order."""
    return tuple(dict.fromkeys(d for d in days if d))
