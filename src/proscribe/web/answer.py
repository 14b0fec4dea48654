"""Answers over HTTP: JSON or JSON lines, with an ETag of the record they were made from."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from .. import __version__
from ..ledger.protocol import Head

JSON = "application/json"
LINES = "application/x-ndjson"
_CHUNK = 1 << 16


def tag(head: Head, today: date, request: Request, kind: str = JSON) -> str:
    """The ETag of an answer: it changes with the record, the question, the program and the day it is asked on."""
    asked = f"{__version__}\n{head.digest}\n{today}\n{request.url.path}?{request.url.query}\n{kind}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


def known_already(request: Request, etag: str) -> Response | None:
    """The answer to a caller that holds this very answer: 304 with nothing in it."""
    given = request.headers.get("if-none-match")
    if given and (given.strip() == "*" or etag in {t.strip().removeprefix("W/") for t in given.split(",")}):
        return Response(status_code=304, headers={"ETag": etag})
    return None


def answer(
    data: Any, etag: str | None = None, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """Data as JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status, _headers(etag, headers), JSON)


def lines(
    items: Iterable[Any], etag: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Data as JSON lines, sent while it is made."""
    return StreamingResponse(_chunks(items), 200, _headers(etag, headers), LINES)


def line(item: Any) -> bytes:
    """One object as a line of JSON."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _chunks(items: Iterable[Any]) -> Iterator[bytes]:
    held = bytearray()
    for item in items:
        held += line(item)
        if len(held) >= _CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _headers(etag: str | None, headers: Mapping[str, str] | None) -> dict[str, str]:
    kept = {"Cache-Control": "private, no-cache", **(headers or {})}
    if etag:
        kept["ETag"] = etag
    return kept
