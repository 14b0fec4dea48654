"""A scale of time: days as places between 0 and 100 per cent, and the years worth a label."""

from dataclasses import dataclass
from datetime import date

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from `first` to `last`, both included, on a line."""

    first: date
    last: date

    @classmethod
    def over(cls, first: date, last: date) -> "Scale":
        """The scale of these days with a little room at both ends."""
        room = max((last - first).days // 40, 1)
        low = date.fromordinal(max(first.toordinal() - room, 1))
        return cls(low, date.fromordinal(min(last.toordinal() + room, date.max.toordinal())))

    def at(self, day: date) -> float:
        """The place of a day in per cent; days beyond the scale are put at its ends."""
        length = max((self.last - self.first).days, 1)
        return round(min(max((day - self.first).days / length, 0.0), 1.0) * 100, 3)

    def x(self, day: date) -> str:
        """The place of a day as a coordinate."""
        return f"{self.at(day):g}%"

    def width(self, first: date, last: date, least: float = 0.0) -> str:
        """The length of a time as a coordinate."""
        return f"{max(self.at(last) - self.at(first), least):g}%"

    def holds(self, first: date, last: date) -> bool:
        """True when some day of a time lies on the scale."""
        return first <= self.last and last >= self.first

    def years(self, most: int = 9) -> list[int]:
        """The first days of years to label: at most `most` of them, in even steps."""
        low, high = self.first.year + (self.first > date(self.first.year, 1, 1)), self.last.year
        step = next((s for s in _STEPS if (high - low) // s < most), _STEPS[-1])
        return [y for y in range(low, high + 1) if y % step == 0] if low <= high else []
