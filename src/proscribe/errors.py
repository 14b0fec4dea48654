"""What can go wrong, as exceptions at the edge and as values beside an answer.

An exception stops a command; its text is one line that names what is wrong, where, and what to do. A `Problem`
stops nothing: it is a finding about the record that travels with the answer it belongs to.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class ProscribeError(Exception):
    """Base of all errors that a user can cause or mend; `exit_status` is what the command line returns."""

    exit_status = 2


class BadInput(ProscribeError):
    """Something given cannot be used: a name, a day, a file, an option. Exit status 2."""


class NotFound(BadInput):
    """Something is named that is not there: a subject, a claim, a place, a list. Exit status 2."""


class Ambiguous(BadInput):
    """A name fits several things; `candidates` are their ids with the names they are shown by. Exit status 2."""

    def __init__(self, message: str, candidates: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class CheckFailed(ProscribeError):
    """A check was made and did not hold (a broken chain, a refused list). Exit status 1."""

    exit_status = 1


class LedgerError(ProscribeError):
    """The place where the register is kept cannot be opened, read or written. Exit status 2."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding beside an answer, never instead of it.

    `code` is stable and lower-case with underscores (`not_allowed`, `expiry_passed`); `message` is one line in
    plain English; `claims` are the ids of the claims it is about; `where` names a file, row or field when the
    problem is about input rather than about claims.
    """

    code: str
    message: str
    claims: tuple[str, ...] = ()
    where: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message
