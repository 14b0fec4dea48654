"""The ledger in one SQLite file: WAL, strict tables, full synchronisation."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import LedgerError, Problem
from .protocol import Item, Receipt
from .tables import Row, Tables
from .verifying import verify
from .writing import Transaction

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


class _Sqlite(Tables):
    """Reading over one connection."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._db = connection
        self.path = path

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Row]:
        """See `Tables.rows`."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _plain(error, self.path) from None

    def stream(self, sql: str, values: Sequence[Any] = (), page: int = 1000) -> Iterator[Row]:
        """See `Tables.stream`: SQLite hands over each row as it finds it."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise _plain(error, self.path) from None

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """See `Tables.among`."""
        return f"{column} IN ({','.join('?' * len(values))})", tuple(values)

    def key(self, text: str) -> str:
        """See `Tables.key`."""
        return text

    def key_text(self, kept: str) -> str:
        """See `Tables.key_text`."""
        return kept


class _Writing(_Sqlite, Transaction):
    """The transaction of `SqliteLedger.writing`."""

    def insert(self, table: str, rows: list[Row]) -> None:
        """See `Transaction.insert`."""
        if rows:
            marks = ",".join("?" * len(rows[0]))
            rule = "ON CONFLICT DO NOTHING" if table == "content" else ""
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks}) {rule}", rows)

    def run(self, sql: str, values: tuple[Any, ...]) -> None:
        """See `Transaction.run`."""
        self._db.execute(sql, values)


class SqliteLedger(_Sqlite):
    """A ledger in a SQLite file. Open it with `open_sqlite`."""

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """See `Ledger.append`."""
        with self.writing() as transaction:
            return transaction.append(items, at)

    def verify(self) -> Iterator[Problem]:
        """See `Ledger.verify`; SQLite checks its own pages first."""
        try:
            for (message,) in self._db.execute("PRAGMA integrity_check(20)"):
                if message != "ok":
                    yield Problem("damaged_file", f"the database file is damaged: {message}")
        except sqlite3.Error as error:
            yield Problem("damaged_file", f"the database file cannot be read to its end: {error}")
        yield from verify(self)

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """The tables in one state: SQLite has one writer, and a copy is bounded by the head it began with."""
        yield self

    def close(self) -> None:
        """See `Ledger.close`."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """The one transaction that may write; it is committed at the end, or leaves nothing."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise _plain(error, self.path) from None
        transaction = _Writing(self._db, self.path)
        try:
            yield transaction
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise _plain(error, self.path) from None
            raise
        if transaction.redacted:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
