"""Checking a register kept in tables against its own chain of hashes."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from ..errors import LedgerError, Problem
from ..model.entries import Edition
from ..model.words import Verdict
from .rows import short_key, unpack
from .sealing import GENESIS, BatchDigest, resealed, unseal, unstamp
from .tables import Row, Tables
from .walking import Walk

#: What reading a body that was tampered with can raise.
_UNREADABLE = (ValueError, KeyError, TypeError, zlib.error, AttributeError)


def verify(tables: Tables) -> Iterator[Problem]:
    """Recompute seals, keys, batch digests and the chain; yield a Problem for every difference, with its place.

    A body may be missing only where a decision redacts its document. Damage below the tables (pages, indexes) is
    for the engine's own check.
    """
    try:
        yield from _Chain(tables).differences()
        yield from _contents(tables)
    except LedgerError as error:
        yield Problem("damaged_file", f"it cannot be read to its end: {error}")


class _Chain:
    """The chain of a record, compared with its batches, items and keys."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._redacted = _redacted(tables)
        self._walk = Walk(tables)
        self._number = 1

    def differences(self) -> Iterator[Problem]:
        """Every difference along the chain."""
        previous, sequence = GENESIS, 1
        for batch, at, said, digest in self._tables.stream(
            "SELECT seq, at, previous, digest FROM batch ORDER BY seq"
        ):
            where = f"batch {batch}"
            if batch != sequence:
                yield Problem("missing_batch", f"batch {sequence} is missing", where=where)
            if said != previous:
                yield Problem("broken_chain", "does not follow from the batch before it", where=where)
            previous, sequence = digest, batch + 1
            try:
                again = BatchDigest(batch, unstamp(at), said)
            except ValueError:
                yield Problem("changed_batch", f"its time of recording is unreadable: {at!r}", where=where)
                again = None
            while self._walk.item and self._walk.item[1] == batch:
                yield from self._one(*self._walk.step(), again)
            if again and again.hex() != digest:
                yield Problem(
                    "changed_batch", "its items, time or order differ from what was recorded", where=where
                )
        if self._walk.item:
            yield Problem(
                "changed_item",
                "belongs to no batch, or stands in another one's place",
                where=f"item {self._walk.item[0]}",
            )
        elif self._walk.key:
            yield Problem("changed_index", f"the index names item {self._walk.key}, which is not there")

    def _one(self, row: Row, keys: list[Row], chain: BatchDigest | None) -> Iterator[Problem]:
        number, batch, kind, ident, seal, body = row
        place = f"batch {batch}, item {number}"
        if number != self._number:
            yield Problem("missing_item", f"item {self._number} is missing", where=place)
        self._number = number + 1
        if chain:
            chain.add(kind, ident.hex(), seal.hex())
        if body is None:
            if kind != "document" or ident.hex() not in self._redacted:
                yield Problem(
                    "missing_body", f"the {kind} has lost its body and no decision redacts it", where=place
                )
            return
        held = {(kind, key) for _, kind, key in keys}
        yield from self._body(kind, ident.hex(), seal.hex(), body, held, place)

    def _body(
        self, kind: str, ident: str, seal: str, body: bytes, held: set[tuple[Any, ...]], place: str
    ) -> Iterator[Problem]:
        try:
            text = unpack(body)
            value = unseal(kind, text)
            again = resealed(kind, text, self._roll(value.roll) if isinstance(value, Edition) else b"")
        except _UNREADABLE:
            yield Problem("changed_item", f"the body of the {kind} is unreadable", where=place)
            return
        if again.kind != kind or again.id != ident or again.seal != seal or again.body != text:
            yield Problem("changed_item", f"the {kind} differs from what was recorded", where=place)
        if held != {(kind, self._tables.key(short_key(key))) for key in again.keys}:
            yield Problem("changed_index", f"the index of the {kind} differs from its content", where=place)
        quote = getattr(value, "quote", None)
        if quote is not None and quote.removed and getattr(value, "document", "") not in self._redacted:
            yield Problem(
                "missing_body", "the claim has lost its quote and no decision redacts it", where=place
            )

    def _roll(self, sha256: str) -> bytes:
        return self._tables.body(sha256) or b""


def _redacted(tables: Tables) -> set[str]:
    targets = set()
    for (body,) in tables.stream("SELECT body FROM item WHERE kind = 'decision' AND body IS NOT NULL"):
        try:
            decision: Any = unseal("decision", unpack(body))
        except _UNREADABLE:
            continue  # reported with its place by the walk along the chain
        if decision.verdict is Verdict.REDACT:
            targets.add(decision.target)
    return targets


def _contents(tables: Tables) -> Iterator[Problem]:
    for sha256, body in tables.stream("SELECT sha256, body FROM content", page=8):
        try:
            same = hashlib.sha256(zlib.decompress(body)).digest() == sha256
        except zlib.error:
            same = False
        if not same:
            yield Problem(
                "changed_document", "its bytes differ from its SHA-256", where=f"document {sha256.hex()}"
            )
    lost = tables.stream(
        "SELECT id FROM item WHERE kind = 'document' AND body IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM content WHERE sha256 = item.id)"
    )
    for (sha256,) in lost:
        yield Problem("missing_body", "its bytes are missing", where=f"document {sha256.hex()}")
