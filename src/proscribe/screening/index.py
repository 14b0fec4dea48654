"""An index: everything on a set of lists, as in force on a day and known on a day, ready to be screened against.

Immutable. Built in memory from entries, kept in one file, opened by mapping it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput, Problem
from ..model.canonical import digest, plain
from ..model.dates import Day
from ..model.entries import Entry, Identifier
from ..model.words import PartyKind
from . import container, keys, normalise, ragged, tables
from . import side as sides
from .hits import Listed
from .qualifiers import identifier_key
from .side import Side
from .vocabulary import column

#: Which reckoning an index is made by; another one, or other tables, cannot use its numbers.
RECIPE = "1:"
SIDES = ("person", "organisation", "vessel", "aircraft")


def side_of(kind: PartyKind) -> str:
    """The side on which a party of this kind is kept."""
    return "organisation" if kind is PartyKind.OTHER else kind.value


@dataclass(frozen=True, slots=True)
class Source:
    """A list that went into an index: its id, the day of publication, the digest of its content, its entries."""

    list: str
    published: Day | None
    content: str
    entries: int


@dataclass(frozen=True)
class Half:
    """One side of an index with the bearers of its forms: for each form, entries and which of their names it is."""

    side: Side
    bearer_start: ragged.Ints
    bearer_entry: NDArray[np.int32]
    bearer_name: NDArray[np.int32]
    literal_key: keys.U64
    literal_form: NDArray[np.int32]


@dataclass(frozen=True)
class Index:
    """All listed names of a set of lists, as of two days.

    `id` is the SHA-256 over the digests of all entries, whatever the days. `problems` are names that cannot be
    screened against.
    """

    on: date
    known: date
    lists: tuple[Source, ...]
    halves: dict[str, Half]
    records: NDArray[np.uint8]
    record_start: ragged.Ints
    identifier_key: keys.U64
    identifier_entry: NDArray[np.int32]
    id: str
    problems: tuple[Problem, ...] = ()

    def at(self, on: date, known: date) -> "Index":
        """The same index as of two other days, on which the same is listed."""
        return replace(self, on=on, known=known)

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        return len(self.record_start) - 1

    def names(self, side: str) -> int:
        """How many different names one side holds."""
        return self.halves[side].side.names if side in self.halves else 0

    def listed(self, number: int) -> Listed:
        """The entry of this number (0 up to `entries`)."""
        data = self.records[self.record_start[number] : self.record_start[number + 1]].tobytes()
        return _listed(data)

    def digests(self) -> dict[str, str]:
        """The digest of every entry under its key, `list:ref`."""
        records = (
            self.records[a:b].tobytes()
            for a, b in zip(self.record_start, self.record_start[1:], strict=False)
        )
        return {f"{r['list']}:{r['ref']}": r["digest"] for r in map(json.loads, records)}

    def save(self, path: Path) -> None:
        """Keep the index in one file; raises `BadInput` when it cannot be written."""
        arrays: container.Arrays = {
            "records": self.records,
            "record_start": self.record_start,
            "identifier_key": self.identifier_key,
            "identifier_entry": self.identifier_entry,
        }
        for name, half in self.halves.items():
            arrays |= {f"{name}/{f.name}": getattr(half, f.name) for f in fields(Half) if f.name != "side"}
            arrays |= half.side.arrays(f"{name}/side/")
        container.save(
            path,
            arrays,
            {
                "id": self.id,
                "recipe": RECIPE + tables.edition(),
                "on": self.on.isoformat(),
                "known": self.known.isoformat(),
                "lists": [plain(s) for s in self.lists],
                "sides": {name: half.side.names for name, half in self.halves.items()},
                "problems": [plain(p) for p in self.problems],
            },
        )

    @classmethod
    def open(cls, path: Path) -> "Index":
        """Open an index file; raises `BadInput` with one line for a file that is missing, foreign or damaged."""
        arrays, meta = container.load(path)
        if meta["recipe"] != RECIPE + tables.edition():
            raise BadInput(f"the index {path} was built by another version of this program; build it again")
        halves = {}
        for name, names in meta["sides"].items():
            own = {f.name: arrays[f"{name}/{f.name}"] for f in fields(Half) if f.name != "side"}
            halves[name] = Half(side=Side.from_arrays(arrays, f"{name}/side/", names), **own)
        return cls(
            date.fromisoformat(meta["on"]),
            date.fromisoformat(meta["known"]),
            tuple(_source(s) for s in meta["lists"]),
            halves,
            arrays["records"],
            arrays["record_start"],
            arrays["identifier_key"],
            arrays["identifier_entry"],
            meta["id"],
            tuple(Problem(p["code"], p["message"], where=p.get("where")) for p in meta["problems"]),
        )


def build(entries: Iterable[Entry], *, on: date, known: date, lists: Sequence[Source] | None = None) -> Index:
    """Build the index of some entries.

    `lists` says what the entries are the content of; where it is None they are counted by list, with no day of
    publication. Names without a letter or digit are reported in `problems` and left out.
    """
    records: list[bytes] = []
    named: dict[str, dict[normalise.Words, list[tuple[int, int]]]] = {}
    identifiers: list[tuple[str, int]] = []
    problems: list[Problem] = []
    counted: dict[str, list[str]] = {}
    for number, entry in enumerate(entries):
        records.append(_record(entry))
        counted.setdefault(entry.list, []).append(entry.digest)
        rows = named.setdefault(side_of(entry.kind), {})
        for place, name in enumerate(entry.names):
            found = normalise.words(name.text)
            if found.words:
                rows.setdefault(found, []).append((number, place))
            else:
                problems.append(_empty_name(entry, name.text))
        identifiers += [(k, number) for i in entry.identifiers if (k := identifier_key(i.value))]
    hashed = identifier_hashes([k for k, _ in identifiers])
    order = np.argsort(hashed, kind="stable")
    return Index(
        on,
        known,
        tuple(lists) if lists is not None else tuple(_counted(counted)),
        {name: _half(named[name], name) for name in SIDES if name in named},
        np.frombuffer(b"".join(records), np.uint8),
        ragged.starts(np.array([len(r) for r in records], np.int64)),
        hashed[order],
        np.array([n for _, n in identifiers], np.int32)[order],
        digest("\n".join(sorted(d for ds in counted.values() for d in ds)).encode()),
        tuple(problems),
    )


def _half(named: dict[normalise.Words, list[tuple[int, int]]], kind: str) -> Half:
    forms = column(named, person=kind == "person")
    key = literal_keys(forms.vocabulary.hash[forms.word], forms.start)
    order = np.argsort(key, kind="stable")
    bearers = list(named.values())
    flat = np.array([b for row in bearers for b in row], np.int32).reshape(-1, 2)
    return Half(
        sides.build(forms, kind),
        ragged.starts(np.array([len(row) for row in bearers], np.int64)),
        np.ascontiguousarray(flat[:, 0]),
        np.ascontiguousarray(flat[:, 1]),
        key[order],
        order.astype(np.int32),
    )


def literal_keys(hashes: keys.U64, start: ragged.Ints) -> keys.U64:
    """One key for each row of words, the same for the same words in any order."""
    mixed = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    running = np.zeros(len(mixed) + 1, np.uint64)
    np.cumsum(mixed, out=running[1:])
    return running[start[1:]] - running[start[:-1]]


def identifier_hashes(found: list[str]) -> keys.U64:
    """The hashes under which the index holds identifiers, given as `identifier_key` makes them."""
    return keys.hashes(keys.letters(found))


def _record(entry: Entry) -> bytes:
    data = {
        "list": entry.list,
        "ref": entry.ref,
        "kind": entry.kind.value,
        "names": [n.text for n in entry.names],
        "births": [d.text for d in entry.births],
        "genders": list(entry.genders),
        "countries": list(entry.countries),
        "identifiers": [plain(i) for i in entry.identifiers],
        "regimes": list(entry.regimes),
        "listed": entry.listed.text if entry.listed else None,
        "digest": entry.digest,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=4096)
def _listed(data: bytes) -> Listed:
    record: dict[str, Any] = json.loads(data)
    return Listed(
        record["list"],
        record["ref"],
        PartyKind(record["kind"]),
        tuple(record["names"]),
        tuple(Day.parse(b) for b in record["births"]),
        tuple(record["genders"]),
        tuple(record["countries"]),
        tuple(Identifier(**i) for i in record["identifiers"]),
        tuple(record["regimes"]),
        Day.parse(record["listed"]) if record["listed"] else None,
        record["digest"],
    )


def _source(data: dict[str, Any]) -> Source:
    published = data.get("published")
    return Source(data["list"], Day.parse(published) if published else None, data["content"], data["entries"])


def _counted(counted: dict[str, list[str]]) -> Iterable[Source]:
    for name, digests in sorted(counted.items()):
        yield Source(name, None, digest("\n".join(sorted(digests)).encode()), len(digests))


def _empty_name(entry: Entry, text: str) -> Problem:
    return Problem(
        "name_without_letters",
        f"the name {text!r} has no letter or digit and cannot be screened against",
        where=f"{entry.list}:{entry.ref}",
    )
