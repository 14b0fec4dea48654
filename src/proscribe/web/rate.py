"""How many requests a caller may make: a bucket of tokens that fills at the allowed rate."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from .problems import Refusal, problem

#: Callers remembered; of more, those that asked longest ago are forgotten, and begin anew.
CALLERS = 10_000


class Buckets:
    """One bucket for each caller: it holds a minute's requests and fills at `rate` a minute."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> float:
        """Take one request; 0 when it was there, or else the seconds until it will be."""
        now = self._clock()
        level, then = self._held.pop(caller, (float(self._rate), now))
        level = min(float(self._rate), level + (now - then) * self._rate / 60)
        there = level >= 1
        self._held[caller] = (level - 1 if there else level, now)
        if len(self._held) > CALLERS:
            self._held.popitem(last=False)
        return 0 if there else (1 - level) * 60 / self._rate


class Rate:
    """Middleware that answers 429 with `Retry-After` to a caller that asks more often than `rate` a minute.

    Callers are told apart by their token or session, strangers by their address.
    """

    def __init__(self, app: ASGIApp, rate: int) -> None:
        self.app = app
        self._buckets = Buckets(rate) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, and pass it on while there is room."""
        if scope["type"] != "http" or self._buckets is None:
            await self.app(scope, receive, send)
            return
        caller = scope["state"].get("caller")
        peer = scope["client"][0] if scope.get("client") else "-"
        wait = self._buckets.take(caller.id if caller else peer)
        if wait:
            seconds = max(1, math.ceil(wait))
            said = f"too many requests; ask again in {seconds} s"
            refusal = Refusal(429, said, headers={"Retry-After": str(seconds)})
            await problem(refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)
