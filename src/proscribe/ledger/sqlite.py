"""The ledger in one SQLite file: WAL, strict tables, full synchronisation."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from ..errors import LedgerError, Problem
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document
from ..model.keys import member_key
from ..model.words import Verdict
from .protocol import Head, Item, Receipt, Recorded
from .sealing import GENESIS, BatchDigest, chunks, document_key, removed, seal, stamp, unseal, unstamp
from .verifying import verify

T = TypeVar("T")

APPLICATION_ID = 0x50525342  # "PRSB": tells a register from any other SQLite file
VERSION = 1
_SCHEMA = """
CREATE TABLE batch (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TABLE item (
    number INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (seq), kind TEXT NOT NULL,
    id BLOB NOT NULL, seal BLOB NOT NULL, body BLOB
) STRICT;
CREATE UNIQUE INDEX item_id ON item (id, kind) WHERE kind <> 'decision';
CREATE INDEX item_kind ON item (kind, number);
CREATE TABLE key (
    key TEXT NOT NULL, kind TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, kind, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE content (sha256 BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_COLUMNS = "item.kind, item.id, item.body, item.number, item.batch, batch.at"


class SqliteLedger:
    """A ledger in a SQLite file. Open it with `open_sqlite`."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._db = connection
        self.path = path

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """See `Ledger.append`."""
        with self._writing():
            last = self._last()
            sequence, at = last.batch + 1, max(at, last.at or at)
            chain = BatchDigest(sequence, at, last.digest)
            number = self._one("SELECT coalesce(max(number), 0) FROM item")
            first, repeated, redactions = number, 0, []
            for item in items:
                sealed = seal(item)
                row = (
                    number + 1,
                    sequence,
                    sealed.kind,
                    bytes.fromhex(sealed.id),
                    bytes.fromhex(sealed.seal),
                )
                done = self._db.execute(
                    "INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?, ?, ?)", (*row, _pack(sealed.body))
                )
                if done.rowcount != 1:
                    repeated += 1
                    continue
                number += 1
                chain.add(sealed.kind, sealed.id, sealed.seal)
                keys = [(key, sealed.kind, number) for key in sealed.keys]
                self._db.executemany("INSERT OR IGNORE INTO key VALUES (?, ?, ?)", keys)
                if sealed.content:
                    sha256, body = sealed.content
                    self._db.execute(
                        "INSERT OR IGNORE INTO content VALUES (?, ?)",
                        (bytes.fromhex(sha256), zlib.compress(body, 6)),
                    )
                if isinstance(item, Decision) and item.verdict is Verdict.REDACT:
                    redactions.append(item.target)
            if number == first:
                return Receipt(last, 0, repeated)
            head = Head(sequence, chain.hex(), at)
            self._db.execute(
                "INSERT INTO batch VALUES (?, ?, ?, ?)", (sequence, stamp(at), last.digest, head.digest)
            )
            for sha256 in redactions:
                self._redact(sha256)
        if redactions:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Receipt(head, number - first, repeated)

    def _redact(self, sha256: str) -> None:
        ident = bytes.fromhex(sha256)
        self._db.execute("UPDATE item SET body = NULL WHERE kind = 'document' AND id = ?", (ident,))
        self._db.execute("DELETE FROM content WHERE sha256 = ?", (ident,))
        for found in list(self.claims([document_key(sha256)])):
            if found.value.document == sha256 and not found.value.quote.removed:
                body = _pack(seal(found.value.redacted()).body)
                self._db.execute("UPDATE item SET body = ? WHERE number = ?", (body, found.number))

    def head(self, before: datetime | None = None) -> Head:
        """See `Ledger.head`."""
        return self._last(before)

    def _last(self, before: datetime | None = None) -> Head:
        row = self._row(
            "SELECT seq, digest, at FROM batch WHERE at <= ? ORDER BY seq DESC LIMIT 1", _until(before)
        )
        return Head(row[0], row[1], unstamp(row[2])) if row else Head(0, GENESIS)

    def claims(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Claim]]:
        """See `Ledger.claims`."""
        return cast(Iterator[Recorded[Claim]], self._items("claim", keys, before))

    def claim(self, prefix: str) -> list[Recorded[Claim]]:
        """See `Ledger.claim`."""
        return cast(list[Recorded[Claim]], self._beginning("claim", prefix))

    def parties(self, before: datetime | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """See `Ledger.parties`."""
        rows = self._rows(
            "SELECT item.body FROM (SELECT min(item) AS number FROM key "
            "WHERE kind = 'claim' AND key >= 'name:' AND key < 'name;' GROUP BY key) "
            "JOIN item USING (number) JOIN batch ON batch.seq = item.batch WHERE batch.at <= ?",
            _until(before),
        )
        for (body,) in rows:
            party = json.loads(_unpack(body))["subject"]
            yield party["name"], tuple(party.get("refs", ()))

    def decisions(
        self, targets: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Decision]]:
        """See `Ledger.decisions`."""
        keys = None if targets is None else [f"target:{t}" for t in targets]
        return cast(Iterator[Recorded[Decision]], self._items("decision", keys, before))

    def documents(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Document]]:
        """See `Ledger.documents`."""
        return cast(Iterator[Recorded[Document]], self._items("document", keys, before))

    def document(self, prefix: str) -> list[Recorded[Document]]:
        """See `Ledger.document`."""
        return cast(list[Recorded[Document]], self._beginning("document", prefix))

    def body(self, sha256: str) -> bytes | None:
        """See `Ledger.body`."""
        row = self._row("SELECT body FROM content WHERE sha256 = ?", (bytes.fromhex(sha256),))
        return zlib.decompress(row[0]) if row else None

    def entries(self, digests: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        for part in chunks(dict.fromkeys(digests)):
            marks = ",".join("?" * len(part))
            rows = self._rows(
                f"SELECT body, id FROM item WHERE kind = 'entry' AND id IN ({marks})",
                [bytes.fromhex(d) for d in part],
            )
            for body, ident in rows:
                yield cast(Entry, unseal("entry", _unpack(body), ident.hex()))

    def entries_named(self, keys: Collection[str]) -> Iterator[Entry]:
        """See `Ledger.entries_named`."""
        return (found.value for found in cast(Iterator[Recorded[Entry]], self._items("entry", keys, None)))

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
        keys = None if list_id is None else [f"list:{list_id}"]
        return cast(Iterator[Recorded[Edition]], self._items("snapshot", keys, before))

    def holding(
        self, digests: Collection[str], before: datetime | None = None
    ) -> Mapping[str, frozenset[str]]:
        """See `Ledger.holding`."""
        table: dict[str, set[str]] = {}
        names = {member_key(d): d for d in digests}
        for part in chunks(names):
            rows = self._rows(
                "SELECT key.key, item.id FROM key JOIN item ON item.number = key.item "
                "JOIN batch ON batch.seq = item.batch WHERE key.kind = 'snapshot' "
                f"AND key.key IN ({','.join('?' * len(part))}) AND batch.at <= ?",
                (*part, *_until(before)),
            )
            for key, ident in rows:
                table.setdefault(names[key], set()).add(ident.hex())
        return {digest: frozenset(ids) for digest, ids in table.items()}

    def verify(self) -> Iterator[Problem]:
        """See `Ledger.verify`."""
        return verify(self._db, _unpack)

    def close(self) -> None:
        """See `Ledger.close`."""
        self._db.close()

    def _items(
        self, kind: str, keys: Collection[str] | None, before: datetime | None
    ) -> Iterator[Recorded[Any]]:
        tail = "JOIN batch ON batch.seq = item.batch WHERE item.kind = ? AND batch.at <= ?"
        if keys is None:
            sql = f"SELECT {_COLUMNS} FROM item {tail} ORDER BY item.number"
            yield from map(_recorded, self._rows(sql, (kind, *_until(before))))
            return
        rows: dict[int, tuple[Any, ...]] = {}
        for part in chunks(dict.fromkeys(keys)):
            numbers = f"SELECT item FROM key WHERE kind = ? AND key IN ({','.join('?' * len(part))})"
            sql = f"SELECT {_COLUMNS} FROM item {tail} AND item.number IN ({numbers})"
            rows.update((row[3], row) for row in self._rows(sql, (kind, *_until(before), kind, *part)))
        yield from (_recorded(rows[number]) for number in sorted(rows))

    def _beginning(self, kind: str, prefix: str) -> list[Recorded[Any]]:
        text = prefix.strip().lower()
        if not text or len(text) > 64 or not set(text) <= set("0123456789abcdef"):
            return []
        ends = bytes.fromhex(text.ljust(64, "0")), bytes.fromhex(text.ljust(64, "f"))
        sql = (
            f"SELECT {_COLUMNS} FROM item JOIN batch ON batch.seq = item.batch "
            "WHERE item.kind = ? AND item.kind <> 'decision' AND item.id BETWEEN ? AND ? LIMIT 2"
        )
        return [_recorded(row) for row in self._rows(sql, (kind, *ends))]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise _plain(error, self.path) from None
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise _plain(error, self.path) from None
            raise

    def _rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._db.execute(sql, tuple(values))
        except sqlite3.Error as error:
            raise _plain(error, self.path) from None

    def _row(self, sql: str, values: Iterable[Any] = ()) -> tuple[Any, ...] | None:
        return next(self._rows(sql, values), None)

    def _one(self, sql: str) -> Any:
        row = self._row(sql)
        return row[0] if row else None


def open_sqlite(path: Path, *, create: bool) -> SqliteLedger:
    """Open the register in `path`; `create` makes it where there is none.

    A place that cannot be written is opened for reading. Raises `LedgerError` for a missing file, a database of
    another program, a file that is no database, or a register of a newer version.
    """
    if not create and not path.exists():
        raise LedgerError(f"no register at {path}; make one with: proscribe init")
    if path.is_dir():
        raise LedgerError(
            f"{path} is a folder; name a file for the register, for example {path / 'proscribe.db'}"
        )
    connection = _connect(path, create)
    try:
        _prepare(connection, path, create)
    except sqlite3.Error as error:
        connection.close()
        raise _plain(error, str(path)) from None
    except LedgerError:
        connection.close()
        raise
    return SqliteLedger(connection, str(path))


def _connect(path: Path, create: bool) -> sqlite3.Connection:
    def attempt(query: str) -> sqlite3.Connection:
        uri = path.absolute().as_uri() + query
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    try:
        return attempt("?mode=rwc" if create else "?mode=rw")
    except sqlite3.OperationalError as error:
        try:
            # a place that cannot be written has no room for WAL's files: read it as it lies
            return attempt("?mode=ro&immutable=1") if path.exists() else _fail(error, path)
        except sqlite3.Error:
            raise _plain(error, str(path)) from None
    except sqlite3.Error as error:
        raise _plain(error, str(path)) from None


def _fail(error: sqlite3.Error, path: Path) -> sqlite3.Connection:
    raise _plain(error, str(path))


def _prepare(db: sqlite3.Connection, path: Path, create: bool) -> None:
    ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not ours and tables:
        raise LedgerError(f"{path} is a database of another program; name another file with --db")
    if not ours and not create:
        raise LedgerError(f"{path} is not a register; make one with: proscribe --db {path} init")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if ours and version != VERSION:
        raise LedgerError(
            f"{path} is a register of format {version}, this program reads {VERSION}; update it"
        )
    if not ours:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        # another process may have made the register while this one waited
        if not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    for setting in (
        "synchronous = FULL",
        "secure_delete = ON",
        "cache_size = -65536",
        "mmap_size = 268435456",
    ):
        db.execute(f"PRAGMA {setting}")


def _pack(body: str) -> bytes:
    data = body.encode()
    return zlib.compress(data, 6) if len(data) > 2048 else data


def _unpack(body: bytes) -> str:
    return (zlib.decompress(body) if body[:1] == b"x" else body).decode()


def _recorded(row: tuple[Any, ...]) -> Recorded[Any]:
    kind, ident, body, number, batch, at = row
    value = removed(ident.hex()) if body is None else unseal(kind, _unpack(body), ident.hex())
    return Recorded(value, number, batch, unstamp(at))


def _until(before: datetime | None) -> tuple[str]:
    return (stamp(before) if before else "9999",)


_SAYINGS: list[tuple[str, Callable[[str], str]]] = [
    (
        "readonly",
        lambda p: f"{p} cannot be written; copy it to a place of your own or name another with --db",
    ),
    ("unable to open", lambda p: f"{p} cannot be opened; check that its folder exists and may be written"),
    (
        "full",
        lambda p: f"the disk that holds {p} is full; nothing of this batch was written; make room and repeat",
    ),
    (
        "disk i/o",
        lambda p: f"the disk that holds {p} refuses; nothing of this batch was written; check the disk",
    ),
    ("not a database", lambda p: f"{p} is not a register nor any database; name another file with --db"),
    ("malformed", lambda p: f"{p} is damaged; restore a copy, then run: proscribe verify"),
    ("locked", lambda p: f"{p} is being written by another program for too long; try again"),
]


def _plain(error: sqlite3.Error, path: str) -> LedgerError:
    text = str(error).lower()
    for mark, saying in _SAYINGS:
        if mark in text:
            return LedgerError(saying(path))
    return LedgerError(f"{path} cannot be used: {error}")
