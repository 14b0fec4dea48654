"""Everybody the register knows anything of on a day: subjects with their standings, then who is on lists alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..lists.registry import sources
from ..model.entries import Entry
from ..model.standing import Standing
from ..model.words import PartyKind
from ..subjects.roster import Subject
from . import listed
from .dossier import Dossier, dossier
from .editions import entries
from .listed import ORGANISATIONS, Presence, Shelf, presences
from .moment import Moment
from .places import Place
from .register import Register
from .standing import standings

_ANY = frozenset(PartyKind)


@dataclass(frozen=True, slots=True)
class Party:
    """A party with its standings on the day and its entries on the lists of the day.

    `subject` is as resolved; of a party that is only on a list its id is `list:ref`.
    """

    subject: Subject
    kind: PartyKind
    standings: tuple[Standing, ...]
    entries: tuple[Entry, ...] = ()


def parties(
    register: Register, moment: Moment, where: Place | None = None, step: Callable[[], None] = lambda: None
) -> Iterator[Party]:
    """Each party that anything is on record of, one at a time: subjects by name, then entries by list.

    An entry under a measure whose law is not held has no standing: that it is listed is all there is to say. With a
    place, only parties with a standing or such an entry there, and only these standings. `step` is called for each
    party looked at.
    """
    ledger, roster, shelf = register.ledger, register.roster(moment.recorded), register.shelf(moment)
    told: set[str] = set()
    for subject in register.subjects(moment):
        about = dossier(ledger, roster, subject, moment, shelf)
        shown = _shown(about.presences, shelf, moment)
        told.update(f"{e.list}:{e.ref}" for e in shown)
        found = _inside(standings(ledger, about, moment), where)
        step()
        if found:
            yield Party(subject, PartyKind.ORGANISATION, found, shown)
    for key in sorted(shelf.editions):
        edition = shelf.at(key, moment.on)
        for entry in sorted(entries(ledger, edition), key=lambda e: e.ref) if edition else ():
            step()
            if f"{entry.list}:{entry.ref}" in told:
                continue
            if not entry.regimes:
                # under a measure whose law is not held: it is listed, and more cannot be said
                if where is None or (
                    where.regime is None and where.jurisdiction == sources()[key].jurisdiction
                ):
                    yield Party(_subject(entry), entry.kind, (), (entry,))
            else:
                about = _alone(register, entry, shelf, moment)
                # one party on several lists is told once, by the first of them
                same = _shown(about.presences, shelf, moment)
                told.update(f"{e.list}:{e.ref}" for e in same)
                if found := _inside(standings(ledger, about, moment), where):
                    yield Party(about.subject, entry.kind, found, same or (entry,))


def count(register: Register, moment: Moment) -> int:
    """About how many parties are looked at."""
    shelf = register.shelf(moment)
    held = (shelf.at(key, moment.on) for key in shelf.editions)
    return len(register.subjects(moment)) + sum(e.size for e in held if e)


def _alone(register: Register, entry: Entry, shelf: Shelf, moment: Moment) -> Dossier:
    kinds = ORGANISATIONS if entry.kind in ORGANISATIONS else _ANY
    key = f"{entry.list}:{entry.ref}"
    found, conflicts = presences(register.ledger, [key], shelf, moment, kinds)
    claims = tuple(listed.claims(register.ledger, found))
    return Dossier(_subject(entry), claims, (), shelf, found, conflicts)


def _subject(entry: Entry) -> Subject:
    names = tuple(n.text for n in entry.names if n.text != entry.name)
    return Subject(f"{entry.list}:{entry.ref}", entry.name, names)


def _shown(found: tuple[Presence, ...], shelf: Shelf, moment: Moment) -> tuple[Entry, ...]:
    """The entries of the lists of the day among some presences, each once."""
    kept: dict[str, Entry] = {}
    for presence in found:
        edition = presence.standing_on(moment.on)
        if edition is not None:
            entry = presence.entries[edition.id]
            kept.setdefault(entry.digest, entry)
    return tuple(kept[d] for d in sorted(kept, key=lambda d: (kept[d].list, kept[d].ref)))


def _inside(found: list[Standing], where: Place | None) -> tuple[Standing, ...]:
    if where is None:
        return tuple(found)
    if where.regime:
        return tuple(s for s in found if s.regime == where.regime)
    return tuple(s for s in found if s.jurisdiction == where.jurisdiction)
