"""What is due as iCalendar (RFC 5545), for the calendar program a person already has."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from ..answers.calendar import Due
from ..errors import BadInput


def icalendar(found: Iterable[Due], stamped: datetime) -> bytes:
    """One all-day event for each thing due; an interval is an event of several days.

    UIDs name what is due and not when: importing a later file moves an event instead of doubling it. `stamped` is
    the time the record was last changed. Raises `BadInput` when the extra `calendar` is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise BadInput("iCalendar needs the extra `calendar`: pip install 'proscribe[calendar]'") from None
    book = Calendar()
    book.add("prodid", "-//Proscribe//register of bans//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", "Bans: reviews, expiries, hearings")
    for due in found:
        event = Event()
        event.add("uid", f"{due.uid}@proscribe")
        event.add("dtstamp", stamped.astimezone(UTC))
        event.add("dtstart", _first(due))
        event.add("dtend", _last(due) + timedelta(days=1))
        event.add(
            "summary", f"{due.subject.name}: {due.kind.replace('_', ' ')} ({due.act.value}), {due.regime}"
        )
        event.add("description", "\n".join(_words(due)))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    text: bytes = book.to_ical()
    return text


def _first(due: Due) -> date:
    return due.day.earliest if due.day.earliest != date.min else due.day.latest


def _last(due: Due) -> date:
    return due.day.latest if due.day.latest < date.max else _first(due)


def _words(due: Due) -> Iterable[str]:
    yield f"due: {due.day}"
    if due.actor:
        yield f"by: {due.actor}"
    yield (
        f"if nothing is done: {due.silence or 'the measure stays as it is'}"
        if due.kind != "hearing"
        else "hearing"
    )
    if due.citation:
        yield f"rule: {due.citation}"
    if not due.verified:
        yield "this rule is not verified in the act itself"
