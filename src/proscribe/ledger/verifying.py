"""Checking a SQLite register against its own chain of hashes."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import Problem
from ..model.entries import Edition
from ..model.words import Verdict
from .sealing import GENESIS, BatchDigest, resealed, unseal, unstamp


def verify(db: sqlite3.Connection, unpack: Callable[[bytes], str]) -> Iterator[Problem]:
    """Recompute seals, keys, batch digests and the chain; yield a Problem for every difference, with its place.

    A body may be missing only where a decision redacts its document. Damage below the tables (pages, indexes) is
    found by the engine's own integrity check.
    """
    try:
        for (message,) in db.execute("PRAGMA integrity_check(20)"):
            if message != "ok":
                yield Problem("damaged_file", f"the database file is damaged: {message}")
        yield from _chain(db, unpack)
        yield from _contents(db)
    except sqlite3.Error as error:
        yield Problem("damaged_file", f"the database file cannot be read to its end: {error}")


def _chain(db: sqlite3.Connection, unpack: Callable[[bytes], str]) -> Iterator[Problem]:
    redacted = _redacted(db, unpack)

    def roll(sha256: str) -> bytes:
        row = db.execute("SELECT body FROM content WHERE sha256 = ?", (bytes.fromhex(sha256),)).fetchone()
        return zlib.decompress(row[0]) if row else b""

    keys = db.execute("SELECT item, kind, key FROM key ORDER BY item")
    pending = next(keys, None)
    previous, expected_item, expected_batch = GENESIS, 1, 1
    for batch, at, said, digest in db.execute("SELECT seq, at, previous, digest FROM batch ORDER BY seq"):
        where = f"batch {batch}"
        if batch != expected_batch:
            yield Problem("missing_batch", f"batch {expected_batch} is missing", where=where)
        if said != previous:
            yield Problem("broken_chain", "does not follow from the batch before it", where=where)
        try:
            chain = BatchDigest(batch, unstamp(at), said)
        except ValueError:
            yield Problem("changed_batch", f"its time of recording is unreadable: {at!r}", where=where)
            previous, expected_batch = digest, batch + 1
            continue
        items = db.execute(
            "SELECT number, kind, id, seal, body FROM item WHERE batch = ? ORDER BY number", (batch,)
        )
        for number, kind, ident, seal, body in items:
            place = f"batch {batch}, item {number}"
            if number != expected_item:
                yield Problem("missing_item", f"item {expected_item} is missing", where=place)
            expected_item = number + 1
            chain.add(kind, ident.hex(), seal.hex())
            held = set()
            while pending and pending[0] <= number:
                if pending[0] == number:
                    held.add(pending[1:])
                pending = next(keys, None)
            yield from _item(kind, ident.hex(), seal.hex(), body, held, place, redacted, unpack, roll)
        if chain.hex() != digest:
            yield Problem(
                "changed_batch", "its items, time or order differ from what was recorded", where=where
            )
        previous, expected_batch = digest, batch + 1
    if orphan := db.execute(
        "SELECT number FROM item WHERE batch NOT IN (SELECT seq FROM batch) LIMIT 1"
    ).fetchone():
        yield Problem("changed_item", "belongs to no batch", where=f"item {orphan[0]}")
    if pending:
        yield Problem("changed_index", f"the index names item {pending[0]}, which is not there")


def _item(
    kind: str,
    ident: str,
    seal: str,
    body: bytes | None,
    held: set[tuple[Any, ...]],
    place: str,
    redacted: set[str],
    unpack: Callable[[bytes], str],
    roll: Callable[[str], bytes],
) -> Iterator[Problem]:
    if body is None:
        if kind != "document" or ident not in redacted:
            yield Problem(
                "missing_body", f"the {kind} has lost its body and no decision redacts it", where=place
            )
        return
    try:
        text = unpack(body)
        value = unseal(kind, text)
        again = resealed(kind, text, roll(value.roll) if isinstance(value, Edition) else b"")
    except (ValueError, KeyError, TypeError, zlib.error, AttributeError):
        yield Problem("changed_item", f"the body of the {kind} is unreadable", where=place)
        return
    if again.kind != kind or again.id != ident or again.seal != seal or again.body != text:
        yield Problem("changed_item", f"the {kind} differs from what was recorded", where=place)
    if held != {(kind, key) for key in again.keys}:
        yield Problem("changed_index", f"the index of the {kind} differs from its content", where=place)
    quote = getattr(value, "quote", None)
    if quote is not None and quote.removed and getattr(value, "document", "") not in redacted:
        yield Problem("missing_body", "the claim has lost its quote and no decision redacts it", where=place)


def _redacted(db: sqlite3.Connection, unpack: Callable[[bytes], str]) -> set[str]:
    targets = set()
    for (body,) in db.execute("SELECT body FROM item WHERE kind = 'decision' AND body IS NOT NULL"):
        try:
            decision: Any = unseal("decision", unpack(body))
        except (ValueError, KeyError, TypeError, zlib.error):
            continue  # reported with its place by the walk along the chain
        if decision.verdict is Verdict.REDACT:
            targets.add(decision.target)
    return targets


def _contents(db: sqlite3.Connection) -> Iterator[Problem]:
    for sha256, body in db.execute("SELECT sha256, body FROM content"):
        try:
            same = hashlib.sha256(zlib.decompress(body)).digest() == sha256
        except zlib.error:
            same = False
        if not same:
            yield Problem(
                "changed_document", "its bytes differ from its SHA-256", where=f"document {sha256.hex()}"
            )
    lost = db.execute(
        "SELECT hex(id) FROM item WHERE kind = 'document' AND body IS NOT NULL "
        "AND id NOT IN (SELECT sha256 FROM content)"
    )
    for (sha256,) in lost:
        yield Problem("missing_body", "its bytes are missing", where=f"document {sha256.lower()}")
