"""The REST API: one module a kind of question."""

from fastapi import APIRouter

from ..who import READING
from . import standing

router = APIRouter(dependencies=[READING])
for part in (standing,):
    router.include_router(part.router)
