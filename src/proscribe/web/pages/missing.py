"""Pages for what cannot be shown: an address that does not exist, a stamp that is no day, a subject nobody knows."""

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..problems import Refusal
from ..question import Stamps
from . import frame
from .addresses import STAMPS, segment
from .asking import Asking

_DATA = (".json", ".jsonl", ".csv", ".ics", ".js", ".css")


def is_data(path: str) -> bool:
    """True for an address whose reader is a program."""
    return path.endswith(_DATA) or path.startswith(("/v1/", "/assets/"))


def refused(request: Request, refusal: Refusal) -> Response:
    """The page of a refused request: what is wrong, and a form with what was given where a stamp is at fault."""
    asking = Asking(request, request.app.state.service, Stamps(None, None, None))
    given = request.query_params.multi_items()
    stamps = {key: next((v for k, v in given if k == key), "") for key in STAMPS}
    view = {
        "status": refusal.status,
        "detail": refusal.detail,
        "field": refusal.field or "",
        "stamps": stamps if refusal.field in STAMPS else {},
        "carried": [(k, v) for k, v in given if k not in STAMPS],
        "action": segment(request.scope["path"]),
    }
    headers = {"Cache-Control": "no-store", **(refusal.headers or {})}
    return frame.render("refused.html", asking, headers, refusal.status, page=None, view=view)


def install(app: FastAPI) -> None:
    """Answer a browser that asks for an address which does not exist with a page."""
    before = app.exception_handlers.get(HTTPException)

    async def handler(request: Request, error: HTTPException) -> Response:
        reads = "text/html" in request.headers.get("accept", "")
        if before is None or (reads and request.method in ("GET", "HEAD") and not is_data(request.url.path)):
            return refused(request, Refusal(error.status_code, str(error.detail)))
        answered: Response = await before(request, error)  # type: ignore[misc]
        return answered

    app.exception_handlers[HTTPException] = handler
