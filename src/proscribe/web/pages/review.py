"""The queue of review: every act that awaits judgement, with all that is said of it, to accept or to reject."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.judging import Matter, verdict_on
from ...answers.known import Judged
from ...answers.register import Register
from ...law.load import load_regimes
from ...model.claims import Claim
from ...model.decisions import Decision
from ...model.evidence import Document
from ..tokens import Role
from .asking import Ask, Asking
from .leaves import Leaf, leaf
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: Acts on one page of the queue.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim with the document that says it."""

    claim: Claim
    document: Document | None
    item: Judged | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """An act that awaits judgement: the proposals to judge, and what else is on record of it.

    `id` is that of the proposal that was published first. `next` is the one after it, None for the last on the page.
    """

    id: str
    matter: Matter
    subject: tuple[str, str] | None
    law: str
    proposals: tuple[Proposal, ...]
    beside: tuple[Proposal, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided a moment ago."""

    claim: Claim
    decision: Decision


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `may` says that the reader may judge."""

    acts: Leaf[Act]
    proposals: int
    may: bool
    done: Done | None


@router.get("/review.json")
def twin(asking: Ask) -> Response:
    """The queue as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        return asking.data(
            register, [forms.matter_form(m, register.resolve) for m in queue(asking, register)]
        )


@router.get("/review")
def page(asking: Ask, done: str = "") -> Response:
    """The queue; `done` names a claim that was judged a moment ago."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = queue(asking, register)
        part = leaf(asking, found, SHOWN)
        acts = [act(register, m) for m in part.items]
        after: list[str | None] = [*(a.id for a in acts[1:]), None]
        shown = tuple(_before(a, n) for a, n in zip(acts, after, strict=True)) if acts else ()
        view = View(
            Leaf(shown, part.first, part.last, part.total, part.before, part.after),
            sum(len(m.awaiting) for m in found),
            may_judge(asking),
            _done(register, done),
        )
        return asking.page(register, "review.html", view, title=asking.catalogue.say("review.title"))


def queue(asking: Asking, register: Register) -> Sequence[Matter]:
    """What awaits judgement at the moment asked about."""
    stamps = asking.stamps

    def made() -> tuple[Matter, ...]:
        return tuple(register.matters(stamps.known, stamps.recorded))

    key = ("matters", asking.moment(register).known, stamps.recorded)
    return register.memory.of(register.head().digest, key, made, large=True)


def act(register: Register, matter: Matter) -> Act:
    """An act as it is shown."""
    waiting = {p.claim.id: p for p in matter.awaiting}
    first = matter.awaiting[0].claim
    who = register.resolve(first.subject) if first.subject else None

    def proposal(claim: Claim) -> Proposal:
        found = register.ledger.document(claim.document)
        return Proposal(claim, found[0].value if found else None, waiting.get(claim.id))

    law = load_regimes().get(first.regime or "")
    return Act(
        first.id,
        matter,
        (who.id, who.name) if who else None,
        law.name if law else "",
        tuple(proposal(p.claim) for p in matter.awaiting),
        tuple(proposal(c) for c in matter.group.claims if c.id not in waiting),
        None,
    )


def may_judge(asking: Asking) -> bool:
    """True when the reader is signed in and may judge, and there is a register to write to."""
    caller = asking.request.scope.get("state", {}).get("caller")
    role = caller is not None and caller.via != "loopback" and caller.role.allows(Role.REVIEW)
    return role and asking.service.note is None


def _before(one: Act, following: str | None) -> Act:
    return replace(one, next=following)


def _done(register: Register, ident: str) -> Done | None:
    found = register.ledger.claim(ident) if len(ident) >= 12 else []
    if len(found) != 1:
        return None
    decision = verdict_on(register.ledger, found[0].value)
    return Done(found[0].value, decision) if decision else None
