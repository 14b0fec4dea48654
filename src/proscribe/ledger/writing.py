"""Writing a batch to tables: in one transaction that no other writer shares, a portion of items at a time."""

import zlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from ..model.decisions import Decision
from ..model.words import Verdict
from .protocol import Head, Item, Ledger, Receipt
from .rows import pack, short_key
from .sealing import BatchDigest, Sealed, chunks, document_key, seal, stamp
from .tables import Row, Tables

#: Items looked up and written at once, and the bytes kept with them after which a portion is closed early.
PORTION, PORTION_BYTES = 400, 8_000_000


class Portion(NamedTuple):
    """Rows for the tables `item`, `key` and `content`."""

    items: list[Row]
    keys: list[Row]
    contents: list[Row]


class Transaction(Tables):
    """A transaction that alone may write: it is made when nobody else has one, and reads what it wrote."""

    #: True when a body was removed.
    redacted = False

    @abstractmethod
    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert whole rows; into `content` only those that are not there yet."""

    @abstractmethod
    def run(self, sql: str, values: tuple[Any, ...]) -> None:
        """Run a statement that answers nothing."""

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """See `Ledger.append`: seal the items, leave out what is there, chain the rest as one batch."""
        last = self.head()
        sequence, at = last.batch + 1, max(at, last.at or at)
        chain = BatchDigest(sequence, at, last.digest)
        first = number = self.rows("SELECT coalesce(max(number), 0) FROM item")[0][0]
        repeated, redactions = 0, []
        for part in _portions(items):
            held = self._held([sealed for _, sealed in part if sealed.unique])
            rows = Portion([], [], [])
            for item, sealed in part:
                name = (sealed.kind, sealed.id)
                if sealed.unique and name in held:
                    repeated += 1
                    continue
                held.add(name)
                number += 1
                chain.add(sealed.kind, sealed.id, sealed.seal)
                self._lay(rows, number, sequence, sealed)
                if isinstance(item, Decision) and item.verdict is Verdict.REDACT:
                    redactions.append(item.target)
            self.put(rows)
        if number == first:
            return Receipt(last, 0, repeated)
        head = Head(sequence, chain.hex(), at)
        self.close_batch(head, last.digest)
        for sha256 in redactions:
            self.redact(sha256)
        return Receipt(head, number - first, repeated)

    def put(self, rows: Portion) -> None:
        """Insert a portion."""
        self.insert("item", rows.items)
        self.insert("key", rows.keys)
        self.insert("content", rows.contents)

    def close_batch(self, head: Head, previous: str) -> None:
        """Write the row of a batch whose items are all there."""
        assert head.at is not None
        self.insert("batch", [(head.batch, stamp(head.at), previous, head.digest)])

    def redact(self, sha256: str) -> None:
        """Remove the body of a document and the quotes from it; seals and keys stay."""
        ident = bytes.fromhex(sha256)
        self.run("UPDATE item SET body = NULL WHERE kind = 'document' AND id = ?", (ident,))
        self.run("DELETE FROM content WHERE sha256 = ?", (ident,))
        for found in self.claims([document_key(sha256)]):
            if found.value.document == sha256 and not found.value.quote.removed:
                body = pack(seal(found.value.redacted()).body)
                self.run("UPDATE item SET body = ? WHERE number = ?", (body, found.number))
        self.redacted = True

    def _held(self, wanted: list[Sealed]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for part in chunks([bytes.fromhex(sealed.id) for sealed in wanted], PORTION):
            one_of, values = self.among("id", part)
            sql = f"SELECT kind, id FROM item WHERE kind <> 'decision' AND {one_of}"
            found.update((kind, ident.hex()) for kind, ident in self.rows(sql, values))
        return found

    def _lay(self, rows: Portion, number: int, batch: int, sealed: Sealed) -> None:
        ident, proof = bytes.fromhex(sealed.id), bytes.fromhex(sealed.seal)
        rows.items.append((number, batch, sealed.kind, ident, proof, pack(sealed.body)))
        kept = dict.fromkeys(map(short_key, sealed.keys))
        rows.keys.extend((self.key(key), sealed.kind, number) for key in kept)
        if sealed.content:
            sha256, body = sealed.content
            rows.contents.append((bytes.fromhex(sha256), zlib.compress(body, 6)))


class TablesLedger(Ledger, Protocol):
    """A ledger that an engine keeps in tables."""

    def reading(self) -> AbstractContextManager[Tables]:
        """The tables in one state of the record, whatever is appended meanwhile."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """The one transaction that may write; it is committed at the end, or leaves nothing."""


def _portions(items: Iterable[Item]) -> Iterator[list[tuple[Item, Sealed]]]:
    part: list[tuple[Item, Sealed]] = []
    weight = 0
    for item in items:
        sealed = seal(item)
        part.append((item, sealed))
        weight += len(sealed.content[1]) if sealed.content else 0
        if len(part) == PORTION or weight > PORTION_BYTES:
            yield part
            part, weight = [], 0
    if part:
        yield part
