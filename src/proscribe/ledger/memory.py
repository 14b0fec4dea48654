"""A ledger in memory: it answers where no register is, and is the simplest reading of the protocol."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..errors import Problem
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document
from ..model.keys import member_key
from ..model.words import Verdict
from .protocol import Filed, Head, Item, Receipt, Recorded
from .sealing import GENESIS, BatchDigest, Sealed, document_key, removed, seal


class MemoryLedger:
    """A ledger that lives as long as the process."""

    def __init__(self) -> None:
        self._items: list[tuple[Recorded[Any], Sealed]] = []
        self._ids: set[tuple[str, str]] = set()
        self._keys: dict[tuple[str, str], list[int]] = {}
        self._bodies: dict[str, bytes] = {}
        self._heads: list[Head] = [Head(0, GENESIS)]

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """See `Ledger.append`."""
        last = self._heads[-1]
        at = max(at, last.at or at)
        chain = BatchDigest(last.batch + 1, at, last.digest)
        fresh: list[tuple[Item, Sealed]] = []
        seen: set[tuple[str, str]] = set()
        repeated = 0
        for item in items:
            sealed = seal(item)
            name = (sealed.kind, sealed.id)
            if sealed.unique and (name in self._ids or name in seen):
                repeated += 1
                continue
            seen.add(name)
            fresh.append((item, sealed))
            chain.add(sealed.kind, sealed.id, sealed.seal)
        if not fresh:
            return Receipt(last, 0, repeated)
        head = Head(last.batch + 1, chain.hex(), at)
        for item, sealed in fresh:
            number = len(self._items) + 1
            value = item.document if isinstance(item, Filed) else item
            self._items.append((Recorded(value, number, head.batch, at), sealed))
            for key in sealed.keys:
                self._keys.setdefault((sealed.kind, key), []).append(number)
            if sealed.content:
                sha256, body = sealed.content
                self._bodies.setdefault(sha256, body)
        self._ids |= seen
        self._heads.append(head)
        for item, _ in fresh:
            if isinstance(item, Decision) and item.verdict is Verdict.REDACT:
                self._redact(item.target)
        return Receipt(head, len(fresh), repeated)

    def _redact(self, sha256: str) -> None:
        self._bodies.pop(sha256, None)
        about = set(self._keys.get(("claim", document_key(sha256)), ()))
        for at, (found, sealed) in enumerate(self._items):
            if sealed.kind == "document" and sealed.id == sha256:
                self._items[at] = (replace(found, value=removed(sha256)), sealed)
            elif found.number in about and found.value.document == sha256:
                self._items[at] = (replace(found, value=found.value.redacted()), sealed)

    def head(self, before: datetime | None = None) -> Head:
        """See `Ledger.head`."""
        return [h for h in self._heads if before is None or h.at is None or h.at <= before][-1]

    def claims(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Claim]]:
        """See `Ledger.claims`."""
        return self._of("claim", keys, before)

    def claim(self, prefix: str) -> list[Recorded[Claim]]:
        """See `Ledger.claim`."""
        return self._beginning("claim", prefix)

    def parties(self, before: datetime | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """See `Ledger.parties`."""
        keys = [key for kind, key in self._keys if kind == "claim" and key.startswith("name:")]
        for key in keys:
            first = next(self._of("claim", [key], before), None)
            if first is not None and first.value.subject:
                yield first.value.subject.name, first.value.subject.refs

    def decisions(
        self, targets: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Decision]]:
        """See `Ledger.decisions`."""
        return self._of("decision", None if targets is None else [f"target:{t}" for t in targets], before)

    def documents(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Document]]:
        """See `Ledger.documents`."""
        return self._of("document", keys, before)

    def document(self, prefix: str) -> list[Recorded[Document]]:
        """See `Ledger.document`."""
        return self._beginning("document", prefix)

    def body(self, sha256: str) -> bytes | None:
        """See `Ledger.body`."""
        return self._bodies.get(sha256)

    def entries(self, digests: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        wanted = set(digests)
        return (f.value for f, s in self._items if s.kind == "entry" and s.id in wanted)

    def entries_named(self, keys: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries_named`."""
        return (found.value for found in self._of("entry", keys, None))

    def snapshots(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Snapshot]]:
        """See `Ledger.snapshots`."""
        return self._of("snapshot", None if list_id is None else [f"list:{list_id}"], before)

    def editions(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Edition]]:
        """See `Ledger.editions`."""
        for found in self.snapshots(list_id, before):
            yield Recorded(found.value.edition, found.number, found.batch, found.at)

    def holding(
        self, digests: Collection[str], before: datetime | None = None
    ) -> Mapping[str, frozenset[str]]:
        """See `Ledger.holding`."""
        found = {d: list(self._of("snapshot", [member_key(d)], before)) for d in digests}
        return {d: frozenset(r.value.id for r in rows) for d, rows in found.items() if rows}

    def verify(self) -> Iterator[Problem]:
        """See `Ledger.verify`: the values are in this process's hands and sealed when they came."""
        for found, sealed in self._items:
            if isinstance(found.value, Document):
                continue
            if seal(found.value).seal != sealed.seal:
                yield Problem(
                    "changed_item",
                    f"the {sealed.kind} differs from what was recorded",
                    where=f"item {found.number}",
                )

    def close(self) -> None:
        """See `Ledger.close`."""

    def _of(
        self, kind: str, keys: Collection[str] | None, before: datetime | None
    ) -> Iterator[Recorded[Any]]:
        if keys is None:
            found = (r for r, s in self._items if s.kind == kind)
        else:
            numbers = {n for key in keys for n in self._keys.get((kind, key), ())}
            found = (self._items[n - 1][0] for n in sorted(numbers))
        return (r for r in found if before is None or r.at <= before)

    def _beginning(self, kind: str, prefix: str) -> list[Recorded[Any]]:
        text = prefix.strip().lower()
        hits = (r for r, s in self._items if text and s.kind == kind and s.id.startswith(text))
        return [found for found, _ in zip(hits, range(2), strict=False)]
