"""Which entries and subjects are one party at a moment, and what is known of it.

Entries are joined as linking joins them (cited references and hard identifiers), with the organisation that the
register knows under the name of one of them, and by what people decided. A party is known by the id of that
organisation, or else by the first of its entries (`list:ref`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..ledger.protocol import Ledger
from ..model.canonical import digest
from ..model.claims import Party as Named
from ..model.entries import Edition, Entry
from ..model.standing import Standing
from ..model.words import Verdict
from ..subjects.decisions import same_as
from ..subjects.links import link
from ..subjects.roster import Roster, Subject
from .dossier import Dossier, dossier, of_entry
from .editions import entries, snapshot
from .listed import ORGANISATIONS, Shelf
from .moment import Moment
from .standing import standings


@dataclass(frozen=True, slots=True)
class Party:
    """One party: its id, the organisation it is in the register (or None), and its entries as `list:ref`."""

    id: str
    subject: Subject | None
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Parties:
    """The parties of a moment. `key` stands for what they were made from."""

    key: str
    roster: Roster
    digests: Mapping[str, str]
    groups: Mapping[str, Party] = field(default_factory=dict)

    def of(self, key: str) -> Party | None:
        """The party that a subject's id or an entry's `list:ref` belongs to; None for one that is not there."""
        found = self.groups.get(key)
        if found is None and key in self.digests:
            return Party(key, None, (key,))
        if found is None and key in self.roster.subjects:
            return Party(key, self.roster.subjects[key], ())
        return found


def basis(ledger: Ledger, roster: Roster, shelf: Shelf, moment: Moment) -> str:
    """What the parties of a moment are made from, as one word: equal for moments that have the same parties."""
    decided = [
        r.value
        for r in ledger.decisions(None, moment.before)
        if r.value.verdict in (Verdict.SAME, Verdict.DIFFERENT)
    ]
    names = [(s.id, *s.names) for s in roster]
    known = str(moment.known) if decided else ""
    return digest([[e.id for e in _editions(shelf, moment)], names, decided, known])


def parties(ledger: Ledger, roster: Roster, shelf: Shelf, moment: Moment) -> Parties:
    """Put the entries of the last edition of every list, and the organisations of the roster, together.

    Takes some seconds for all lists there are; `basis` tells when it need not be done again.
    """
    digests: dict[str, str] = {}
    names: dict[str, str] = {}

    def read() -> Iterable[Entry]:
        for edition in _editions(shelf, moment):
            for entry in entries(ledger, edition):
                key = f"{entry.list}:{entry.ref}"
                digests[key] = entry.digest
                if entry.kind in ORGANISATIONS and (subject := roster.of(Named(entry.names[0].text))):
                    names[key] = subject.id
                yield entry

    joined = _Joined()
    for cluster in link(read(), propose=False).clusters:
        joined.join(cluster.members)
    for subject, keys in _by_subject(joined, names).items():
        joined.join([subject, *keys])
    _decided(joined, ledger, moment)
    groups: dict[str, Party] = {}
    for members in joined.groups():
        party = _party(members, roster)
        groups.update(dict.fromkeys((party.id, *party.keys), party))
        groups.update((m, party) for m in members if m in roster.subjects)
    return Parties(basis(ledger, roster, shelf, moment), roster, digests, groups)


def _editions(shelf: Shelf, moment: Moment) -> list[Edition]:
    return [e for key in sorted(shelf.editions) if (e := shelf.at(key, moment.on)) is not None]


def _by_subject(joined: "_Joined", names: Mapping[str, str]) -> dict[str, list[str]]:
    """The entries named as each subject; those joined with entries named otherwise are left alone."""
    meant: dict[str, set[str]] = {}
    for key, subject in names.items():
        meant.setdefault(joined.home(key), set()).add(subject)
    found: dict[str, list[str]] = {}
    for key, subject in names.items():
        if len(meant[joined.home(key)]) == 1:
            found.setdefault(subject, []).append(key)
    return found


def _decided(joined: "_Joined", ledger: Ledger, moment: Moment) -> None:
    """Join what people decided to be the same, and part what they decided to be different."""
    made = [(r.value, r.at.date()) for r in ledger.decisions(None, moment.before)]
    made = [(d, day) for d, day in made if d.verdict in (Verdict.SAME, Verdict.DIFFERENT) and d.other]
    for decision, day in made:
        since = decision.evidence.latest if decision.evidence else day
        if decision.verdict is Verdict.DIFFERENT and decision.other and since <= moment.known:
            joined.part(decision.target, decision.other)
    for ident in {i for d, _ in made for i in (d.target, d.other) if i}:
        joined.join(
            same_as(ident, lambda i: [(d, at) for d, at in made if i in (d.target, d.other)], moment.known)
        )


def _party(members: Sequence[str], roster: Roster) -> Party:
    subjects = sorted(m for m in members if m in roster.subjects)
    keys = tuple(sorted(m for m in members if m not in roster.subjects))
    if subjects:
        return Party(subjects[0], roster.subjects[subjects[0]], keys)
    return Party(keys[0], None, keys)


class _Joined:
    """Groups of ids that are one."""

    def __init__(self) -> None:
        self._group: dict[str, list[str]] = {}

    def home(self, ident: str) -> str:
        """A word for the group that an id is in."""
        return min(self._group.get(ident, [ident]))

    def join(self, idents: Iterable[str]) -> None:
        first: list[str] | None = None
        for ident in idents:
            mine = self._group.setdefault(ident, [ident])
            if first is None:
                first = mine
            elif mine is not first:
                first += mine
                self._group.update(dict.fromkeys(mine, first))

    def part(self, one: str, other: str) -> None:
        group = self._group.get(one, [])
        if other in group:
            group.remove(other)
            self._group[other] = [other]

    def groups(self) -> list[list[str]]:
        return list({id(g): g for g in self._group.values() if len(g) > 1}.values())


def about(ledger: Ledger, parties: Parties, party: Party, shelf: Shelf, moment: Moment) -> Dossier:
    """What is known of a party at a moment."""
    if party.subject is not None:
        return dossier(ledger, parties.roster, party.subject, moment, shelf)
    named = next(ledger.entries_named(party.keys[:1]), None)
    subject = Subject(party.id, named.name if named else party.id)
    return of_entry(ledger, subject, moment, shelf, party.keys)


def standings_of(
    ledger: Ledger, parties: Parties, party: Party, shelf: Shelf, moment: Moment
) -> list[Standing]:
    """The standing of a party under every regime that anything is known of."""
    return standings(ledger, about(ledger, parties, party, shelf, moment), moment)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a party: its entries as they stand in the last editions, in the order of its keys, with the
    days of the editions that first showed it, first showed it as it is, and last showed it (None where no list does).
    """

    entries: tuple[Entry, ...]
    first: date | None = None
    changed: date | None = None
    last: date | None = None


def held(ledger: Ledger, parties: Parties, party: Party, shelf: Shelf, moment: Moment) -> Held:
    """What is held of a party at a moment."""
    wanted = {parties.digests[key]: at for at, key in enumerate(party.keys) if key in parties.digests}
    if not wanted:
        return Held(())
    keys = set(party.keys)
    versions = {e.digest: e for e in ledger.entries_named(party.keys) if f"{e.list}:{e.ref}" in keys}
    holding = ledger.holding(list(versions), moment.before)
    first: list[date] = []
    changed: list[date] = []
    last: list[date] = []
    for key in party.keys:
        list_id = key.partition(":")[0]
        editions = [e for e in shelf.editions.get(list_id, ()) if e.published.latest <= moment.on]
        own = [d for d, e in versions.items() if f"{e.list}:{e.ref}" == key]
        shown = [any(e.id in holding.get(d, ()) for d in own) for e in editions]
        same = [e.id in holding.get(parties.digests.get(key, ""), ()) for e in editions]
        days = [e.published.latest for e in editions]
        first += [day for day, was in zip(days, shown, strict=True) if was][:1]
        last += [day for day, was in zip(days, shown, strict=True) if was][-1:]
        streak = len(same) - (same[::-1].index(False) if False in same else len(same))
        changed += days[streak : streak + 1]
    entries = tuple(versions[d] for d in sorted(wanted, key=lambda d: wanted[d]) if d in versions)
    return Held(entries, min(first, default=None), max(changed, default=None), max(last, default=None))


def unchanged_since(ledger: Ledger, shelf: Shelf, moment: Moment, list_id: str) -> dict[str, Edition]:
    """For each entry of the last edition of a list, by digest, the first of the editions in a row that hold it as it
    is."""
    held = [e for e in shelf.editions.get(list_id, ()) if e.published.latest <= moment.on]
    if not held:
        return {}
    since = dict.fromkeys((d for d, _ in snapshot(ledger, held[-1]).members), held[-1])
    running = set(since)
    for edition in reversed(held[:-1]):
        running &= {d for d, _ in snapshot(ledger, edition).members}
        if not running:
            break
        since.update(dict.fromkeys(running, edition))
    return since
