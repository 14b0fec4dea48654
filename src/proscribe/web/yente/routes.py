"""Routes that refuse parameters as yente does: with 422, where the rest of this API says 400."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from ..problems import Refusal

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Route(APIRoute):
    """A route of the API of yente."""

    def get_route_handler(self) -> Handler:
        """The handler of the route, with what does not fit its parameters answered by 422."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                place, *rest = (str(part) for part in first["loc"])
                field = ".".join(rest) or place
                raise Refusal(422, f"{field}: {first['msg']}", code="bad_input", field=field) from None

        return handler
