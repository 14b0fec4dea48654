"""How long nobody has asked anything, so that work that can wait does not slow down who asks."""

import asyncio
import time
from collections.abc import Callable

#: Addresses by which a server is only looked after.
LOOKED_AFTER = frozenset(("/healthz", "/readyz"))


class Quiet:
    """When a question last came."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def heard(self, path: str) -> None:
        """A request came; those that only look after the server are no questions."""
        if path not in LOOKED_AFTER:
            self._last = time.monotonic()

    async def then(self, work: Callable[[], object], seconds: float) -> None:
        """Do `work` once, when nobody has asked anything for so many seconds."""
        while (rest := self._last + seconds - time.monotonic()) > 0:
            await asyncio.sleep(rest)
        work()
