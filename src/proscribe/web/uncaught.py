"""Faults of the program: the caller learns that there was one, the log where; neither holds what was asked."""

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Refusal, problem

log = logging.getLogger("proscribe.web")


class Uncaught:
    """Middleware that answers an unforeseen error with 500.

    The log has the kind of error and the lines of code it came through. Its message is left out: it may quote a
    customer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an answer that had begun is cut off, so that the caller sees it is not whole."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            ident = scope.get("state", {}).get("request_id", "-")
            frames = traceback.extract_tb(error.__traceback__)
            lines = "\n".join(f"  {f.filename}:{f.lineno} in {f.name}" for f in frames)
            log.error("%s unforeseen %s\n%s", ident, type(error).__name__, lines)
            if not begun:
                said = f"the server could not answer; its log has the reason under {ident}"
                await problem(Refusal(500, said, code="internal"))(scope, receive, send)
