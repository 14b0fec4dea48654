"""Judging what awaits it: accept or reject the proposals about an act, by a form that knows what it was made from."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers.judging import claim_by_prefix, decide
from ...answers.register import Register
from ...model.claims import Claim
from ...model.words import Verdict
from ..bodies import NewDecision
from ..problems import Refusal, at
from .asking import Ask, Asking
from .posted import Judging, Posted
from .review import act, queue
from .route import PageRoute
from .stale import DECIDING, Meanwhile, about

router = APIRouter(route_class=PageRoute)
_VERDICTS = {"accept": Verdict.ACCEPT, "reject": Verdict.REJECT}
#: Proposals that one form may judge.
_MOST = 500


@router.post("/review")
def judge(asking: Ask, posted: Judging) -> Response:
    """Accept or reject the proposals of a form in one batch; a stale form changes nothing and says what changed."""
    verdict = _VERDICTS.get(posted.get("verdict"))
    if verdict is None:
        raise Refusal(400, "press one of the buttons of the form: accept or reject", field="verdict")
    chosen, seen = ids(posted, "claim"), ids(posted, "seen")
    if not chosen:
        raise Refusal(400, "no proposal is chosen: tick at least one", field="claim")
    given = posted.read(NewDecision, **_reason(asking, posted, verdict))
    by = posted.caller.signature(given.by)
    writable(asking)
    with asking.register() as register, DECIDING:
        with at("claim"):
            claims = [claim_by_prefix(register.ledger, ident).value for ident in chosen]
        shown = {*chosen, *ids(posted, "left")}
        if meanwhile := _meanwhile(asking, register, claims, [*shown], seen):
            return stale(asking, register, meanwhile, claims, posted)
        register.append([d for c in claims for d in decide(register.ledger, verdict, c, by, given.because)])
    return RedirectResponse(_onward(asking, posted, chosen[0]), 303)


def ids(posted: Posted, name: str) -> list[str]:
    """The ids of claims that a form carries under a name, one or several to a field."""
    found = [ident for text in posted.repeated.get(name, ()) for ident in text.split()]
    if len(found) > _MOST:
        raise Refusal(400, f"a form judges at most {_MOST} proposals at once, not {len(found)}", field=name)
    return list(dict.fromkeys(found))


def writable(asking: Asking) -> None:
    """Refuse (409) to write where only the starter facts are served."""
    if asking.service.note is not None:
        said = (
            "there is no register here, only the starter facts; make one with: proscribe init, and serve it"
        )
        raise Refusal(409, said, code="no_register")


def stale(
    asking: Asking, register: Register, meanwhile: Meanwhile, claims: Sequence[Claim], posted: Posted
) -> Response:
    """The page of a form that was made from an older state of the record: what changed; nothing was written."""
    view = {
        "meanwhile": meanwhile,
        "claims": claims,
        "because": posted.get("because"),
        "back": asking.to("/review"),
        "act": next(
            (act(register, m) for m in queue(asking, register) if _holds(m.group.claims, claims)), None
        ),
    }
    title = asking.catalogue.say("stale.title")
    return asking.page(register, "stale.html", view, title=title, status=409)


def _meanwhile(
    asking: Asking, register: Register, claims: Sequence[Claim], judged: Sequence[str], seen: Sequence[str]
) -> Meanwhile:
    matter = next((m for m in queue(asking, register) if _holds(m.group.claims, claims)), None)
    return about(register.ledger, matter, judged, seen)


def _holds(group: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    wanted = {c.id for c in claims}
    return any(c.id in wanted for c in group)


def _reason(asking: Asking, posted: Posted, verdict: Verdict) -> dict[str, str]:
    """The reason of an acceptance where the reviewer gives none of their own: that the words say so."""
    if verdict is Verdict.ACCEPT and not posted.get("because"):
        return {"because": str(asking.catalogue.say("review.says_so"))}
    return {}


def _onward(asking: Asking, posted: Posted, judged: str) -> str:
    """The queue, at the act after the one that was judged."""
    following = posted.get("next")
    fragment = f"a-{following[:12]}" if following.isalnum() else ""
    return asking.to("/review", fragment, done=judged[:16])
