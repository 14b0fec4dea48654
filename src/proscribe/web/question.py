"""The words of a question in an address: `on`, `known`, `recorded`, `in`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from ..answers.places import place
from ..errors import BadInput
from ..model.dates import calendar_day
from .problems import Refusal, at

#: The years that can be asked about: before, no list was kept, and after, no term runs.
FIRST, LAST = 1800, 2199
_FORM = {"type": "string", "format": "date"}
_DAY = {**_FORM, "examples": ["2025-04-18"]}
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
        description="Only what the register had recorded by this day counts (audits).",
        json_schema_extra=_FORM,
    ),
]


Subject = Annotated[
    str,
    Query(
        description="An id or any name of the subject, in any script.",
        min_length=1,
        max_length=1000,
        examples=["taliban"],
    ),
]
In = Annotated[
    str | None,
    Query(
        alias="in",
        max_length=200,
        description="A jurisdiction (RU, EU, UN, or its name) or a regime (us.fto).",
        examples=["RU"],
    ),
]


async def _where(where: In = None) -> str | None:
    if where is not None:
        with at("in"):
            place(where)
    return where


#: The jurisdiction or regime asked about, known to be one.
Where = Annotated[str | None, Depends(_where)]


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
        found = calendar_day(text, field)
    except BadInput as error:
        raise Refusal(400, str(error), code="bad_day", field=field) from None
    if not FIRST <= found.year <= LAST:
        raise Refusal(400, f"{field}: days run from {FIRST} to {LAST}", code="bad_day", field=field)
    return found


# not a plain function: the framework would hand it to another thread
async def _stamps(on: On = None, known: Known = None, recorded: Recorded = None) -> Stamps:
    return Stamps(day(on, "on"), day(known, "known"), day(recorded, "recorded"))


async def _knowledge(known: Known = None, recorded: Recorded = None) -> Stamps:
    return Stamps(None, day(known, "known"), day(recorded, "recorded"))


#: The three stamps, and the two of a question that is not about one day.
Asked = Annotated[Stamps, Depends(_stamps)]
Knowing = Annotated[Stamps, Depends(_knowledge)]
