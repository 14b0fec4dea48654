"""One connection: its queries, the cursors on the server for what is large, and the transaction that writes."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from ..protocol import Head
from ..tables import Row, Tables
from ..writing import Transaction
from .address import Address
from .failures import spoken
from .schema import CHANNEL

#: Columns of the tables that are filled by COPY, as PostgreSQL names their types.
_COPIED = {"item": ("int8", "int8", "text", "bytea", "bytea", "bytea"), "key": ("bytea", "text", "int8")}
#: A batch of more items changes what the planner should know of the tables.
_LARGE = 10_000


class Dialect(Tables):
    """What PostgreSQL says in words of its own."""

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """See `Tables.among`."""
        return f"{column} = ANY(?)", (list(values),)

    def key(self, text: str) -> bytes:
        """See `Tables.key`."""
        return text.encode()

    def key_text(self, kept: bytes) -> str:
        """See `Tables.key_text`."""
        return kept.decode()


class Session(Dialect):
    """The tables over one connection."""

    def __init__(self, connection: psycopg.Connection, address: Address) -> None:
        self._db = connection
        self._address = address
        self._cursors = 0

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Row]:
        """See `Tables.rows`."""
        with spoken(self._address):
            return self._db.execute(marked(sql), values, binary=True).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = (), page: int = 1000) -> Iterator[Row]:
        """See `Tables.stream`: a cursor on the server, within the transaction of this session."""
        self._cursors += 1
        with spoken(self._address), self._db.cursor(f"stream_{self._cursors}", binary=True) as cursor:
            cursor.itersize = page
            yield from cursor.execute(marked(sql), values)


class Writing(Session, Transaction):
    """The transaction of `PostgresLedger.writing`."""

    written = 0

    def insert(self, table: str, rows: list[Row]) -> None:
        """See `Transaction.insert`."""
        if not rows:
            return
        with spoken(self._address), self._db.cursor() as cursor:
            if table in _COPIED:
                self.written += len(rows) if table == "item" else 0
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)".encode()) as copy:
                    copy.set_types(_COPIED[table])
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ",".join(["%b" if isinstance(v, bytes) else "%s" for v in rows[0]])
                rule = "ON CONFLICT DO NOTHING" if table == "content" else ""
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks}) {rule}".encode(), rows)

    def run(self, sql: str, values: tuple[Any, ...]) -> None:
        """See `Transaction.run`."""
        with spoken(self._address):
            self._db.execute(marked(sql), values)

    def close_batch(self, head: Head, previous: str) -> None:
        """See `Transaction.close_batch`; whoever listens is told when the transaction is committed."""
        super().close_batch(head, previous)
        self.run("SELECT pg_notify(?, ?)", (CHANNEL, str(head.batch)))

    @property
    def large(self) -> bool:
        """True when so much was written that the planner's figures are out of date."""
        return self.written >= _LARGE


def marked(sql: str) -> bytes:
    """A query with the marks that psycopg wants."""
    return sql.replace("?", "%s").encode()
