"""Access from the pages of OpenRefine, which runs on the same machine under an origin of its own."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Pages that this machine serves, at any port. No page from elsewhere may read the register through a browser.
_LOCAL = re.compile(r"https?://(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?")
#: The same as a source of a Content-Security-Policy.
ANCESTORS = "http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*"
PREFIX = "/reconcile/"


class Cross:
    """Middleware that lets pages of this machine read the reconciliation service (CORS); other routes stay as they
    are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Name the origin in the answer, and answer what a browser asks beforehand."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope)
        origin = given.get("origin", "")
        local = _LOCAL.fullmatch(origin) is not None

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                if local:
                    headers["Access-Control-Allow-Origin"] = origin
            await send(message)

        if scope["method"] == "OPTIONS" and "access-control-request-method" in given:
            allowed = {
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": "Content-Type, Authorization",
                "Access-Control-Max-Age": "600",
            }
            await Response(status_code=204, headers=allowed if local else {})(scope, receive, named)
            return
        await self.app(scope, receive, named)
