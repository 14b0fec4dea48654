"""`/v1/changes`: what came to be known between two days."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from ...answers import forms
from ...answers.changes import Change
from ...answers.register import Register
from ...model.canonical import digest
from ..asking import Many
from ..documenting import many
from ..paging import Key, Paged, following
from ..problems import Refusal, at
from ..question import Recorded, day
from ..shapes import CHANGE

router = APIRouter(tags=["changes"])
_DAY = {"type": "string", "format": "date"}
Since = Annotated[
    str,
    Query(
        description="What came to be known after this day.", examples=["2025-03-01"], json_schema_extra=_DAY
    ),
]
Until = Annotated[
    str | None,
    Query(
        description="The last day of knowledge; today when left out.",
        examples=["2025-04-30"],
        json_schema_extra=_DAY,
    ),
]


@router.get("/changes", responses=many(CHANGE))
def changes(ask: Many, page: Paged, since: Since, until: Until = None, recorded: Recorded = None) -> Response:
    """What came to be known between two days: acts, list entries, corrections; in the order they came to be known."""
    first, last, before = day(since, "since"), day(until, "until"), day(recorded, "recorded")
    if first is None:
        raise Refusal(400, "since is empty; write it as YYYY-MM-DD", code="bad_day", field="since")

    def make(register: Register) -> Sequence[Change]:
        with at("until"):
            return following(register.changes(first, last, before), key, page.after)

    def key(c: Change) -> Key:
        mark = digest([c.text, str(c.day or "")])[:16]
        return c.known.isoformat(), c.kind, c.regime or "", c.subject.name[:100], c.ref, mark

    return ask.page(page, make, key, lambda change, _: [forms.change_form(change)])
