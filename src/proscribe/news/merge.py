"""One claim for what a report says several times."""

from collections.abc import Iterable
from dataclasses import replace

from ..model.dates import Day
from ..model.words import Act, Factuality
from .frame import Frame

Located = tuple[int, Frame]


def merged(found: Iterable[Located], published: Day | None = None) -> list[Located]:
    """The frames of a report without repeats, in the order of their first mention.

    Two frames repeat each other when act, aim, subject, jurisdiction and factuality agree and neither names a chain of
    sources that the other contradicts; the one that says more (a day of its own, not that of the report; sources; an
    explicit subject) stays.
    """
    found = list(found)
    found = [i for i in found if not _foretold(i, found)]
    kept: dict[tuple[object, ...], list[Located]] = {}
    for item in found:
        _, frame = item
        key = (
            frame.act,
            frame.aim,
            frame.org.key if frame.org else None,
            frame.jurisdiction,
            frame.factuality,
        )
        group = kept.setdefault(key, [])
        for at, (_, other) in enumerate(group):
            if _repeats(frame, other):
                if _weight(frame, published) > _weight(other, published):
                    group[at] = (item[0], replace(frame, sources=frame.sources or other.sources))
                break
        else:
            group.append(item)
    return sorted((i for group in kept.values() for i in group), key=lambda i: (i[0], i[1].start))


def _foretold(one: Located, found: list[Located]) -> bool:
    """Whether an act that is to come is told as done in the same sentence ("we declare X … and will list it")."""
    at, frame = one
    return frame.factuality is Factuality.PLANNED and any(
        at == i
        and other.factuality is Factuality.FACT
        and (other.act, other.aim, other.org, other.jurisdiction)
        == (frame.act, frame.aim, frame.org, frame.jurisdiction)
        for i, other in found
    )


def _repeats(one: Frame, other: Frame) -> bool:
    if one.factuality in (Factuality.POSSIBLE, Factuality.NEGATED) and one.act not in (Act.REQUEST,):
        return not one.sources or not other.sources or one.sources[-1] == other.sources[-1]
    return one.date is None or other.date is None or _near(one, other)


def _near(one: Frame, other: Frame) -> bool:
    """Whether two days may be the same: acts of one kind on one party years apart are two acts."""
    a, b = one.date, other.date
    if a is None or b is None:
        return True
    return (a.earliest <= b.latest and b.earliest <= a.latest) or abs((a.earliest - b.earliest).days) < 45


def _weight(frame: Frame, published: Day | None) -> tuple[int, ...]:
    exact = 0
    if frame.date is not None:
        span = (frame.date.latest - frame.date.earliest).days
        exact = 4 if span == 0 else 3 if span < 32 else 2 if span < 367 else 1
    told = frame.date != published  # not only taken from the day of the report
    return (exact, told, len(frame.sources), not frame.inherited)
