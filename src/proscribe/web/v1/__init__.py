"""The REST API: one module a kind of question."""

from fastapi import APIRouter

from ..who import READING
from . import (
    changes,
    claims,
    documents,
    lists,
    procedure,
    record,
    review,
    screening,
    standing,
    subjects,
    upload,
)

router = APIRouter(dependencies=[READING])
for part in (
    standing,
    procedure,
    changes,
    subjects,
    lists,
    documents,
    screening,
    upload,
    review,
    claims,
    record,
):
    router.include_router(part.router)
