"""Documents by their SHA-256: `/v1/documents/{sha256}`, and the bytes themselves, safely."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from ...answers import forms
from ...answers.judging import document_by_prefix
from ...answers.register import Register
from ...ledger.sealing import document_key
from .. import answer
from ..asking import One
from ..bodies import JSON_BODY, NewDecision
from ..documenting import WRITING, one, refusals
from ..problems import Refusal, at
from ..shapes import DECIDED, FILED
from ..who import Admin
from ..writing import receipt, writing

router = APIRouter(tags=["documents"])
Sha256 = Annotated[
    str,
    Path(
        description="The SHA-256 of the document, or its first 4 characters or more.",
        max_length=64,
        examples=["e15941e846b3"],
    ),
]
#: Kinds that are handed out as what they are. Anything else is handed out as bytes: nothing is run or shown in place.
_KINDS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "text/plain": ".txt",
    "text/csv": ".csv",
}
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@router.get("/documents/{sha256}", responses=one(FILED, 404, 409))
def document(ask: One, sha256: Sha256) -> Response:
    """What is known of a document, whether its bytes are held, and the claims that rest on it."""

    def make(register: Register) -> forms.Json:
        ident = _find(register, sha256)
        claims = register.ledger.claims([document_key(ident)])
        return {
            "document": forms.document_form(register.ledger.document(ident)[0].value),
            "held": register.ledger.body(ident) is not None,
            "claims": [r.value.id for r in claims if r.value.document == ident],
        }

    return ask.one(make)


@router.get(
    "/documents/{sha256}/body",
    response_class=Response,
    responses={
        200: {
            "description": "The bytes, to be saved.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
            | {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _KINDS},
        },
        **refusals(404, 409, 410),
    },
)
def body(ask: One, sha256: Sha256) -> Response:
    """The bytes of a document as they were published, as a file to be saved."""
    with ask.service.register() as register:
        ident = _find(register, sha256)
        held = register.ledger.body(ident)
        if held is None:
            raise Refusal(410, "the bytes of this document are not held; its digest stays", code="redacted")
        kind = register.ledger.document(ident)[0].value.media_type
    etag = f'"{ident}"'
    if same := answer.known_already(ask.request, etag):
        return same
    plain = kind.partition(";")[0].strip().lower()
    suffix = _KINDS.get(plain)
    headers = {
        "ETag": etag,
        "Content-Security-Policy": _SANDBOX,
        "Content-Disposition": f'attachment; filename="{ident[:16]}{suffix or ".bin"}"',
    }
    media = "application/octet-stream" if suffix is None else plain
    charset = "; charset=utf-8" if plain.startswith("text/") and suffix and "utf-8" in kind.lower() else ""
    return Response(held, 200, {**headers, "Content-Type": media + charset})


@router.post(
    "/documents/{sha256}/redact",
    dependencies=[JSON_BODY],
    responses=one(DECIDED, 404, 409),
    openapi_extra=WRITING,
)
def redact(ask: One, caller: Admin, sha256: Sha256, given: NewDecision) -> Response:
    """Remove the bytes of a document and the quotes from it; their digests and the reason stay. Role admin."""
    with writing(ask) as register, at("sha256"):
        ident, done = register.redact(sha256, caller.signature(given.by), given.because)
        return receipt(done, {"verdict": "redact", "target": ident})


def _find(register: Register, sha256: str) -> str:
    with at("sha256"):
        return document_by_prefix(register.ledger, sha256)
