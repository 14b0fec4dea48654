"""Long answers page by page: each page begins after the key of the last item of the one before."""

import base64
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.requests import Request

from .problems import Refusal

T = TypeVar("T")
Key = tuple[str, ...]
#: Items of a page where nothing else is asked for, and at most.
USUAL, MOST = 100, 1000

Limit = Annotated[
    int | None,
    Query(ge=1, le=MOST, description=f"How many items at most, {USUAL} when left out; JSON lines give all."),
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=4096,
        description="Where to go on: as the link to the next page gives it (header `Link`, `rel=next`).",
    ),
]


@dataclass(frozen=True, slots=True)
class Page:
    """What page is asked for: the items after a key, and how many (None: as many as usual)."""

    after: Key | None
    limit: int | None


async def _page(limit: Limit = None, cursor: Cursor = None) -> Page:
    return Page(_read(cursor) if cursor else None, limit)


Paged = Annotated[Page, Depends(_page)]


def following(items: Iterable[T], key: Callable[[T], Key], after: Key | None) -> Sequence[T]:
    """The items that come after a key, in the order of their keys."""
    found = sorted(items, key=key)
    return found[bisect_right(found, after, key=key) :] if after is not None else found


def link(request: Request, last: Key) -> str:
    """The header that leads to the page after the one that ends with a key."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    return f'<{request.url.path}?{urlencode([*kept, ("cursor", _write(last))])}>; rel="next"'


def _write(key: Key) -> str:
    return (
        base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


def _read(cursor: str) -> Key:
    try:
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
        if isinstance(key, list) and key and all(isinstance(part, str) for part in key):
            return tuple(key)
    except (ValueError, RecursionError):
        pass
    raise Refusal(400, "this cursor is of no page; begin without one", code="bad_cursor", field="cursor")
