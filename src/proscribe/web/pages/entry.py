"""An entry of a list: what is published of the party, where it stands in the file, and the acts that follow from it."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.dossier import listed_subject
from ...answers.known import Judged
from ...answers.listed import claims, presences
from ...answers.moment import Moment
from ...answers.register import Register
from ...lists.registry import sources
from ...lists.source import Source
from ...model.canonical import plain
from ...model.entries import Edition, Entry
from ...model.words import PartyKind
from ...subjects.roster import Subject
from ..problems import Refusal
from .asking import Ask
from .route import PageRoute

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of the entry: the first and last of the editions it stands in so, and its place in the last."""

    entry: Entry
    first: Edition
    last: Edition
    place: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `versions` has the newest wording first, `gone` the edition from which it is missing."""

    source: Source
    key: str
    subject: Subject
    versions: tuple[Version, ...]
    gone: Edition | None
    acts: tuple[Judged, ...]


@router.get("/lists/{ident}/{ref:path}.json")
def twin(asking: Ask, ident: str, ref: str) -> Response:
    """The entry as data: each wording with its editions, and the acts that follow from it."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = view(register, ident, ref, asking.moment(register))
        return asking.data(
            register,
            {
                "subject": forms.subject_form(found.subject),
                "versions": [
                    {
                        "entry": plain(v.entry),
                        "first": plain(v.first),
                        "last": plain(v.last),
                        "place": v.place,
                    }
                    for v in found.versions
                ],
                "gone": plain(found.gone) if found.gone else None,
                "acts": [forms.claim_form(j.claim, register.resolve, known=j.known) for j in found.acts],
            },
        )


@router.get("/lists/{ident}/{ref:path}")
def page(asking: Ask, ident: str, ref: str) -> Response:
    """The entry."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        found = view(register, ident, ref, asking.moment(register))
        return asking.page(register, "entry.html", found, title=found.subject.name)


def view(register: Register, ident: str, ref: str, moment: Moment) -> View:
    """What is held of an entry at a moment; refused (404) where nothing is."""
    key = f"{ident}:{ref}"
    subject = (
        listed_subject(register.ledger, register.roster(moment.recorded), key) if ident in sources() else None
    )
    wordings = {e.digest: e for e in register.ledger.entries_named([key]) if f"{e.list}:{e.ref}" == key}
    holding = register.ledger.holding(list(wordings), moment.before)
    shelf = register.shelf(moment)
    editions = shelf.editions.get(ident, ())
    found = []
    for digest, ids in holding.items():
        mine = [e for e in editions if e.id in ids]
        if mine:
            place = shelf.rolls.place(register.ledger, mine[-1], digest)
            found.append(Version(wordings[digest], mine[0], mine[-1], place))
    if subject is None or not found:
        raise Refusal(
            404, f"no entry {key[:80]!r} is held as known on {moment.known}", code="no_entry", field="ref"
        )
    found.sort(key=lambda v: (v.last.published.latest, v.first.published.latest), reverse=True)
    later = [e for e in editions if e.published.latest > found[0].last.published.latest]
    places, _ = presences(register.ledger, [key], shelf, moment, frozenset(PartyKind))
    own = [p for p in places if p.list == ident]
    acts = [j for j in claims(register.ledger, own, shelf.rolls) if j.claim.record == key]
    return View(sources()[ident], key, subject, tuple(found), later[0] if later else None, tuple(acts))
