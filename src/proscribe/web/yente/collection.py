"""Everything that can be matched at a moment: the parties of all lists, with what they are filtered by."""

import json
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ...answers import parties as stocks
from ...answers.listed import Shelf
from ...answers.moment import Moment
from ...answers.parties import Held, Parties, Party
from ...answers.screening import ROSTER
from ...ledger.protocol import Ledger
from ...model.standing import Standing
from ...model.words import PartyKind
from ...publish import ftm
from ...screening.engine import Engine
from ...screening.hits import Listed
from ...screening.index import Index
from .fulltext import FullText

#: Entities and standings that are kept ready, each at most so many.
KEPT = 20_000
TOPICS = ("sanction", "export.control", "crime.terror")
KINDS = tuple(PartyKind)

Flags = NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """What parties are asked for. Empty means any; `lists` are those that show one of its entries."""

    lists: frozenset[str] | None = None
    schemata: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed: date | None = None
    excluded: frozenset[str] = frozenset()


class Collection:
    """The parties of a moment, by number, with their entries as the screening index numbers them."""

    def __init__(self, index: Index, parties: Parties, shelf: Shelf, moment: Moment) -> None:
        self.index, self.parties, self.shelf, self.moment = index, parties, shelf, moment
        self.engine = Engine(index)
        self.lists = tuple(s.list for s in index.lists)
        listed = {name: at for at, name in enumerate(self.lists)}
        numbers: dict[str, int] = {}
        self.ids: list[str] = []
        rows: list[tuple[int, int, int, int]] = []
        for entry in map(index.listed, range(index.entries)):
            party = parties.of(entry.ref if entry.list == ROSTER else entry.key)
            ident = party.id if party is not None else entry.key
            number = numbers.setdefault(ident, len(numbers))
            if number == len(self.ids):
                self.ids.append(ident)
            topics = () if entry.list == ROSTER else ftm.listed_topics(entry.list, entry.regimes)
            bits = sum(1 << TOPICS.index(t) for t in topics)
            rows.append((number, listed[entry.list], KINDS.index(entry.kind), bits))
        table = np.array(rows, np.int32).reshape(-1, 4)
        self.numbers = numbers
        #: By entry: the number of its party, of its list, of its kind.
        self.party, self.list, self.kind = table[:, 0], table[:, 1], table[:, 2]
        self._bits = np.zeros(len(self.ids), np.int32)
        np.bitwise_or.at(self._bits, self.party, table[:, 3])
        self._listed = self._bits.copy()
        self._entities: dict[str, str] = {}
        self._standings: dict[str, tuple[Standing, ...]] = {}
        self._masks: dict[Filter, Flags] = {}
        self._changed: dict[str, NDArray[np.int32]] = {}
        self._slow = Lock()

    def renewed(self) -> "Collection":
        """The same parties over a record that has more on it: what was worked out from the record is forgotten."""
        made = copy(self)
        made._bits = self._listed.copy()
        made._standings, made._masks, made._slow = {}, {}, Lock()
        known = self.parties.roster.subjects
        made._entities = {ident: text for ident, text in self._entities.copy().items() if ident not in known}
        return made

    def warm(self, ledger: Ledger) -> None:
        """Work out what the first questions need: the words of names, and the organisations of the register."""
        _ = self.fulltext
        for subject in self.parties.roster:
            party = self.parties.of(subject.id)
            if party is not None:
                self.text(ledger, party)

    def get(self, ident: str) -> Party | None:
        """The party with an id, or with an entry or a subject of this id."""
        return self.parties.of(ident.removeprefix(ROSTER + ":"))

    def number_of(self, key: str) -> int:
        """The number of the party that an indexed entry belongs to, by `list:ref`."""
        party = self.get(key)
        return self.numbers[party.id if party is not None else key]

    def held(self, ledger: Ledger, party: Party) -> Held:
        """What is held of a party."""
        return stocks.held(ledger, self.parties, party, self.shelf, self.moment)

    def standings(self, ledger: Ledger, party: Party) -> tuple[Standing, ...]:
        """The standing of a party under every regime."""
        found = self._standings.get(party.id)
        if found is None:
            made = stocks.standings_of(ledger, self.parties, party, self.shelf, self.moment)
            found = _kept(self._standings, party.id, tuple(made))
        return found

    def entity(self, ledger: Ledger, party: Party) -> ftm.Json:
        """A party as an entity, with when lists showed it."""
        loaded: ftm.Json = json.loads(self.text(ledger, party))
        return loaded

    def text(self, ledger: Ledger, party: Party) -> str:
        """A party as the JSON text of an entity; made once."""
        found = self._entities.get(party.id)
        if found is None:
            held = self.held(ledger, party)
            topics = ftm.standing_topics(self.standings(ledger, party)) if party.subject else ()
            made = ftm.entity(party.id, held.entries, party.subject, topics)
            made |= {"first_seen": _time(held.first), "last_seen": _time(held.last)}
            made["last_change"] = _time(held.changed)
            text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            found = _kept(self._entities, party.id, text)
        return found

    def among(self, ledger: Ledger, asked: Filter) -> Flags:
        """Which parties pass a filter, by number."""
        if asked not in self._masks:
            with self._slow:
                made = self._passing(ledger, asked)
                if len(self._masks) > 64:
                    self._masks.clear()
                self._masks[asked] = made
        return self._masks[asked]

    def _passing(self, ledger: Ledger, asked: Filter) -> Flags:
        good = np.ones(len(self.ids), bool)
        if asked.lists is not None:
            chosen = np.isin(self.list, [at for at, name in enumerate(self.lists) if name in asked.lists])
            good &= self._any(chosen)
        if asked.schemata is not None:
            good &= np.isin(self.schemata, sorted(asked.schemata))
        if asked.without:
            good &= ~np.isin(self.schemata, sorted(asked.without))
        if asked.topics:
            bits = sum(1 << TOPICS.index(t) for t in asked.topics if t in TOPICS)
            good &= (self._topics(ledger) & bits) != 0
        if asked.changed is not None:
            good &= self._changes(ledger, asked.lists or self.lists) >= asked.changed.toordinal()
        for ident in asked.excluded:
            party = self.get(ident)
            if party is not None and party.id in self.numbers:
                good[self.numbers[party.id]] = False
        return good

    def _any(self, entries: Flags) -> Flags:
        good = np.zeros(len(self.ids), bool)
        good[self.party[entries]] = True
        return good

    @cached_property
    def schemata(self) -> NDArray[np.str_]:
        """The schema of each party: that of the first entry that says what it is."""
        found = np.full(len(self.ids), ftm.SCHEMATA[PartyKind.OTHER], dtype="U16")
        for kind in (k for k in KINDS if k is not PartyKind.OTHER):
            found[self.party[self.kind == KINDS.index(kind)]] = ftm.SCHEMATA[kind]
        return found

    @cached_property
    def fulltext(self) -> FullText:
        """The words of all names, to search in."""
        return FullText(self.index, self.party)

    @cached_property
    def breadth(self) -> NDArray[np.int64]:
        """On how many lists each party is."""
        pairs = np.unique(np.stack([self.party, self.list], axis=1), axis=0)
        return np.bincount(pairs[:, 0], minlength=len(self.ids))

    def values(self, field: str, chosen: Flags) -> dict[int, set[str]]:
        """What the entries of some parties give for a field, by the number of the party."""
        found: dict[int, set[str]] = {}
        for number in np.flatnonzero(chosen[self.party]).tolist():
            entry = self.index.listed(number)
            found.setdefault(int(self.party[number]), set()).update(_VALUES[field](entry))
        return found

    def sorting(self, ledger: Ledger, field: str) -> "Sorting":
        """What parties are put in order by."""
        return Sorting(self, ledger, field)

    def topics(self, ledger: Ledger) -> NDArray[np.int32]:
        """The topics of each party as bits in the order of `TOPICS`."""
        with self._slow:
            return self._topics(ledger)

    def _topics(self, ledger: Ledger) -> NDArray[np.int32]:
        for subject in self.parties.roster:
            party = self.parties.of(subject.id)
            if party is not None and party.id in self.numbers and party.id not in self._standings:
                self.standings(ledger, party)
        for ident, found in list(self._standings.items()):
            for topic in ftm.standing_topics(found):
                self._bits[self.numbers[ident]] |= 1 << TOPICS.index(topic)
        return self._bits

    def _changes(self, ledger: Ledger, lists: Iterable[str]) -> NDArray[np.int32]:
        """The day from which each party is as it is on these lists, as an ordinal; 0 where none shows it."""
        found = np.zeros(len(self.ids), np.int32)
        for list_id in (name for name in lists if name != ROSTER):
            if list_id not in self._changed:
                self._changed[list_id] = self._changes_of(ledger, list_id)
            found = np.maximum(found, self._changed[list_id])
        return found

    def _changes_of(self, ledger: Ledger, list_id: str) -> NDArray[np.int32]:
        since = stocks.unchanged_since(ledger, self.shelf, self.moment, list_id)
        days = {digest: e.published.latest.toordinal() for digest, e in since.items()}
        found = np.zeros(len(self.ids), np.int32)
        for number in np.flatnonzero(self.list == self.lists.index(list_id)).tolist():
            at = self.party[number]
            found[at] = max(int(found[at]), days.get(self.index.listed(number).digest, 0))
        return found


class Sorting:
    """The value of a field by the number of a party: text, empty where there is none."""

    def __init__(self, collection: Collection, ledger: Ledger, field: str) -> None:
        self._collection, self._ledger = collection, ledger
        self._field = "caption" if field in ("name", "label") else field

    def __getitem__(self, number: int) -> str:
        ident = self._collection.ids[number]
        party = self._collection.get(ident) if self._field != "id" else None
        if party is None:
            return ident
        return self._collection.entity(self._ledger, party)[self._field] or ""


_VALUES: dict[str, Callable[[Listed], Iterable[str]]] = {
    "countries": lambda e: (c.lower() for c in e.countries),
    "datasets": lambda e: (e.list,),
    "identifiers": lambda e: (i.value for i in e.identifiers),
    "genders": lambda e: e.genders,
    "names": lambda e: e.names,
    "regimes": lambda e: e.regimes,
    "births": lambda e: (d.text.rstrip("?~%") for d in e.births),
}


def _time(day: date | None) -> str | None:
    return f"{day}T00:00:00" if day else None


def _kept(store: dict[str, T], key: str, value: T) -> T:
    if len(store) >= KEPT:
        store.clear()
    store[key] = value
    return value
