"""The application: routes, guards and error answers put together over one service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI

from .. import __version__
from ..law.load import load_regimes
from . import described, guards, openapi, pages, problems, reconcile, v1, yente
from .service import Service

#: Seconds from the start of a server until it prepares for the first match of the day: until then it answers at once.
PAUSE = 1.0


def create_app(service: Service) -> FastAPI:
    """The application that serves a register."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = service.settings.threads
        dict(load_regimes())  # read now, not by the first question
        if service.settings.prepare:
            asyncio.get_running_loop().call_later(PAUSE, yente.prepare, service)
        yield
        service.close()

    app = FastAPI(
        title="Proscribe",
        version=__version__,
        summary="The open register of bans: who is banned where, since when, and what was known when.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.include_router(v1.router, prefix="/v1")
    app.include_router(yente.router, tags=["yente"])
    app.include_router(described.router)
    reconcile.install(app)
    problems.install(app)
    openapi.install(app)
    pages.install(app)
    guards.install(app, service)
    return app
