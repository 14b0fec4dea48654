"""What one sentence says: a claim before it is one."""

from dataclasses import dataclass

from ..model.dates import Day
from ..model.words import Act, Factuality
from .context import Org


@dataclass(frozen=True, slots=True)
class Frame:
    """What one sentence says: a claim before it is one. `start` to `stop` is its quote in the coded text.

    `waiting` is None where the subject is named, else how many organisations it waits for (0 where that is not said).
    """

    act: Act
    aim: Act | None
    org: Org | None
    jurisdiction: str | None
    actor: str | None
    date: Day | None
    factuality: Factuality
    sources: tuple[str, ...]
    start: int
    stop: int
    event: bool = True
    inherited: bool = False
    dateless: bool = False
    waiting: int | None = None
