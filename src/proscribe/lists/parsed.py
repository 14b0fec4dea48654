"""What reading a publication of a list gives: its entries with their places, or a refusal."""

from dataclasses import dataclass

from ..errors import CheckFailed, Problem
from ..model.dates import Day
from ..model.entries import Entry


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands in its file: a row, a sheet and row, or an XML path."""

    entry: Entry
    place: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A publication as read: its entries in the order of the file, what was found on the way, and its own
    date.

    `published` is the day that the file itself states, None where the format has none. `problems` never
    stand for a lost entry: a file that cannot be read whole is refused.
    """

    entries: tuple[Placed, ...]
    problems: tuple[Problem, ...] = ()
    published: Day | None = None


class Refusal(CheckFailed):
    """A file is not the whole list it should be: nothing of it may be used. Exit status 1.

    `code` is `empty`, `truncated`, `other_format`, `other_list`, `tripwire`, `too_large`, `unsafe`,
    `bad_encoding` or `resaved`; `where` names the file.
    """

    def __init__(self, code: str, message: str, where: str | None = None) -> None:
        super().__init__(message if where is None else f"{where}: {message}")
        self.problem = Problem(code, message, where=where)
