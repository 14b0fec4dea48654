"""Official lists: which there are, what is held of each, how fresh it is, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from ...answers.editions import entries
from ...answers.holdings import Holding, form, holdings
from ...answers.register import Register
from ...config import Look, looks
from ...lists.registry import sources
from ...model.canonical import plain
from ...model.entries import Edition, Entry
from ..problems import Refusal
from .asking import Ask, Asking
from .leaves import Leaf, leaf
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: Entries on one page.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A list with how it is doing: `fresh`, `late`, `missing` (nothing held), `closed` or `unread` (no reader)."""

    holding: Holding
    state: str
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What the page of all lists shows: those held first."""

    held: tuple[Row, ...]
    others: tuple[Row, ...]
    entries: int
    today: date


@dataclass(frozen=True, slots=True)
class OneView:
    """What the page of one list shows: its editions, and the entries of the one of the day asked about."""

    row: Row
    editions: tuple[Edition, ...]
    edition: Edition | None
    entries: Leaf[Entry] | None
    query: str


@router.get("/lists.json")
def twin(asking: Ask) -> Response:
    """All lists as data."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        return asking.data(register, [form(h) for h in _holdings(asking, register)])


@router.get("/lists")
def page(asking: Ask) -> Response:
    """All lists."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        today = asking.moment(register).on
        last = looks(asking.service.settings.db)
        rows = [row(h, today, last.get(h.list.id)) for h in _holdings(asking, register)]
        held = tuple(r for r in rows if r.holding.editions)
        total = sum(r.holding.last.size for r in held if r.holding.last)
        view = View(held, tuple(r for r in rows if not r.holding.editions), total, today)
        return asking.page(register, "lists.html", view, title=asking.catalogue.say("lists.title"))


@router.get("/lists/{ident}.json")
def one_twin(asking: Ask, ident: str) -> Response:
    """One list as data, with every edition that is held."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = _holding(asking, register, ident)
        editions = register.shelf(asking.moment(register)).editions.get(ident, ())
        return asking.data(register, {**form(found), "held": [plain(e) for e in editions]})


@router.get("/lists/{ident}")
def one(asking: Ask, ident: str, q: str = "") -> Response:
    """One list."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = _holding(asking, register, ident)
        moment = asking.moment(register)
        shelf = register.shelf(moment)
        edition = shelf.at(ident, moment.on)
        shown = leaf(asking, _matching(_entries(register, edition), q), SHOWN) if edition else None
        last = looks(asking.service.settings.db).get(ident)
        view = OneView(
            row(found, moment.on, last), shelf.editions.get(ident, ())[::-1], edition, shown, q.strip()
        )
        return asking.page(register, "list.html", view, title=found.list.title)


def row(holding: Holding, today: date, look: Look | None = None) -> Row:
    """How a list is doing on a day; `look` is the last look at its address."""
    closed, read = holding.list.closed, holding.list.readable
    if closed and holding.editions:
        state = "closed"
    elif not read:
        state = "unread"
    elif not holding.editions:
        state = "missing"
    else:
        state = "late" if holding.is_due(today) else "fresh"
    return Row(holding, state, look)


def _holdings(asking: Asking, register: Register) -> Sequence[Holding]:
    moment = asking.moment(register)
    return holdings(register.ledger, moment.on, moment.known, moment.before)


def _holding(asking: Asking, register: Register, ident: str) -> Holding:
    found = next((h for h in _holdings(asking, register) if h.list.id == ident), None)
    if found is None:
        known = ", ".join(list(sources())[:6])
        raise Refusal(404, f"no list is called {ident[:80]!r}; there are: {known} and others", field="ident")
    return found


def _entries(register: Register, edition: Edition) -> Sequence[Entry]:
    """The entries of an edition by reference, kept while it is looked at."""

    def made() -> tuple[Entry, ...]:
        return tuple(sorted(entries(register.ledger, edition), key=lambda e: (len(e.ref), e.ref)))

    return register.memory.of(register.head().digest, ("entries", edition.id), made, large=True)


def _matching(found: Sequence[Entry], query: str) -> Sequence[Entry]:
    words = query.casefold().split()
    if not words:
        return found
    return [e for e in found if all(w in _text(e) for w in words)]


def _text(entry: Entry) -> str:
    return " ".join((entry.ref, *(n.text for n in entry.names))).casefold()
