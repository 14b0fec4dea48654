"""The OpenAPI 3.1 document: the routes as declared, with what the guards answer and the schemas of the answers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from . import documenting
from .schemas import COMPONENTS
from .sessions import COOKIE

_ABOUT = """
Every question takes `on` (the day asked about), `known` (only what was published by then) and `recorded` (only what
this register held by then). HEAD works wherever GET does. An answer has an `ETag` of the record it was made from: send
it back in `If-None-Match` and an unchanged answer is 304. Long answers come in pages (`Link`, `rel=next`) or, with
`format=jsonl`, one object a line. Errors are problem details (RFC 9457) with a stable `code`. A parameter that a route
does not know is refused.

Reading is open to programs on the server's own machine. Everything else needs a token: `Authorization: Bearer …`, made
with `proscribe token new`.
"""
_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Made with `proscribe token new NAME --role ROLE`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "A person who signed in to the pages; writing also needs the header `X-CSRF-Token`.",
    },
}


def install(app: FastAPI) -> None:
    """Let an application describe itself."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _whole(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _whole(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=_ABOUT, routes=app.routes
    )
    parts = found.setdefault("components", {})
    schemas = {k: v for k, v in parts.get("schemas", {}).items() if "ValidationError" not in k}
    if both := schemas.keys() & COMPONENTS.keys():
        raise AssertionError(f"bodies and answers share the names of schemas: {', '.join(sorted(both))}")
    parts["schemas"] = dict(sorted({**schemas, **COMPONENTS}.items()))
    parts["securitySchemes"] = _SECURITY
    found["security"] = [{}, {"token": []}, {"session": []}]
    found["servers"] = [{"url": "/", "description": "This server."}]
    for path, item in found["paths"].items():
        for method, operation in item.items():
            ours = path.startswith("/v1/")
            _complete(method, operation, ours=ours)
            if "{" in path or not ours:
                operation["responses"].setdefault("404", documenting.refusals(404)[404])
    return found


def _complete(method: str, operation: dict[str, Any], *, ours: bool) -> None:
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422")):  # said by the framework, and ours are 400
        del responses["422"]
        if not ours:
            responses["422"] = documenting.refusal("A part of the request is not as described.")
    if method == "get" and "200" in responses:
        responses.setdefault("304", {"description": "The answer named in `If-None-Match` still holds."})
    for status, about in documenting.ALWAYS.items():
        responses.setdefault(str(status), documenting.refusal(about))
    if "requestBody" in operation:
        responses.setdefault("415", documenting.refusals(415)[415])
    operation["responses"] = dict(sorted(responses.items()))
