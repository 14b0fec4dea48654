"""The REST API: one module a kind of question."""

from fastapi import APIRouter

from . import standing

router = APIRouter()
for part in (standing,):
    router.include_router(part.router)
