"""Routes whose errors are pages: what went wrong, and a form to put it right."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ...errors import BadInput, CheckFailed, LedgerError, ProscribeError
from ..problems import Refusal
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
