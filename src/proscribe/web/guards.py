"""The guards that every request passes, in their order."""

from fastapi import FastAPI

from .compressing import Compressing
from .heads import Heads
from .limits import Limits
from .rate import Rate
from .service import Service
from .shield import Shield
from .uncaught import Uncaught
from .watch import Watch
from .who import Gate, Who


def install(app: FastAPI, service: Service) -> None:
    """Put the guards around an application: the first named sees the request first and the answer last.

    A caller that asks too often, or with a bad token, is refused before anything of a body is read.
    """
    settings = service.settings
    app.add_middleware(Compressing)
    app.add_middleware(Heads)
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(Gate)
    app.add_middleware(Rate, rate=settings.rate)
    app.add_middleware(Who, service=service)
    app.add_middleware(Uncaught)
    app.add_middleware(Shield)
    app.add_middleware(Watch, quiet=service.quiet)
