"""Editing a proposal into a claim of one's own: the new claim takes the place of the old one, in one batch."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers.dossier import subject_of
from ...answers.entering import Entered, entered
from ...answers.judging import claim_by_prefix, decide
from ...answers.places import place
from ...answers.register import Register
from ...errors import ProscribeError
from ...model.claims import Claim, Party
from ...model.words import Act, Effect, EndReason, Factuality, Verdict
from ..bodies import NewClaim, NewDecision
from ..problems import Refusal, at
from ..writing import edtf
from .asking import Ask, Asking
from .document import named
from .judging import stale, writable
from .posted import Judging, Posted
from .review import Proposal, may_judge
from .route import PageRoute
from .stale import DECIDING, mark, since

router = APIRouter(route_class=PageRoute)
#: The fields of the form, in the order of the page.
FIELDS = (
    "subject",
    "act",
    "aim",
    "in",
    "date",
    "factuality",
    "actor",
    "instrument",
    "scope",
    "effect",
    "end_reason",
    "quote",
    "source",
    "published",
    "note",
)
#: Characters of a quote that a claim by hand may have.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: the claim as it is, the fields of the new one, and what was wrong with them before."""

    proposal: Proposal
    fields: dict[str, str]
    because: str
    new: bool
    choices: dict[str, tuple[str, ...]]
    seen: str
    may: bool
    wrong: str = ""
    field: str = ""


@router.get("/review/{claim}/edit")
def page(asking: Ask, claim: str) -> Response:
    """The form, filled with what the proposal says."""
    with asking.register() as register:
        old = _old(register, claim)
        view = _view(asking, register, old, _fields(register, old), mark(register.ledger.decisions([old.id])))
        return asking.page(register, "edit.html", view, title=asking.catalogue.say("edit.title"), kept=False)


@router.post("/review/{claim}/edit")
def edit(asking: Ask, posted: Judging, claim: str) -> Response:
    """Enter the new claim and let it take the place of the old one."""
    writable(asking)
    with asking.register() as register, DECIDING:
        old = _old(register, claim)
        if meanwhile := since(list(register.ledger.decisions([old.id])), posted.get("state")):
            return stale(asking, register, meanwhile, [old], posted)
        try:
            items = _replacing(register, old, posted)
        except (Refusal, ProscribeError) as error:
            return _again(asking, register, old, posted, error)
        register.append(items)
    return RedirectResponse(asking.to("/review", done=old.id[:16]), 303)


def _replacing(register: Register, old: Claim, posted: Posted) -> list[Any]:
    """What is appended: the document and claim that state the new one, and the decision that puts it in place."""
    reason = posted.read(NewDecision)
    given = posted.read(NewClaim, new="new" in posted.fields)
    for field in ("date", "published"):
        edtf(getattr(given, field), field)
    with at("in"):
        place(given.where)
    with at("subject"):
        roster = register.roster()
        subject = subject_of(roster, Party(given.subject)) if given.new else register.find(given.subject)
    by = posted.caller.signature(given.by)
    filed, claim = entered(subject, Entered(by=by, **given.model_dump(exclude={"subject", "new", "by"})))
    return [filed, claim, *decide(register.ledger, Verdict.WITHDRAW, old, by, reason.because, claim)]


def _again(
    asking: Asking, register: Register, old: Claim, posted: Posted, error: Refusal | ProscribeError
) -> Response:
    """The form as it was sent, with what was wrong with it."""
    refusal = error if isinstance(error, Refusal) else Refusal.of(error)
    fields = {name: posted.get(name) for name in FIELDS}
    view = _view(asking, register, old, fields, posted.get("state"))
    wrong = View(
        view.proposal,
        fields,
        posted.get("because"),
        "new" in posted.fields,
        view.choices,
        view.seen,
        view.may,
        refusal.detail,
        refusal.field or "",
    )
    title = asking.catalogue.say("edit.title")
    return asking.page(register, "edit.html", wrong, title=title, status=refusal.status)


def _old(register: Register, ident: str) -> Claim:
    with at("claim"):
        return claim_by_prefix(register.ledger, ident).value


def _view(asking: Asking, register: Register, old: Claim, fields: dict[str, str], seen: str) -> View:
    found = register.ledger.document(old.document)
    return View(
        Proposal(old, found[0].value if found else None),
        fields,
        "",
        False,
        {
            "act": _values(Act),
            "aim": ("", *_values(Act)),
            "factuality": _values(Factuality),
            "effect": ("", *_values(Effect)),
            "end_reason": ("", *_values(EndReason)),
        },
        seen,
        may_judge(asking),
    )


def _values(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _fields(register: Register, old: Claim) -> dict[str, str]:
    """What a claim says, as the form has it."""
    document = register.ledger.document(named(register, old.document))[0].value
    return {
        "subject": register.resolve(old.subject).id[:300] if old.subject else "",
        "act": old.act.value,
        "aim": old.aim.value if old.aim else "",
        "in": old.regime or old.jurisdiction or "",
        "date": old.date.text if old.date else "",
        "factuality": old.factuality.value,
        "actor": old.actor or "",
        "instrument": old.instrument or "",
        "scope": old.scope or "",
        "effect": old.effect.value if old.effect else "",
        "end_reason": old.end_reason.value if old.end_reason else "",
        "quote": old.quote.exact[:LONGEST],
        "source": old.url or document.url or f"sha256:{old.document}",
        "published": old.published.text if old.published else "",
        "note": old.note or "",
    }
