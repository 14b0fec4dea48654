"""HEAD wherever GET works: the same answer without its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Middleware that asks an application for a GET and gives the caller only the head of its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything but HEAD on untouched."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"}  # a copy: the server must go on to see a HEAD
        try:
            await self.app(inner, receive, bare)
        finally:
            scope.update((key, inner[key]) for key in ("route", "path_params") if key in inner)  # for the log
