"""Who is who: deciding that two subjects are one or are not, and pairs of list entries that may be one."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from ...answers.dossier import subject_by_id
from ...answers.linking import linked
from ...answers.register import Register
from ...errors import BadInput
from ...ledger.protocol import Recorded
from ...lists.registry import sources
from ...model.decisions import Decision
from ...model.entries import Entry
from ...model.words import Verdict
from ...subjects.links import Likeness
from ..bodies import NewRelation
from ..problems import Refusal, at
from ..writing import edtf
from .asking import Ask, Asking
from .judging import stale, writable
from .leaves import Leaf, leaf
from .posted import Judging
from .review import may_judge
from .route import PageRoute
from .stale import DECIDING, mark, since

router = APIRouter(route_class=PageRoute)
#: Pairs on one page.
SHOWN = 50
_VERDICTS = {"same": Verdict.SAME, "different": Verdict.DIFFERENT}


@dataclass(frozen=True, slots=True)
class Card:
    """One of the two: its id, names, and, of an entry of a list, what else is published of it."""

    id: str
    name: str
    names: tuple[str, ...]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: the two that are compared, what was decided on them, and pairs that lists suggest."""

    one: str
    other: str
    cards: tuple[Card, ...]
    decisions: tuple[Decision, ...]
    seen: str
    may: bool
    done: str
    wrong: str
    lists: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    pairs: Leaf[tuple[Likeness, Card, Card]] | None


@router.get("/review/subjects.json")
def twin(asking: Ask) -> Response:
    """The pairs that the chosen lists suggest, as data."""
    with asking.register() as register:
        found = _pairs(asking, register, _chosen(asking))
        return asking.data(
            register, [{"members": [p.one, p.other], "evidence": list(p.evidence)} for p in found]
        )


@router.get("/review/subjects")
def page(asking: Ask, one: str = "", other: str = "", done: str = "") -> Response:
    """Two subjects side by side, and pairs to look at."""
    with asking.register() as register:
        wrong = ""
        cards: tuple[Card, ...] = ()
        found: Sequence[Recorded[Decision]] = ()
        if one.strip() and other.strip():
            try:
                cards = tuple(card(register, register.party(query)) for query in (one, other))
                found = pair(register, cards[0].id, cards[1].id)
            except BadInput as error:
                wrong = str(error)
        shelf = register.shelf(asking.moment(register))
        chosen = _chosen(asking)
        pairs = None
        if len(chosen) > 1:
            part = leaf(asking, _pairs(asking, register, chosen), SHOWN)
            both = tuple((p, card(register, p.one), card(register, p.other)) for p in part.items)
            pairs = Leaf(both, part.first, part.last, part.total, part.before, part.after)
        view = View(
            one,
            other,
            cards,
            tuple(r.value for r in found),
            mark(found),
            may_judge(asking),
            done if done in _VERDICTS else "",
            wrong,
            tuple((key, sources()[key].title) for key in sorted(shelf.editions) if key in sources()),
            chosen,
            pairs,
        )
        return asking.page(
            register, "relating.html", view, title=asking.catalogue.say("relating.title"), kept=False
        )


@router.post("/review/subjects")
def decide(asking: Ask, posted: Judging) -> Response:
    """Decide that two subjects are one, or are not."""
    verdict = _VERDICTS.get(posted.get("verdict"))
    if verdict is None:
        raise Refusal(400, "press one of the buttons of the form: same or different", field="verdict")
    given = posted.read(NewRelation)
    evidence = edtf(given.evidence, "evidence")
    writable(asking)
    with asking.register() as register, DECIDING:
        with at("one"):
            one = register.party(given.one)
        with at("other"):
            other = register.party(given.other)
        if meanwhile := since(pair(register, one, other), posted.get("state")):
            return stale(asking, register, meanwhile, [], posted)
        register.relate(verdict, one, other, posted.caller.signature(given.by), given.because, evidence)
    return RedirectResponse(asking.to("/review/subjects", one=one, other=other, done=verdict.value), 303)


def pair(register: Register, one: str, other: str) -> Sequence[Recorded[Decision]]:
    """What was decided on two subjects, in the order of recording."""
    both = {one, other}
    return [
        r
        for r in register.ledger.decisions([one, other])
        if r.value.verdict in _VERDICTS.values() and {r.value.target, r.value.other} == both
    ]


def card(register: Register, ident: str) -> Card:
    """A subject or an entry of a list as it is compared."""
    found = [e for e in register.ledger.entries_named([ident]) if f"{e.list}:{e.ref}" == ident]
    if found:
        return Card(ident, found[-1].name, tuple(n.text for n in found[-1].names), found[-1])
    subject = subject_by_id(register.roster(), ident)
    return Card(ident, subject.name, subject.names)


def _chosen(asking: Asking) -> tuple[str, ...]:
    return tuple(dict.fromkeys(asking.request.query_params.getlist("list")))[:50]


def _pairs(asking: Asking, register: Register, chosen: tuple[str, ...]) -> Sequence[Likeness]:
    """The pairs of entries of the chosen lists that may be one and on which nobody has decided."""
    moment = asking.moment(register)

    def made() -> tuple[Likeness, ...]:
        return linked(register.ledger, moment, chosen).proposed if len(chosen) > 1 else ()

    head = register.head().digest
    found = register.memory.of(head, ("pairs", chosen, moment), made, large=True)
    decided = {
        frozenset((r.value.target, r.value.other))
        for r in register.ledger.decisions()
        if r.value.verdict in _VERDICTS.values()
    }
    return [p for p in found if frozenset((p.one, p.other)) not in decided]
