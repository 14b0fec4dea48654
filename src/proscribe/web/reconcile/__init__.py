"""The Reconciliation Service API 0.2, by which OpenRefine matches a column of names and fetches what is known."""

from fastapi import APIRouter, FastAPI

from ..who import READING
from . import preview, service, suggest
from .cross import Cross

router = APIRouter(dependencies=[READING])
for part in (service, suggest, preview):
    router.include_router(part.router)


def install(app: FastAPI) -> None:
    """Add the routes, and let pages of this machine read them."""
    app.include_router(router, tags=["reconciliation"])
    app.add_middleware(Cross)
