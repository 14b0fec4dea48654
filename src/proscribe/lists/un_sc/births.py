"""Dates of birth in the Security Council's list, in the several forms it has used since 2014."""

import re

from ...model.dates import Day
from ..days import day, in_words, iso
from ..text import clean
from ..xml import Element, value


def birth(element: Element) -> tuple[Day | None, str]:
    """The date of one element, and what of its text no date could be made from."""
    approximate = value(element, "TYPE_OF_DATE").lower().startswith("approx")
    note = clean(element.findtext("NOTE"))
    mark = "~" if approximate or note.lower() == "approximately" else ""
    if text := value(element, "DATE"):
        found = iso(text) or iso(text[:10])
        return found, "" if found and not note else f"{text} {note}".strip()
    text = value(element, "YEAR")
    first, last = value(element, "FROM_YEAR"), value(element, "TO_YEAR")
    if match := re.fullmatch(r"(\d{4})\s*[-/]\s*(\d{4})", text):
        first, last = match[1], match[2]
    if first and last:
        return day(f"{first}{mark}/{last}{mark}"), note
    if text or first or last:
        year = text or first or last
        within = in_words(f"{note.rstrip('.')} {year}") if note else None
        return within or day(year + mark), "" if within else note
    return (in_words(note) or None, "" if in_words(note) else note) if note else (None, "")
