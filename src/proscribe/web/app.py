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

#: Seconds without a question after which a server that has just started prepares for the first match of the day.
PAUSE = 2.0


def create_app(service: Service) -> FastAPI:
    """The application that serves a register."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = service.settings.threads
        dict(load_regimes())  # read now, not by the first question
        preparing = None
        if service.settings.prepare:
            preparing = asyncio.create_task(service.quiet.then(lambda: yente.prepare(service), PAUSE))
        yield
        if preparing is not None:
            preparing.cancel()
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
