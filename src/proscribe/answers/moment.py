"""The three stamps of a question: the day asked about, the day of knowledge, and the time of recording."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked about.

    `on`: the day whose standing is asked. `known`: only what was published by the end of this day counts.
    `recorded`: only what this register had recorded by the end of this day (UTC) counts; None for all of it.
    """

    on: date
    known: date
    recorded: date | None = None

    @property
    def before(self) -> datetime | None:
        """The end of the day of recording."""
        if self.recorded is None:
            return None
        return datetime.combine(self.recorded, time.max, UTC)
