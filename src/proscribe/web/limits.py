"""How much a request may carry, and how long it may take to arrive."""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Refusal, problem
from .settings import Settings

#: The longest address with its query, and the most bytes of headers.
ADDRESS, HEADERS = 16 << 10, 32 << 10
#: A body that is not a file for screening: decisions, queries, forms.
SMALL = 1 << 20
_FILES = ("/v1/screen/file", "/screen")


class Limits:
    """Middleware that refuses what is too long (414, 431), too large (413) or too slow (408).

    A body is measured as it arrives, whatever its head says, and no more of it is read once it is too large.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the head, then measure the body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.settings.body if scope["path"] in _FILES else min(SMALL, self.settings.body)
        if refusal := _head(scope, most):
            await problem(refusal)(scope, receive, send)
            return
        body = _Body(receive, send, most, self.settings.seconds)
        try:
            await self.app(scope, body.receive, body.send)
        except Exception:
            if body.refusal is None:
                raise
        if body.refusal is not None and not body.begun:
            await problem(body.refusal)(scope, receive, send)


class _Body:
    """A body on its way in: counted, and timed until it is whole. Once it is refused, the application is not heard."""

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._receive, self._send, self._most, self._seconds = receive, send, most, seconds
        self._deadline = time.monotonic() + seconds
        self._size = 0
        self._whole = False
        self.refusal: Refusal | None = None
        self.begun = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        if self.refusal is not None:
            return {"type": "http.disconnect"}
        try:
            left = self._deadline - time.monotonic()
            message = await asyncio.wait_for(self._receive(), max(left, 0))
        except TimeoutError:
            said = f"the request did not arrive within {self._seconds:g} seconds"
            self.refusal = Refusal(408, said, code="too_slow", headers={"Connection": "close"})
            return {"type": "http.disconnect"}
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            self.refusal = _too_large(self._most)
            return {"type": "http.disconnect"}
        self._whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self.refusal is None or self.begun:
            self.begun = True
            await self._send(message)


def _head(scope: Scope, most: int) -> Refusal | None:
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
        said = f"the address has more than {ADDRESS >> 10} KB; send names in the body: POST /v1/screen"
        return Refusal(414, said, code="too_long")
    if sum(len(k) + len(v) for k, v in scope["headers"]) > HEADERS:
        return Refusal(431, f"the headers have more than {HEADERS >> 10} KB", code="too_long")
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        return Refusal(400, "content-length is not a number", code="bad_input", field="content-length")
    return _too_large(most) if int(length[:20]) > most else None


def _too_large(most: int) -> Refusal:
    size = f"{most >> 20} MB" if most >= 1 << 20 else f"{most} bytes"
    said = f"the body has more than {size}; send it in parts"
    return Refusal(413, said, code="too_large", headers={"Connection": "close"})
