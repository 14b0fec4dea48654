"""The words of a question in an address: `on`, `known`, `recorded`, `in`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from ..errors import BadInput
from ..model.dates import calendar_day
from .problems import Refusal

_DAY = {"type": "string", "format": "date"}
On = Annotated[
    str | None,
    Query(description="The day asked about, YYYY-MM-DD; today when left out.", json_schema_extra=_DAY),
]
Known = Annotated[
    str | None,
    Query(description="Only what was published by the end of this day counts.", json_schema_extra=_DAY),
]
Recorded = Annotated[
    str | None,
    Query(
        description="Only what the register had recorded by this day counts (audits).", json_schema_extra=_DAY
    ),
]


@dataclass(frozen=True, slots=True)
class Stamps:
    """The three stamps of a question; None is today, or all that is recorded."""

    on: date | None
    known: date | None
    recorded: date | None


def day(text: str | None, field: str) -> date | None:
    """The calendar day of a parameter; refused with the parameter's name when it is none."""
    if text is None or text == "":
        return None
    try:
        return calendar_day(text, field)
    except BadInput as error:
        raise Refusal(400, str(error), code="bad_day", field=field) from None


# not a plain function: the framework would hand it to another thread
async def _stamps(on: On = None, known: Known = None, recorded: Recorded = None) -> Stamps:
    return Stamps(day(on, "on"), day(known, "known"), day(recorded, "recorded"))


Asked = Annotated[Stamps, Depends(_stamps)]
