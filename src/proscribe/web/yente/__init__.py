"""The API of yente, which screening software and its client `yente-client` speak; docs/compatibility.md says what
differs."""

from fastapi import APIRouter

from ..who import READING
from . import catalog, entities, match, search, statements

router = APIRouter()
router.include_router(catalog.health)
_reading = APIRouter(dependencies=[READING])
for part in (catalog, match, search, entities, statements):
    _reading.include_router(part.router)
router.include_router(_reading)
