"""Errors over HTTP: problem details (RFC 9457) with a stable code and the field at fault."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..errors import Ambiguous, CheckFailed, LedgerError, NotFound, ProscribeError

MEDIA = "application/problem+json"
#: The stable code of each status, where an error has none of its own.
CODES = {
    400: "bad_input",
    401: "no_token",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    409: "conflict",
    410: "redacted",
    413: "too_large",
    414: "too_long",
    415: "wrong_type",
    429: "too_many",
    431: "too_long",
    500: "internal",
    503: "unavailable",
}
_SAID = {
    404: "there is nothing at this address; see /openapi.json",
    405: "this address does not take the method",
}
log = logging.getLogger("proscribe.web")


class Refusal(Exception):
    """A request that is answered with a problem.

    `code` is stable, `detail` one line that says what to do, `field` the parameter or part of the body at fault,
    `candidates` what an ambiguous name may mean, as pairs of id and name.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str | None = None,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        candidates: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field, self.headers = status, detail, field, headers
        self.code = code or CODES.get(status, "refused")
        self.candidates = candidates

    @classmethod
    def of(cls, error: ProscribeError, field: str | None = None) -> "Refusal":
        """The refusal that an error of the register amounts to."""
        if isinstance(error, LedgerError):
            # its text names files of this machine
            log.error("the register cannot be used: %s", error)
            said = "the register cannot be read or written now; the server's log says why"
            return cls(503, said, headers={"Retry-After": "5"})
        if isinstance(error, Ambiguous):
            return cls(409, str(error), code="ambiguous", field=field, candidates=error.candidates)
        status = 404 if isinstance(error, NotFound) else 409 if isinstance(error, CheckFailed) else 400
        return cls(status, str(error), field=field)


@contextmanager
def at(field: str) -> Iterator[None]:
    """Name the field that errors of the register inside the block are about."""
    try:
        yield
    except ProscribeError as error:
        raise Refusal.of(error, field) from None


def form(refusal: Refusal) -> dict[str, Any]:
    """A refusal as plain data."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
    }
    if refusal.field:
        body["field"] = refusal.field
    if refusal.candidates:
        body["candidates"] = [{"id": ident, "name": name} for ident, name in refusal.candidates]
    return body


def problem(refusal: Refusal) -> Response:
    """The answer to a refused request."""
    # in ASCII, since half a surrogate pair may have come in
    text = json.dumps(form(refusal), separators=(",", ":"))
    return Response(text, refusal.status, dict(refusal.headers or {}), MEDIA)


def install(app: FastAPI) -> None:
    """Answer every error of an application that can be foreseen with a problem."""

    @app.exception_handler(Refusal)
    async def refused(_: Request, error: Refusal) -> Response:
        return problem(error)

    @app.exception_handler(ProscribeError)
    async def unfit(_: Request, error: ProscribeError) -> Response:
        return problem(Refusal.of(error))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        said = _SAID.get(error.status_code, str(error.detail))
        return problem(Refusal(error.status_code, said, headers=error.headers))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place, *rest = (str(part) for part in first["loc"])
        if first["type"] == "json_invalid":
            said = f"the body is not JSON: {first['ctx']['error']} at {first['loc'][-1]}"
            return problem(Refusal(400, said, code="not_json", field="body"))
        field = ".".join(rest) or place
        return problem(Refusal(400, f"{field}: {first['msg']}", field=field))
