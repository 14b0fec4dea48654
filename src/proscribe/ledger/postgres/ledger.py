"""The ledger over a pool of connections: reads take one for a page, appends queue behind one row lock."""

import select
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from ...errors import LedgerError, Problem
from ..protocol import Head, Item, Receipt
from ..tables import Row, Tables
from ..verifying import verify
from ..writing import Transaction
from . import address as addresses
from .address import PATIENCE, Address
from .failures import plain, spoken
from .schema import CHANNEL, prepare
from .session import Dialect, Session, Writing

#: Connections of one process at most, besides the one that listens.
CONNECTIONS = 8
#: Seconds that an append waits for the one before it.
QUEUE = 30

_BEGIN = f"""
SET LOCAL lock_timeout = '{QUEUE}s';
SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
SELECT 1 FROM register FOR UPDATE
"""


class PostgresLedger(Dialect):
    """A ledger in a PostgreSQL database, for any number of threads. Open it with `open_postgres`.

    Whoever appends locks the one row of `register` until the end of the transaction, so batches follow one another
    with one chain; who reads sees what is committed and waits for nobody.
    """

    def __init__(self, address: Address, identity: str) -> None:
        self.address = address
        self._identity = identity
        self._pool = ConnectionPool(
            address.conninfo,
            kwargs={"autocommit": True},
            min_size=0,
            max_size=CONNECTIONS,
            timeout=PATIENCE,
            configure=_configure,
            check=_check,
            open=True,
            num_workers=1,
        )
        # a writer whose items come from reading must not wait for connections that wait for its lock
        self._writer = threading.Lock()
        self._close = weakref.finalize(self, self._pool.close)

    @property
    def identity(self) -> str:
        """What names this register however its server is reached: drawn when it was made, 32 hexadecimal digits."""
        return self._identity

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """See `Ledger.append`."""
        with self.writing() as transaction:
            return transaction.append(items, at)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Row]:
        """See `Tables.rows`."""
        with self._connection() as db:
            return Session(db, self.address).rows(sql, values)

    def stream(self, sql: str, values: Sequence[Any] = (), page: int = 1000) -> Iterator[Row]:
        """See `Tables.stream`."""
        with self.reading() as tables:
            yield from tables.stream(sql, values, page)

    def verify(self) -> Iterator[Problem]:
        """See `Ledger.verify`; appends go on meanwhile and are not looked at."""
        with self.reading() as tables:
            yield from verify(tables)

    def close(self) -> None:
        """See `Ledger.close`."""
        self._close()

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """The tables in one state of the record, whatever is appended meanwhile."""
        with self._connection() as db, db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield Session(db, self.address)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """The one transaction that may write; it is committed at the end, or leaves nothing.

        Committed means flushed to the server's disk, also where the server is set to answer before that.
        """
        with self._writer, self._connection() as db:
            transaction = Writing(db, self.address)
            committing = False
            try:
                with db.transaction():
                    db.execute(_BEGIN)
                    yield transaction
                    committing = True
            except psycopg.Error as error:
                if committing and db.broken:
                    raise LedgerError(
                        f"the connection to {self.address.shown} was lost while a batch was committed, and it is "
                        "not known whether it is there; repeat it: what is there is not added twice"
                    ) from None
                raise plain(error, self.address) from None
            with suppress(psycopg.Error):
                if transaction.redacted:
                    db.execute("VACUUM item, content")
                if transaction.large:
                    db.execute("ANALYZE batch, item, key")

    def listen(self, stop: Callable[[], bool] = lambda: False, every: float = 5.0) -> Iterator[Head]:
        """The head now, and again soon after anybody appended, until `stop` says so (asked every `every` seconds).

        It has a connection of its own. Where that is lost it is made again, and an append of the meantime is seen
        then: a head is never skipped without a later one.
        """
        last = None
        while not stop():
            try:
                with psycopg.connect(self.address.conninfo, autocommit=True) as db:
                    _configure(db)
                    db.execute(f"LISTEN {CHANNEL}".encode())
                    session = Session(db, self.address)
                    while not stop():
                        head = session.head()
                        if head != last:
                            last = head
                            yield head
                        for _ in db.notifies(timeout=every, stop_after=1):
                            pass
            except (psycopg.OperationalError, LedgerError):
                time.sleep(min(every, 1.0))

    def goes_with(self, fingerprint: str) -> bool:
        """Whether the key of this fingerprint is the one that this register is used with: the first that came.

        The key digests what names a customer and is not in the database. True too where that first one cannot be
        noted, because the register may only be read.
        """
        sql = "SELECT key FROM register"
        if self.rows(sql)[0][0] is None:
            with suppress(LedgerError), self.writing() as transaction:
                transaction.run("UPDATE register SET key = ? WHERE key IS NULL", (fingerprint,))
        return self.rows(sql)[0][0] in (None, fingerprint)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        with spoken(self.address), self._pool.connection() as db:
            yield db


def open_postgres(url: str, *, create: bool) -> PostgresLedger:
    """Open the register at `postgresql://…`; `create` makes it in a database that has none.

    Raises `BadInput` for what is no address, and `LedgerError` with one line for a server that cannot be reached,
    lets nobody in, is too old, or whose database is missing or holds no register of this format.
    """
    address = addresses.read(url)
    # asked once outside the pool, which would try again and again instead of saying why
    with spoken(address), psycopg.connect(address.conninfo, autocommit=True) as db:
        identity = prepare(db, address, create=create)
    return PostgresLedger(address, identity)


def _configure(db: psycopg.Connection) -> None:
    # the queries are few and each has one good plan, so it is made once for a connection and not for each question
    db.execute("SET search_path = proscribe; SET plan_cache_mode = force_generic_plan")


def _check(db: psycopg.Connection) -> None:
    """Raise where a connection was closed from the other end while it lay idle.

    An idle server says nothing: only where there is something to read, which is a notice or the end, is it asked.
    """
    waiting = select.poll()
    waiting.register(db.fileno(), select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(db)
