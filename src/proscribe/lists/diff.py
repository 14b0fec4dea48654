"""What two publications of a list differ in, by content; computed for each question and never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from itertools import pairwise

from ..model.canonical import plain
from ..model.dates import Day
from ..model.entries import Entry, Snapshot


@dataclass(frozen=True, slots=True)
class Whole:
    """A snapshot together with its entries, in the order of its members."""

    snapshot: Snapshot
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Appeared:
    """An entry that the newer snapshot has and the older has not.

    `within` is the interval in which that happened, `listed` the day of listing the entry itself states.
    """

    entry: Entry
    within: Day
    listed: Day | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry whose content differs; `fields` names what does. `ref` among them: the publisher renumbered
    it."""

    older: Entry
    newer: Entry
    within: Day
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """An entry that is gone from the list. Why is not known from this: it is not read as a removal."""

    entry: Entry
    within: Day


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one snapshot to a later one of the same list."""

    appeared: tuple[Appeared, ...] = ()
    changed: tuple[Changed, ...] = ()
    absent: tuple[Absent, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appeared or self.changed or self.absent)


def interval(older: Snapshot, newer: Snapshot) -> Day:
    """The days in which a difference between two snapshots arose: after the older, not after the newer."""
    first, last = older.published.latest, newer.published.latest
    return Day.between(min(first + timedelta(days=1), last), last)


def diff(older: Whole, newer: Whole) -> Difference:
    """Compare two snapshots of one list by content: entries are paired by reference, then by record number.

    Bytes, order, places and generation dates count for nothing. Raises ValueError for snapshots of two lists
    or in the wrong order.
    """
    if older.snapshot.list != newer.snapshot.list:
        raise ValueError(f"snapshots of two lists: {older.snapshot.list} and {newer.snapshot.list}")
    if older.snapshot.published.earliest > newer.snapshot.published.latest:
        raise ValueError("the older snapshot was published after the newer one")
    if older.snapshot.content == newer.snapshot.content:
        return Difference()
    within = interval(older.snapshot, newer.snapshot)
    before = {e.ref: e for e in older.entries}
    after = {e.ref: e for e in newer.entries}
    pairs = {ref: ref for ref in before if ref in after}
    pairs |= _by_record(
        [e for r, e in before.items() if r not in pairs], [e for r, e in after.items() if r not in pairs]
    )
    taken = set(pairs.values())
    changed = (
        Changed(before[a], after[b], within, differing(before[a], after[b]))
        for a, b in pairs.items()
        if before[a].digest != after[b].digest
    )
    return Difference(
        tuple(Appeared(e, within, e.listed) for ref, e in after.items() if ref not in taken),
        tuple(changed),
        tuple(Absent(e, within) for ref, e in before.items() if ref not in pairs),
    )


def _by_record(before: Iterable[Entry], after: Iterable[Entry]) -> Mapping[str, str]:
    """Pairs of references that share a record number which no third entry has."""
    old, new = _records(before), _records(after)
    shared = ((old[n], new[n]) for n in old if n in new)
    return {a[0]: b[0] for a, b in shared if len(a) == len(b) == 1}


def _records(entries: Iterable[Entry]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for entry in entries:
        for identifier in entry.identifiers:
            if identifier.kind == "record":
                table.setdefault(identifier.value, []).append(entry.ref)
    return table


def differing(older: Entry, newer: Entry) -> tuple[str, ...]:
    """The fields in which two entries differ, in the order of the model."""
    return tuple(
        f.name for f in fields(Entry) if plain(getattr(older, f.name)) != plain(getattr(newer, f.name))
    )


def course(snapshots: Sequence[Whole]) -> list[tuple[Whole, Whole, Difference]]:
    """The differences along all snapshots of one list, whatever order they are given in.

    Snapshots are taken in the order of publication; those that repeat the content of the one before narrow
    the interval of the next difference. A snapshot that arrives late therefore only narrows. Of two on one
    day, the one with the smaller content digest counts as the earlier.
    """
    ordered = sorted(snapshots, key=lambda w: (w.snapshot.published.latest, w.snapshot.content))
    steps = pairwise(ordered)
    found = ((a, b, diff(a, b)) for a, b in steps)
    return [(a, b, d) for a, b, d in found if d]
