"""The results of a screening: each hit with its reasons and the standing of the day, to clear or to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers.register import Register
from ...answers.screened import Answered, answered_form, reject_form
from ...answers.screening import ROSTER, Brief, Finding, decision, telling
from ...ledger.protocol import Recorded
from ...lists.registry import sources
from ...model.decisions import Decision
from ...model.words import Verdict
from ..bodies import NewDecision
from ..problems import Refusal
from .asking import Ask, Asking
from .jobs import MOST, Job, Jobs
from .judging import stale, writable
from .leaves import Leaf, leaf
from .look import Look, look
from .posted import Judging
from .review import may_judge
from .route import PageRoute
from .screening import again
from .stale import DECIDING, mark, since

router = APIRouter(route_class=PageRoute)
#: Names with hits on one page, and names that are screened again when the page is asked about another day.
SHOWN, FEW = 50, 500
_VERDICTS = {"clear": Verdict.CLEARED, "confirm": Verdict.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding as it is shown: who is met and where, its standings, and what people said of it.

    `id` names it on the page, `seen` is what a form about it carries.
    """

    id: str
    finding: Finding
    href: str
    where: str
    standings: tuple[tuple[Brief, Look], ...]
    decisions: tuple[Decision, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the customer with its hits: those to look at, and those that were cleared and have not changed."""

    answered: Answered
    hits: tuple[Hit, ...]
    cleared: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `clear` are names without a hit, as far as the job kept them."""

    job: Job
    ready: bool
    names: Leaf[Name] | None
    clear: tuple[str, ...]
    dropped: int
    may: bool
    titles: dict[str, str]


@router.get("/screen/{ident}.json")
def twin(asking: Ask, ident: str) -> Response:
    """The results as data, or how far the screening is."""
    job = _job(asking, ident)
    with asking.register() as register:
        return asking.data(
            register,
            {
                "done": job.done.is_set(),
                "read": job.read,
                "total": job.total or None,
                "names": job.screened,
                "hits": job.hits,
                "problem": job.failure or None,
                "searched": job.searched,
                "answers": [answered_form(a) for a in job.answers] if job.done.is_set() else [],
                "rejects": [reject_form(r) for r in job.rejects],
            },
        )


@router.get("/screen/{ident}")
def page(asking: Ask, ident: str) -> Response:
    """The results. Names that were pasted are screened again where the page is asked about another day."""
    job = _job(asking, ident)
    with asking.register() as register:
        moment = asking.moment(register)
        if moment != job.moment and job.done.is_set() and 0 < len(job.names) <= FEW:
            fresh = again(asking, job, moment)
            return RedirectResponse(asking.to(f"/screen/{fresh.id}"), 303)
        view = _view(asking, register, job)
        return asking.page(register, "hits.html", view, title=asking.catalogue.say("hits.title"), kept=False)


@router.post("/screen/{ident}/hits")
def decide(asking: Ask, posted: Judging, ident: str) -> Response:
    """Clear or confirm a hit."""
    verdict = _VERDICTS.get(posted.get("verdict"))
    if verdict is None:
        raise Refusal(400, "press one of the buttons of the form: clear or confirm", field="verdict")
    hit, given = posted.needed("hit", "the id of a hit"), posted.read(NewDecision)
    made = decision(hit, verdict, posted.caller.signature(given.by), given.because)
    writable(asking)
    with asking.register() as register, DECIDING:
        if meanwhile := since(list(register.ledger.decisions([made.target])), posted.get("state")):
            return stale(asking, register, meanwhile, [], posted)
        register.append([made])
    back = {"leaf": posted.get("leaf") or None}
    return RedirectResponse(asking.addresses.to(f"/screen/{ident}", back, f"h-{made.target}"), 303)


def _job(asking: Asking, ident: str) -> Job:
    jobs: Jobs = asking.request.app.state.jobs
    found = jobs.get(ident)
    if found is None:
        said = "these results are kept no more (they are for an hour); screen the names again"
        raise Refusal(404, said, code="no_job", field="ident")
    return found


def _view(asking: Asking, register: Register, job: Job) -> View:
    ready = job.done.is_set()
    names = None
    clear: tuple[str, ...] = ()
    if ready and not job.failure:
        part = leaf(asking, job.answers, SHOWN)
        shown = tuple(_name(asking, register, a) for a in part.items)
        names = Leaf(shown, part.first, part.last, part.total, part.before, part.after)
        met = {id(a.query) for a in job.answers}
        clear = tuple(q.name for q in job.names if id(q) not in met)
    titles = {key: source.title for key, source in sources().items()}
    dropped = max(job.met - MOST, 0)
    return View(job, ready, names, clear, dropped, may_judge(asking), titles)


def _name(asking: Asking, register: Register, found: Answered) -> Name:
    hits = [_hit(asking, register, f) for f in found.findings]
    return Name(
        found,
        tuple(h for h in hits if not h.finding.cleared),
        tuple(h for h in hits if h.finding.cleared),
    )


def _hit(asking: Asking, register: Register, finding: Finding) -> Hit:
    about, _, state = finding.id.partition("-")
    found = list(register.ledger.decisions([about]))
    entry = finding.hit.entry
    own = entry.list == ROSTER
    shown = {
        (s.jurisdiction, str(s.state)): (s, look(s.state, s.end_reason, s.on_record))
        for s in reversed(finding.standings)
        if telling(s)
    }
    return Hit(
        about,
        _now(finding, found, state),
        asking.to(f"/subjects/{entry.ref}" if own else f"/lists/{entry.list}/{entry.ref}"),
        "" if own else sources()[entry.list].title,
        tuple(shown.values())[::-1],
        tuple(r.value for r in found),
        mark(found),
    )


def _now(finding: Finding, found: Sequence[Recorded[Decision]], state: str) -> Finding:
    """The finding with what was decided on it since the screening."""
    if not found or found[-1].value == finding.decision:
        return finding
    last = found[-1].value
    cleared = last.verdict is Verdict.CLEARED and last.other == state
    return replace(finding, decision=last, cleared=cleared, back=None)
