"""The API of yente, which screening software and its client `yente-client` speak; docs/compatibility.md says what
differs."""

from fastapi import APIRouter

from ..service import Service
from ..who import READING
from . import catalog, entities, match, search, statements
from .collections import collections_of


def prepare(service: Service) -> None:
    """Begin to make, in a thread, what the first question of today needs."""
    collections_of(service).prepare()


router = APIRouter()
router.include_router(catalog.health)
_reading = APIRouter(dependencies=[READING])
for part in (catalog, match, search, entities, statements):
    _reading.include_router(part.router)
router.include_router(_reading)
