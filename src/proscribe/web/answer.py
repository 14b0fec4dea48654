"""Answers over HTTP: JSON with an ETag of the record it was made from."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..ledger.protocol import Head

JSON = "application/json"


def tag(head: Head, today: date, request: Request) -> str:
    """The ETag of an answer: it changes with the record, with the question, and with the day it is asked on."""
    asked = f"{head.digest}\n{today}\n{request.url.path}?{request.url.query}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


def known_already(request: Request, etag: str) -> Response | None:
    """The answer to a caller that holds this very answer: 304 with nothing in it."""
    given = request.headers.get("if-none-match")
    if given and (given.strip() == "*" or etag in {t.strip().removeprefix("W/") for t in given.split(",")}):
        return Response(status_code=304, headers={"ETag": etag})
    return None


def answer(data: Any, etag: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """Data as JSON."""
    kept = {"Cache-Control": "private, no-cache", **(headers or {})}
    if etag:
        kept["ETag"] = etag
    return Response(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 200, kept, JSON)
