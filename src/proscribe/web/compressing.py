"""Answers compressed for callers that take gzip; what others are sent is untouched.

A cookie of this server never comes with a request that another site began (SameSite=Strict), so no site can have its
own words compressed together with what a page holds for its reader.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes from which on an answer is worth it, and how hard it is tried (1 to 9).
LEAST, LEVEL = 4096, 5
#: What is compressed already.
_DENSE = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/pdf",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*(?P<weight>[0-9.]+)\s*)?(?:,|$)", re.IGNORECASE)


def takes_gzip(given: str) -> bool:
    """True when the `Accept-Encoding` of a request takes gzip."""
    found = _GZIP.search(given)
    return found is not None and (found["weight"] or "1").strip("0.") != ""


class Compressing:
    """Middleware that compresses answers of `LEAST` bytes and more, and streams part by part as they are sent.

    Every answer names the header it depends on. The ETag of a compressed one is weak: its bytes are others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, to a compressor where the caller takes gzip."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        asked = Headers(scope=scope)
        held = asked.get("if-none-match", "")

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "accept-encoding" not in headers.get("vary", "").lower():
                    headers.add_vary_header("Accept-Encoding")
                tag = headers.get("etag", "")
                again = message["status"] == 304 and f"W/{tag}" in held
                if tag.startswith('"') and (again or headers.get("content-encoding") == "gzip"):
                    headers["etag"] = f"W/{tag}"
            await send(message)

        app = self.app
        if takes_gzip(asked.get("accept-encoding", "")):
            app = GZipResponder(app, LEAST, LEVEL, exclude_content_types=_DENSE)
        await app(scope, receive, named)
