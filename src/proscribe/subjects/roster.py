"""The roster: the subjects a register knows by name, with aliases and relations, as data for one query."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import Ambiguous, BadInput, NotFound
from ..model.claims import Party
from ..model.keys import fold, name_key, party_keys
from .names import near

COLUMNS = ("id", "name", "aliases", "wikidata", "relations")


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated or undated relation to another subject (`part_of`, `successor_of`, `wing_of`, …); never a merge."""

    kind: str
    other: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A party that claims are about: its id, the name it is shown by, its other names, references and relations."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the one it is shown by first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Roster:
    """Subjects by id. Built from the organisations of the starter and extended with parties that claims name."""

    subjects: Mapping[str, Subject] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, where: str = "organisations.csv") -> "Roster":
        """Read `organisations.csv`: id, name, aliases (`|` between), wikidata, relations (`kind:id`, `|` between).

        Raises `BadInput` naming the file and row of a mistake.
        """
        rows = csv.DictReader(io.StringIO(text))
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise BadInput(f"{where}: the columns must be {', '.join(COLUMNS)}")
        subjects: dict[str, Subject] = {}
        for number, row in enumerate(rows, start=2):
            if not row["id"] or not row["name"]:
                raise BadInput(f"{where} row {number}: id and name must not be empty")
            if row["id"] in subjects:
                raise BadInput(f"{where} row {number}: the id {row['id']!r} stands there twice")
            refs = [f"starter:{row['id']}", *([f"wikidata:{row['wikidata']}"] if row["wikidata"] else [])]
            relations = (r.partition(":") for r in (row["relations"] or "").split("|") if r)
            subjects[row["id"]] = Subject(
                row["id"],
                row["name"],
                tuple(a for a in (row["aliases"] or "").split("|") if a),
                tuple(refs),
                tuple(Relation(kind, other) for kind, _, other in relations),
            )
        return cls(subjects)

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.subjects.values())

    @cached_property
    def by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Subject ids by the key of each of their names and references."""
        table: dict[str, list[str]] = {}
        for subject in self:
            keys = [*(name_key(n) for n in subject.names), *subject.refs]
            for key in dict.fromkeys(keys):
                table.setdefault(key, []).append(subject.id)
        return {key: tuple(ids) for key, ids in table.items()}

    def names(self) -> Iterator[tuple[str, str]]:
        """Every (name as written, subject id): what a reader of texts looks for."""
        for subject in self:
            for name in subject.names:
                yield name, subject.id

    def keys(self, subject: Subject) -> tuple[str, ...]:
        """The keys that claims about this subject are found by.

        A name shared with other subjects is left out unless it is the name this subject is shown by: a claim that
        gives no more than a shared alias is about neither until a person says so.
        """
        names = (name_key(n) for n in subject.names)
        own = (k for k in names if len(self.by_key.get(k, ())) < 2 or k == name_key(subject.name))
        return tuple(dict.fromkeys([*subject.refs, *own]))

    def of(self, party: Party) -> Subject | None:
        """The subject a claim's party is, by reference first and then by name; None when no or several fit."""
        for key in party_keys(party):
            ids = self.by_key.get(key, ())
            if len(ids) == 1:
                return self.subjects[ids[0]]
            exact = [i for i in ids if name_key(self.subjects[i].name) == key]
            if len(exact) == 1:
                return self.subjects[exact[0]]
        return None

    def find(self, query: str) -> Subject:
        """The one subject that a person's words name: an id, a reference, or any name in any script.

        Raises `Ambiguous` when several fit (with their ids), `NotFound` when none does (with near names).
        """
        text = query.strip()
        if text in self.subjects:
            return self.subjects[text]
        ids = self.by_key.get(text) or (self.by_key.get(name_key(text), ()) if fold(text) else ())
        if not ids and text[:1] == "Q" and text[1:].isdigit():
            ids = self.by_key.get(f"wikidata:{text}", ())
        shown = [i for i in ids if fold(self.subjects[i].name) == fold(text)]
        if len(shown) == 1 and len(ids) > 1:
            ids = tuple(shown)
        if len(ids) == 1:
            return self.subjects[ids[0]]
        if ids:
            choices = ", ".join(f"{self.subjects[i].name} ({i})" for i in ids)
            raise Ambiguous(
                f"{text[:80]!r} names several subjects: {choices}; ask for one by its id in brackets",
                ((i, self.subjects[i].name) for i in ids),
            )
        close = near(text, dict(self.names())) if fold(text) else []
        hint = f"; near names: {', '.join(close)}" if close else "; no name in the register is near it"
        raise NotFound(f"no subject is named {text[:80]!r}{hint}")

    def extended(self, parties: Iterable[Party]) -> "Roster":
        """This roster with a subject of its own, `as-written:…`, for every party that it does not know."""
        more: dict[str, Subject] = {}
        for party in parties:
            if self.of(party) is None and not self.by_key.get(name_key(party.name)) and fold(party.name):
                ident = "as-written:" + fold(party.name).replace(" ", "-")
                more.setdefault(ident, Subject(ident, party.name, (), party.refs))
        return Roster({**self.subjects, **more}) if more else self
