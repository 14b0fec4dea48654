"""A document: what is known of its publication, and its words with every claim that rests on them marked in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers import forms
from ...answers.judging import document_by_prefix
from ...answers.known import Judged, known_claims
from ...answers.moment import Moment
from ...answers.register import Register
from ...errors import BadInput
from ...ledger.sealing import document_key
from ...lists.registry import sources
from ...model.claims import Claim
from ...model.decisions import Decision
from ...model.entries import Edition
from ...model.evidence import Document
from ...model.keys import party_keys
from ...model.words import Verdict
from ..problems import Refusal
from .addresses import segment
from .asking import Ask, Asking
from .passages import Stretch, spans, stretches
from .route import PageRoute

if TYPE_CHECKING:
    from ...news.grouping import Group

router = APIRouter(route_class=PageRoute)
#: Claims of one document that are shown beside it, and characters of a whole text on one page.
SHOWN, LONGEST = 200, 400_000


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of the document: its number on the page, the decision on it, who else says so, and who its subject is."""

    number: int
    item: Judged
    group: "Group | None"
    subject: tuple[str, str] | None
    in_text: bool


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows.

    `removed` is the decision by which the document was taken out, `editions` are the publications of lists that it is
    a file of. `left_out` counts the characters that are not shown.
    """

    document: Document
    held: bool
    removed: Decision | None
    claims: tuple[Said, ...]
    more: int
    stretches: tuple[Stretch, ...]
    whole: bool
    left_out: int
    editions: tuple[Edition, ...]
    titles: dict[str, str]


@router.get("/documents/{sha256}.json")
def twin(asking: Ask, sha256: str) -> Response:
    """The document as data, with its text and the claims that rest on it."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        ident = named(register, sha256)
        document = register.ledger.document(ident)[0].value
        return asking.data(
            register,
            {
                "document": forms.document_form(document),
                "text": document.text,
                "held": register.ledger.body(ident) is not None,
                "claims": [
                    {
                        **forms.claim_form(item.claim, register.resolve, known=item.known),
                        "counts": item.counts,
                        "decision": item.decision.to_json() if item.decision else None,
                    }
                    for item in _claims(register, ident, asking.moment(register))
                ],
            },
        )


@router.get("/documents/{sha256}/file")
async def file(sha256: str) -> Response:
    """The bytes themselves, as the API hands them out."""
    return RedirectResponse(f"/v1/documents/{segment(sha256)}/body", 302)


@router.get("/documents/{sha256}")
def page(asking: Ask, sha256: str, whole: bool = False, record: str = "") -> Response:
    """The document; `record` names an entry of a list that it is a file of, which has a page of its own."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        list_id, colon, ref = record.partition(":")
        if colon and list_id in sources():
            return RedirectResponse(asking.to(f"/lists/{list_id}/{ref}"), 302)
        ident = named(register, sha256)
        if ident != sha256:
            return RedirectResponse(asking.to(f"/documents/{ident}"), 302)
        view = _view(asking, register, ident, whole)
        title = view.document.title or asking.catalogue.say("document.title")
        return asking.page(register, "document.html", view, title=title)


def named(register: Register, sha256: str) -> str:
    """The SHA-256 of the document that these first characters name; refused (404) when there is none."""
    try:
        return document_by_prefix(register.ledger, sha256)
    except BadInput as error:
        raise Refusal(404, str(error), code="no_document", field="sha256") from None


def _view(asking: Asking, register: Register, ident: str, whole: bool) -> View:
    ledger, moment = register.ledger, asking.moment(register)
    document = ledger.document(ident)[0].value
    every = _claims(register, ident, moment)
    shown = every[:SHOWN]
    text = document.text or ""
    marks = spans(text, [item.claim for item in shown])
    parts = stretches(text[:LONGEST], [m for m in marks if m.stop <= LONGEST], whole=whole)
    left_out = sum(p.stop - p.start for p in parts if p.left_out) + max(len(text) - LONGEST, 0)
    placed = {m.number for m in marks if m.stop <= LONGEST}
    home = groups(register, [item.claim for item in shown], moment)
    said = []
    for number, item in enumerate(shown, 1):
        party = item.claim.subject
        who = register.resolve(party) if party else None
        subject = (who.id, who.name) if who else None
        said.append(Said(number, item, home.get(item.claim.id), subject, number in placed))
    removed = [r.value for r in ledger.decisions([ident], moment.before) if r.value.verdict is Verdict.REDACT]
    files = tuple(
        e for kept in register.shelf(moment).editions.values() for e in kept if ident in e.documents
    )
    return View(
        document,
        ledger.body(ident) is not None,
        removed[-1] if removed else None,
        tuple(said),
        len(every) - len(shown),
        tuple(parts),
        whole,
        left_out,
        files,
        {e.list: sources()[e.list].title for e in files if e.list in sources()},
    )


def _claims(register: Register, ident: str, moment: Moment) -> Sequence[Judged]:
    """The claims of a document that are known at a moment, in the order of its words."""
    found = [
        r for r in register.ledger.claims([document_key(ident)], moment.before) if r.value.document == ident
    ]
    known = known_claims(register.ledger, found, moment)
    return sorted(known, key=lambda j: (j.claim.quote.start or 0, j.claim.quote.stop or 0, j.claim.id))


def groups(register: Register, claims: Sequence[Claim], moment: Moment) -> "dict[str, Group]":
    """By claim: everything on record about the same act, who reported it first, who confirms or contradicts it."""
    from ...news.grouping import (
        groups as grouped,
    )  # loads the reader's package, which other pages do not need

    keys = {key for c in claims for key in party_keys(c.subject)}
    found = list(register.ledger.claims(keys, moment.before)) if keys else []
    said = [j.claim for j in known_claims(register.ledger, found, moment) if j.counts or j.awaits]
    mine = {c.id: c for c in (*said, *claims)}
    return {c.id: group for group in grouped(mine.values()) for c in group.claims}
