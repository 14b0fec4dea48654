"""Errors over HTTP: problem details (RFC 9457) with a stable code and the field at fault."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ..errors import BadInput, CheckFailed, LedgerError, ProscribeError

MEDIA = "application/problem+json"
_STATUS = {BadInput: 400, CheckFailed: 409, LedgerError: 503}
_CODES = {
    400: "bad_input",
    401: "no_token",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "too_slow",
    409: "conflict",
    413: "too_large",
    414: "too_long",
    415: "wrong_type",
    422: "bad_input",
    429: "too_many",
    503: "unavailable",
}


class Refusal(Exception):
    """A request that is answered with a problem.

    `code` is stable, `detail` one line that says what to do, `field` the parameter or part of the body at fault.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str | None = None,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field, self.headers = status, detail, field, headers
        self.code = code or _CODES.get(status, "refused")


def problem(refusal: Refusal) -> Response:
    """The answer to a refused request."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
    }
    if refusal.field:
        body["field"] = refusal.field
    return JSONResponse(body, refusal.status, dict(refusal.headers or {}), MEDIA)


def install(app: FastAPI) -> None:
    """Answer every error of an application that can be foreseen with a problem."""

    @app.exception_handler(Refusal)
    async def refused(_: Request, error: Refusal) -> Response:
        return problem(error)

    @app.exception_handler(ProscribeError)
    async def unfit(_: Request, error: ProscribeError) -> Response:
        return problem(Refusal(_STATUS.get(type(error), 400), str(error)))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        return problem(Refusal(error.status_code, str(error.detail), headers=error.headers))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place, *rest = (str(part) for part in first["loc"])
        field = ".".join(rest) or place
        return problem(Refusal(422, f"{field}: {first['msg']}", field=field))
