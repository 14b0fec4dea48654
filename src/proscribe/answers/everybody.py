"""Everybody the register knows anything of on a day: subjects with their standings, then who is on lists alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..law.load import regime
from ..lists.registry import sources
from ..model.entries import Entry
from ..model.standing import Standing
from ..model.words import PartyKind
from ..subjects.roster import Subject
from .moment import Moment
from .parties import Parties, Party, about, held, parties
from .places import Place
from .register import Register
from .rows import inside
from .standing import standings


@dataclass(frozen=True, slots=True)
class Known:
    """A party with its standings on the day and its entries on the lists of the day.

    `subject` is as resolved; of a party that is only on lists its id is the first of its entries, `list:ref`.
    """

    subject: Subject
    kind: PartyKind
    standings: tuple[Standing, ...]
    entries: tuple[Entry, ...] = ()


def everybody(
    register: Register, moment: Moment, where: Place | None = None, step: Callable[[], None] = lambda: None
) -> Iterator[Known]:
    """Each party that anything is on record of, one at a time: subjects by name, then parties by list.

    An entry under a measure whose law is not held has no standing: that it is listed is all there is to say. With a
    place, only standings and entries there, and only parties that have one. `step` is called for each party looked at.
    """
    ledger, shelf = register.ledger, register.shelf(moment)
    found = parties(ledger, register.roster(moment.recorded), shelf, moment)
    told: set[str] = set()
    for party in _parties(register, found, moment):
        step()
        if party.id in told:
            continue
        told.add(party.id)
        dossier = about(ledger, found, party, shelf, moment)
        entries = held(ledger, found, party, shelf, moment).entries
        states = tuple(
            s for s in standings(ledger, dossier, moment) if inside((s.jurisdiction, s.regime), where)
        )
        listed = tuple(e for e in entries if _listed(e, where))
        kinds = [e.kind for e in entries if e.kind is not PartyKind.OTHER]
        kind = kinds[0] if kinds else PartyKind.OTHER if entries else PartyKind.ORGANISATION
        if states or listed:
            yield Known(_subject(dossier.subject, entries, party), kind, states, listed)


def count(register: Register, moment: Moment) -> int:
    """About how many parties are looked at."""
    shelf = register.shelf(moment)
    held = (shelf.at(key, moment.on) for key in shelf.editions)
    return len(register.subjects(moment)) + sum(e.size for e in held if e)


def _parties(register: Register, found: Parties, moment: Moment) -> Iterator[Party]:
    for subject in register.subjects(moment):
        yield found.of(subject.id) or Party(subject.id, subject, ())
    for key in sorted(found.digests):
        yield found.of(key) or Party(key, None, (key,))


def _subject(subject: Subject, entries: tuple[Entry, ...], party: Party) -> Subject:
    if party.subject is not None or not entries:
        return subject
    first = entries[0].name
    names = dict.fromkeys(n.text for e in entries for n in e.names if n.text != first)
    return Subject(party.id, first, tuple(names), party.keys)


def _listed(entry: Entry, where: Place | None) -> bool:
    if where is None:
        return True
    if where.regime:
        return where.regime in entry.regimes
    places = {regime(r).jurisdiction for r in entry.regimes} or {sources()[entry.list].jurisdiction}
    return where.jurisdiction in places
