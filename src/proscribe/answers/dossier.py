"""The dossier of a subject: every claim about it that is known at a moment, with the decisions on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..errors import BadInput, Problem
from ..law.load import regime
from ..law.procedure import Run
from ..ledger.protocol import Ledger
from ..lists.registry import sources
from ..model.claims import Party
from ..model.decisions import Decision
from ..model.keys import fold, name_key
from ..model.words import PartyKind
from ..subjects.decisions import same_as
from ..subjects.roster import Roster, Subject
from . import listed
from .known import Judged, known_claims
from .listed import Presence, Shelf, presences
from .moment import Moment
from .rows import Row, rows

#: Ids of subjects that no roster knows begin with this, followed by the folded name.
AS_WRITTEN = "as-written:"


@dataclass(frozen=True)
class Dossier:
    """A subject (with those decided to be the same) and the claims about it that are known at the moment.

    `presences` say on which lists it stands or stood, `shelf` which lists are held, `conflicts` which citations between
    lists cannot be right and join nothing.
    """

    subject: Subject
    claims: tuple[Judged, ...]
    same: tuple[Subject, ...]
    shelf: Shelf
    presences: tuple[Presence, ...]
    conflicts: tuple[Problem, ...] = ()

    @cached_property
    def rows(self) -> Mapping[Row, Sequence[Judged]]:
        """The claims that count or await judgement, by jurisdiction and regime."""
        return rows(self.claims)

    def run(self, row: Row) -> Run:
        """What counts in a row, run through its regime; run once, since no day asked about changes it.

        The row names its regime.
        """
        if row not in self._runs:
            counted = [item.claim for item in self.rows.get(row, ()) if item.counts]
            self._runs[row] = Run.of(regime(row[1] or ""), counted)
        return self._runs[row]

    @cached_property
    def _runs(self) -> dict[Row, Run]:
        return {}


def find(ledger: Ledger, roster: Roster, query: str) -> Subject:
    """The subject that a person's words name: in the roster, or else as some claim writes it.

    Raises `BadInput` when the words are empty, `Ambiguous` when they fit several subjects, `NotFound` when they fit
    none (with near names).
    """
    text = query.strip()
    if not text:
        raise BadInput("no subject given; name an organisation by its id or any of its names")
    name = _written(text)
    if text.startswith(AS_WRITTEN):
        for said in ledger.claims([name_key(name)]):
            party = said.value.subject
            if party is not None and (own := subject_of(roster, party)).id == text:
                return own
    if text in roster.subjects or roster.by_key.get(text) or roster.by_key.get(name_key(name)):
        return roster.find(text)
    found = next(iter(ledger.claims([name_key(name)])), None) if fold(name) else None
    if found is not None and found.value.subject is not None:
        return subject_of(roster, found.value.subject)
    return roster.extended(Party(n, refs) for n, refs in ledger.parties()).find(text)


def subject_of(roster: Roster, party: Party) -> Subject:
    """The subject that a claim's party is: one of the roster, or else a subject of its own by the name as written."""
    ident = AS_WRITTEN + fold(party.name).replace(" ", "-")
    return roster.of(party) or Subject(ident, party.name, (), party.refs)


def subject_by_id(roster: Roster, ident: str) -> Subject:
    """The subject with an id: one of the roster, one as claims write it, or an entry of a list (`un_sc:QDe.004`)."""
    if ident in roster.subjects or ident.startswith(AS_WRITTEN):
        return roster.subjects.get(ident) or Subject(ident, _written(ident))
    return Subject(ident, ident, (), (ident,))


def is_entry(subject: Subject) -> bool:
    """True for a subject that is nothing but an entry of a list, of whatever kind of party."""
    return subject.id in subject.refs and subject.id.partition(":")[0] in sources()


def listed_subject(ledger: Ledger, roster: Roster, key: str) -> Subject | None:
    """The subject of an entry by list and reference: an organisation that the roster knows, or the entry itself."""
    found = [e for e in ledger.entries_named([key]) if f"{e.list}:{e.ref}" == key]
    if not found:
        return None
    entry = found[-1]
    known = roster.of(Party(entry.name)) if entry.kind in listed.ORGANISATIONS else None
    return known or Subject(
        key, entry.name, tuple(n.text for n in entry.names if n.text != entry.name), (key,)
    )


def of_entry(
    ledger: Ledger, subject: Subject, moment: Moment, shelf: Shelf, keys: Collection[str] = ()
) -> Dossier:
    """The dossier of an entry that no roster knows by name: what lists show of it, and nothing else.

    `keys` are those of all its entries (`list:ref`), where it is more than the one that it has its id of.
    """
    places, conflicts = presences(ledger, keys or [subject.id], shelf, moment, frozenset(PartyKind))
    return Dossier(subject, tuple(listed.claims(ledger, places, shelf.rolls)), (), shelf, places, conflicts)


def _written(text: str) -> str:
    return text.removeprefix(AS_WRITTEN).replace("-", " ") if text.startswith(AS_WRITTEN) else text


def dossier(
    ledger: Ledger, roster: Roster, subject: Subject, moment: Moment, shelf: Shelf | None = None
) -> Dossier:
    """Gather what is known about a subject at a moment; `shelf` spares looking for the lists again."""
    shelf = shelf or Shelf.known(ledger, moment)

    def decisions_on(ident: str) -> list[tuple[Decision, date]]:
        return [(r.value, r.at.date()) for r in ledger.decisions([ident], moment.before)]

    idents = same_as(subject.id, decisions_on, moment.known)
    others = tuple(subject_by_id(roster, ident) for ident in idents[1:])
    claims: dict[str, Judged] = {}
    for one in (subject, *others):
        found = [
            r
            for r in ledger.claims(roster.keys(one), moment.before)
            if r.value.subject is not None and subject_of(roster, r.value.subject).id == one.id
        ]
        claims.update((item.claim.id, item) for item in known_claims(ledger, found, moment))
    keys = {key for one in (subject, *others) for key in roster.keys(one)}
    places, conflicts = presences(ledger, keys, shelf, moment)
    claims.update((item.claim.id, item) for item in listed.claims(ledger, places, shelf.rolls))
    return Dossier(subject, tuple(claims.values()), others, shelf, places, conflicts)
