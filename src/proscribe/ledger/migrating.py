"""Copying a register from one engine to another as it stands: whole batches in order, with the digests they have.

What was redacted stays redacted, and what is redacted between two runs is removed in the second. A run that was cut
off leaves whole batches, and the next one goes on behind them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import BadInput, CheckFailed
from ..model.decisions import Decision
from ..model.words import Verdict
from .protocol import Head
from .rows import unpack
from .sealing import BatchDigest, unseal, unstamp
from .tables import Row, Tables
from .walking import Walk
from .writing import PORTION, PORTION_BYTES, Portion, TablesLedger, Transaction


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run copied, and where both registers end now."""

    batches: int
    items: int
    head: Head


class Migration:
    """A copy of `source` into `target`; `names` are what messages call the two."""

    def __init__(self, source: TablesLedger, target: TablesLedger, names: tuple[str, str]) -> None:
        self._source = source
        self._target = target
        self._names = names

    def portions(self) -> int:
        """How often a run will call its `step`, about; raises `BadInput` where the target holds another record."""
        with self._source.reading() as tables:
            begun = self._begun(tables, self._target.head())
            last: int = tables.rows("SELECT coalesce(max(number), 0) FROM item")[0][0]
            return max(0, last - _last_item(tables, begun)) // PORTION + 1

    def run(self, step: Callable[[], None] = lambda: None) -> Copied:
        """Copy every batch that the target has not; raises `BadInput` where the target holds another record, and
        `CheckFailed` where a batch of the source is not what its digest says: it is not copied, nor those after it.
        """
        with self._source.reading() as tables:
            begun = head = self._target.head()
            self._begun(tables, begun)
            end = tables.head().batch
            first = _last_item(tables, begun.batch)
            walk, items = Walk(tables, first), 0
            rows = tables.stream(
                "SELECT seq, at, digest FROM batch WHERE seq > ? AND seq <= ? ORDER BY seq", (head.batch, end)
            )
            for sequence, at, digest in rows:
                with self._target.writing() as transaction:
                    if transaction.head() != head:
                        raise BadInput(f"{self._names[1]} is being written by others; stop them and repeat")
                    after = Head(sequence, digest, unstamp(at))
                    items += _Batch(tables, transaction, walk, after, head, step).copy(self._names[0])
                    head = after
            return Copied(head.batch - begun.batch, items, head)

    def _begun(self, source: Tables, target: Head) -> int:
        """The batch up to which the target is the source already."""
        here, there = self._names
        if target.batch > source.head().batch:
            raise BadInput(
                f"{there} has more batches than {here}; name them the other way round, or another target"
            )
        if target.batch:
            found = source.rows("SELECT digest FROM batch WHERE seq = ?", (target.batch,))
            if not found or found[0][0] != target.digest:
                raise BadInput(
                    f"{there} holds another register (its batch {target.batch} is not that of {here}); "
                    "name an empty place"
                )
        return target.batch


class _Batch:
    """The copying of one batch within one transaction."""

    def __init__(
        self,
        source: Tables,
        target: Transaction,
        walk: Walk,
        head: Head,
        before: Head,
        step: Callable[[], None],
    ) -> None:
        assert head.at is not None
        self._source, self._target, self._walk, self._head, self._before = source, target, walk, head, before
        self._step = step
        self._chain = BatchDigest(head.batch, head.at, before.digest)
        self._redactions: list[str] = []

    def copy(self, name: str) -> int:
        """Copy its items and close it; how many they were."""
        count, weight = 0, 0
        rows = Portion([], [], [])
        while self._walk.item and self._walk.item[1] == self._head.batch:
            row, keys = self._walk.step()
            weight += self._lay(rows, row, keys)
            count += 1
            if count % PORTION == 0:
                self._step()
            if len(rows.items) == PORTION or weight > PORTION_BYTES:
                self._target.put(rows)
                rows, weight = Portion([], [], []), 0
        self._target.put(rows)
        if self._chain.hex() != self._head.digest:
            raise CheckFailed(
                f"{name}: batch {self._head.batch} differs from what was recorded; run: proscribe verify"
            )
        self._target.close_batch(self._head, self._before.digest)
        for sha256 in self._redactions:
            self._target.redact(sha256)
        return count

    def _lay(self, rows: Portion, row: Row, keys: list[Row]) -> int:
        _, _, kind, ident, seal, body = row
        self._chain.add(kind, ident.hex(), seal.hex())
        rows.items.append(row)
        rows.keys.extend((self._target.key(self._source.key_text(k)), kind, n) for n, kind, k in keys)
        if kind == "decision" and body is not None:
            decision: Any = unseal(kind, unpack(body))
            if isinstance(decision, Decision) and decision.verdict is Verdict.REDACT:
                self._redactions.append(decision.target)
        content = _content(kind, ident, body)
        found = content and self._source.rows("SELECT sha256, body FROM content WHERE sha256 = ?", (content,))
        if found:
            rows.contents.append(tuple(found[0]))
        return len(body or b"") + (len(found[0][1]) if found else 0)


def _content(kind: str, ident: bytes, body: bytes | None) -> bytes | None:
    """The SHA-256 of the bytes that are kept beside an item."""
    if kind == "snapshot" and body is not None:
        return bytes.fromhex(json.loads(unpack(body))["roll"])
    return ident if kind == "document" and body is not None else None


def _last_item(tables: Tables, batch: int) -> int:
    found: int = tables.rows("SELECT coalesce(max(number), 0) FROM item WHERE batch <= ?", (batch,))[0][0]
    return found
