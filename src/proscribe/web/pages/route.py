"""Routes whose errors are pages: what went wrong, and a form to put it right."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from ...errors import BadInput, CheckFailed, LedgerError, ProscribeError
from ..problems import Refusal
from ..sessions import SIGN_IN
from . import missing

_STATUS = {BadInput: 400, CheckFailed: 409, LedgerError: 503}


class PageRoute(APIRoute):
    """A route of the pages. Its twin (an address that ends in `.json` and the like) answers errors as the API does."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with errors turned into pages."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            if missing.is_data(request.url.path):
                return await handle(request)
            try:
                return await handle(request)
            except Refusal as error:
                if error.status == 401 and request.method in ("GET", "HEAD"):
                    return RedirectResponse(sign_in(request), 303)
                return missing.refused(request, error)
            except ProscribeError as error:
                return missing.refused(request, Refusal(_STATUS.get(type(error), 400), str(error)))
            except HTTPException as error:
                return missing.refused(request, Refusal(error.status_code, str(error.detail)))
            except RequestValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"][1:])
                return missing.refused(request, Refusal(422, f"{field}: {first['msg']}", field=field))

        return handled


def sign_in(request: Request) -> str:
    """The address of the page that signs in and leads back to the one asked for."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{SIGN_IN}?{urlencode({'next': here[:2000]})}"
