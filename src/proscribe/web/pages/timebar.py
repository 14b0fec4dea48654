"""The time bar: the two days of the question, and the days on which the answer would change."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...answers.timeline import Turning
from .scale import Scale

#: Stops that are given each with a link of its own.
MOST = 40


@dataclass(frozen=True, slots=True)
class Marks:
    """The days on which the answer changes: `on` by what happened, `known` by what came to be known."""

    on: Sequence[Turning] = ()
    known: Sequence[Turning] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A mark on the bar: the day, what changes on it, where it lies, and the address of the page about it."""

    day: date
    places: tuple[str, ...]
    x: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """One of the two days: its value, the stops before and after it, and the stops on a line of time.

    Of more stops than a reader can use the nearest are given, and all of them as mere `ticks`.
    """

    name: str
    day: date
    given: bool
    x: str
    stops: tuple[Stop, ...]
    ticks: tuple[str, ...]
    earlier: Stop | None
    later: Stop | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TimeBar:
    """The bar: both stamps, the address of the page itself and the parameters its form carries on."""

    on: Stamp
    known: Stamp
    action: str
    carried: tuple[tuple[str, str], ...] = field(default=())
    moved: bool = False
    now: str = ""


def stamp(
    name: str,
    day: date,
    given: bool,
    turnings: Sequence[Turning],
    address: Callable[[date], str],
    today: date,
) -> Stamp:
    """One of the two days among the days on which the answer changes."""
    days = [t.day for t in turnings]
    scale = Scale.over(min([day, today, *days]), max([day, today, *days]))
    near = turnings if len(turnings) <= MOST else _nearest(turnings, day)
    stops = tuple(Stop(t.day, t.places, scale.x(t.day), address(t.day), t.day == day) for t in near)
    far = dict.fromkeys(f"{round(scale.at(d) * 2) / 2:g}%" for d in days) if len(turnings) > MOST else ()
    before = [s for s in stops if s.day < day]
    after = [s for s in stops if s.day > day]
    return Stamp(
        name,
        day,
        given,
        scale.x(day),
        stops,
        tuple(far),
        before[-1] if before else None,
        after[0] if after else None,
        scale.first,
        scale.last,
    )


def _nearest(turnings: Sequence[Turning], day: date) -> Sequence[Turning]:
    at = bisect_left([t.day for t in turnings], day)
    first = max(min(at - MOST // 2, len(turnings) - MOST), 0)
    return turnings[first : first + MOST]
