"""What adds to the record: a register that can be written, and the receipt of what was added."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from starlette.responses import Response

from ..answers.register import Register
from ..ledger.protocol import Head, Receipt
from ..model.dates import Day
from .answer import answer
from .asking import Question
from .problems import Refusal, at
from .question import FIRST, LAST


@contextmanager
def writing(ask: Question) -> Iterator[Register]:
    """A register to write to; refused (409) where only the starter facts are served."""
    if ask.service.note is not None:
        said = (
            "there is no register here, only the starter facts; make one with: proscribe init, and serve it"
        )
        raise Refusal(409, said, code="no_register")
    with ask.service.register() as register:
        yield register


def head(found: Head, note: str | None = None) -> dict[str, Any]:
    """The end of the chain as plain data."""
    at_ = found.at.isoformat() if found.at else None
    return {"batch": found.batch, "digest": found.digest, "at": at_, "note": note}


def receipt(done: Receipt, data: dict[str, Any], *, created: bool = False) -> Response:
    """The answer to a request that wrote: what it was about, how much is new, and the record after it."""
    status = 201 if created and done.added else 200
    return answer(
        {**data, "added": done.added, "repeated": done.repeated, "head": head(done.head)}, status=status
    )


def edtf(text: str | None, field: str) -> Day | None:
    """A date given in a body; refused with its field when it is none, or lies beyond all terms."""
    if text is None:
        return None
    with at(field):
        day = Day.parse(text)
    opened = (date.min, date.max) if ".." in text else ()  # an interval without an end on one side
    ends = [d.year for d in (day.earliest, day.latest) if d not in opened]
    if any(not FIRST <= year <= LAST for year in ends):
        raise Refusal(400, f"{field}: years run from {FIRST} to {LAST}", code="bad_day", field=field)
    return day
