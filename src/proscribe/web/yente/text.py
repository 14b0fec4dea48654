"""JSON as it is put together from parts that are made once and kept."""

import json
from typing import Any

from starlette.responses import Response

from ..answer import JSON


def text(data: Any) -> str:
    """Data as JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def ready(body: str, **headers: str) -> Response:
    """A finished text of JSON as an answer. Half a surrogate pair that came in goes out as a question mark."""
    kept = {"Cache-Control": "private, no-cache", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return Response(body.encode("utf-8", "replace"), 200, kept, JSON)
