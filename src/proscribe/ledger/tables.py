"""The questions of the protocol put to tables, in SQL that every engine reads the same way.

Large answers are read by keyset: page after page in the order of recording, up to the item that was the last one
when the question was asked. So a scan sees one state of the record, holds a page in memory and nothing in the engine.
"""

import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document
from ..model.keys import member_key
from .protocol import Head, Recorded
from .rows import recorded, short_key, unpack, until
from .sealing import GENESIS, chunks, unseal, unstamp

Row = tuple[Any, ...]

#: Columns of an item as `rows.recorded` reads them.
COLUMNS = "kind, id, body, number, batch, (SELECT at FROM batch WHERE seq = item.batch)"
#: Times never run backwards along the chain, so what is recorded by then ends with one batch.
_SEEN = "batch <= coalesce((SELECT seq FROM batch WHERE at <= ? ORDER BY seq DESC LIMIT 1), 0)"
_FIRST_PAGE, _LEAST, _MOST, _PAGE_BYTES = 200, 16, 2000, 4_000_000


class Tables(ABC):
    """Reading from the tables `batch`, `item`, `key` and `content`. In SQL, `?` stands for a value."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Row]:
        """All rows of a query with a small answer; raises `LedgerError`."""

    @abstractmethod
    def stream(self, sql: str, values: Sequence[Any] = (), page: int = 1000) -> Iterator[Row]:
        """The rows of a query with an answer of any size, of which `page` are in memory at a time."""

    @abstractmethod
    def among(self, column: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """The condition that a column is one of some values, and what to hand over with it."""

    @abstractmethod
    def key(self, text: str) -> Any:
        """A key as the engine keeps it."""

    @abstractmethod
    def key_text(self, kept: Any) -> str:
        """A key that the engine kept."""

    def head(self, before: datetime | None = None) -> Head:
        """See `Ledger.head`."""
        found = self.rows(
            "SELECT seq, digest, at FROM batch WHERE at <= ? ORDER BY seq DESC LIMIT 1", (until(before),)
        )
        return Head(found[0][0], found[0][1], unstamp(found[0][2])) if found else Head(0, GENESIS)

    def claims(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Claim]]:
        """See `Ledger.claims`."""
        return self._items("claim", keys, before)

    def claim(self, prefix: str) -> list[Recorded[Claim]]:
        """See `Ledger.claim`."""
        return self._beginning("claim", prefix)

    def parties(self, before: datetime | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """See `Ledger.parties`."""
        sql = (
            f"SELECT found.key, CASE WHEN {_SEEN} THEN body END FROM (SELECT key, min(item) AS number FROM key "
            "WHERE kind = 'claim' AND key > ? AND key < ? GROUP BY key ORDER BY key LIMIT ?) AS found "
            "JOIN item USING (number) ORDER BY found.key"
        )
        after, end = self.key("name:"), self.key("name;")
        while page := self.rows(sql, (until(before), after, end, _MOST)):
            after = page[-1][0]
            for _, body in page:
                if body is not None:
                    party = json.loads(unpack(body))["subject"]
                    yield party["name"], tuple(party.get("refs", ()))

    def decisions(
        self, targets: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Decision]]:
        """See `Ledger.decisions`."""
        return self._items("decision", None if targets is None else [f"target:{t}" for t in targets], before)

    def documents(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Document]]:
        """See `Ledger.documents`."""
        return self._items("document", keys, before)

    def document(self, prefix: str) -> list[Recorded[Document]]:
        """See `Ledger.document`."""
        return self._beginning("document", prefix)

    def body(self, sha256: str) -> bytes | None:
        """See `Ledger.body`."""
        found = self.rows("SELECT body FROM content WHERE sha256 = ?", (bytes.fromhex(sha256),))
        return zlib.decompress(found[0][0]) if found else None

    def entries(self, digests: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        for part in chunks(dict.fromkeys(digests)):
            one_of, values = self.among("id", [bytes.fromhex(d) for d in part])
            # the index of ids leaves decisions out, and is used only where a question does so too
            sql = f"SELECT body, id FROM item WHERE kind = 'entry' AND kind <> 'decision' AND {one_of}"
            for body, ident in self.rows(sql, values):
                yield cast(Entry, unseal("entry", unpack(body), bytes(ident).hex()))

    def entries_named(self, keys: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries_named`."""
        return (found.value for found in self._items("entry", keys, None))

    def snapshots(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Snapshot]]:
        """See `Ledger.snapshots`."""
        for found in self.editions(list_id, before):
            snapshot = Snapshot.of(found.value, self.body(found.value.roll) or b"")
            yield Recorded(snapshot, found.number, found.batch, found.at)

    def editions(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Edition]]:
        """See `Ledger.editions`."""
        return self._items("snapshot", None if list_id is None else [f"list:{list_id}"], before)

    def holding(
        self, digests: Collection[str], before: datetime | None = None
    ) -> Mapping[str, frozenset[str]]:
        """See `Ledger.holding`."""
        table: dict[str, set[str]] = {}
        names = {self.key(member_key(d)): d for d in digests}
        for part in chunks(names):
            one_of, values = self.among("key.key", part)
            found = self.rows(
                "SELECT key.key, item.id FROM key JOIN item ON item.number = key.item "
                f"WHERE key.kind = 'snapshot' AND {one_of} AND item.{_SEEN}",
                (*values, until(before)),
            )
            for key, ident in found:
                table.setdefault(names[key], set()).add(ident.hex())
        return {digest: frozenset(ids) for digest, ids in table.items()}

    def items(self, after: int = 0, condition: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows of items (`COLUMNS`) with a higher number, in their order, up to the last one there is now."""
        last = self.rows("SELECT coalesce(max(number), 0) FROM item")[0][0]
        sql = (
            f"SELECT {COLUMNS} FROM item WHERE number > ? AND number <= ? {condition} ORDER BY number LIMIT ?"
        )
        size = _FIRST_PAGE
        while page := self.rows(sql, (after, last, *values, size)):
            yield from page
            if len(page) < size:
                return
            after = page[-1][3]
            weight = sum(len(row[2] or b"") for row in page)
            size = max(_LEAST, min(_MOST, size * _PAGE_BYTES // max(weight, 1)))

    def _items(
        self, kind: str, keys: Collection[str] | None, before: datetime | None
    ) -> Iterator[Recorded[Any]]:
        if keys is None:
            yield from map(recorded, self.items(0, f"AND kind = ? AND {_SEEN}", (kind, until(before))))
            return
        found: dict[int, Row] = {}
        for part in chunks(self.key(short_key(k)) for k in dict.fromkeys(keys)):
            one_of, values = self.among("key", part)
            sql = (
                f"SELECT {COLUMNS} FROM item WHERE kind = ? AND {_SEEN} "
                f"AND number IN (SELECT item FROM key WHERE kind = ? AND {one_of})"
            )
            found.update((row[3], row) for row in self.rows(sql, (kind, until(before), kind, *values)))
        yield from (recorded(found[number]) for number in sorted(found))

    def _beginning(self, kind: str, prefix: str) -> list[Recorded[Any]]:
        text = prefix.strip().lower()
        if not text or len(text) > 64 or not set(text) <= set("0123456789abcdef"):
            return []
        ends = bytes.fromhex(text.ljust(64, "0")), bytes.fromhex(text.ljust(64, "f"))
        sql = (
            f"SELECT {COLUMNS} FROM item WHERE kind = ? AND kind <> 'decision' AND id BETWEEN ? AND ? LIMIT 2"
        )
        return [recorded(row) for row in self.rows(sql, (kind, *ends))]
