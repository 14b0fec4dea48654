"""Each request with an id and a line in the log: method, route, status, time. Never what was asked."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .quiet import Quiet

ID = "x-request-id"
_FIT = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger("proscribe.access")


class Watch:
    """Middleware that gives a request its id, sends it back, and logs the answer.

    The route is logged as its template (`/v1/subjects/{ident}`): addresses and queries hold customers' names.
    """

    def __init__(self, app: ASGIApp, quiet: Quiet) -> None:
        self.app = app
        self._quiet = quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the id that the caller gives, when it is fit for a log, or make one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._quiet.heard(scope["path"])
        given = Headers(scope=scope).get(ID, "")
        ident = given if _FIT.fullmatch(given) else secrets.token_hex(8)
        state = scope.setdefault("state", {})
        state["request_id"] = ident
        method, began, status = scope["method"], time.perf_counter(), 0

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = ident
            await send(message)

        try:
            await self.app(scope, receive, marked)
        finally:
            took = (time.perf_counter() - began) * 1000
            caller = state.get("caller")
            who = caller.id if caller else "-"
            log.info("%s %s %s %s %.1f ms %s", ident, method, route(scope), status or "-", took, who)


def route(scope: Scope) -> str:
    """The template of the route that a request was given to, with the prefix of its router; `-` where none fits."""
    own = getattr(scope.get("route"), "path", None)
    if not own:
        return "-"
    given = scope["path"].split("/")
    prefix = [] if ":path}" in own else given[: len(given) - own.count("/")][1:]
    values = set(map(str, scope.get("path_params", {}).values()))
    return "".join(f"/{'*' if part in values else part}" for part in prefix) + str(own)
