"""What PostgreSQL says when it cannot, as one line that says what to do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg_pool import PoolTimeout

from ...errors import LedgerError
from .address import PATIENCE, Address


@dataclass(frozen=True, slots=True)
class _Saying:
    """What to say where the SQLSTATE is one of `codes`, or words match of a server that was never reached.

    `{d}` is the address without secrets, `{n}` the database, `{u}` the user.
    """

    codes: str
    words: str
    text: str


_SAYINGS = (
    _Saying(
        "28P01",
        "password authentication failed|no password supplied",
        "{d} refuses the password of user {u}; give it in the address, in ~/.pgpass or in PGPASSWORD",
    ),
    _Saying(
        "3D000",
        'database ".*" does not exist',
        "{d}: there is no database {n} on this server; make it with: createdb --encoding=UTF8 {n}",
    ),
    _Saying(
        "28000",
        'no pg_hba.conf entry|role ".*" (does not exist|is not permitted)',
        "{d} does not let user {u} in; ask who runs the server",
    ),
    _Saying("53300", "too many clients|connection slots", "{d} has no free connection; try again later"),
    _Saying("57P03", "starting up|shutting down|in recovery", "{d} is starting or stopping; try again"),
    _Saying(
        "42501", "", "{d}: user {u} may not do this; ask the owner of the schema proscribe for the right"
    ),
    _Saying("25006", "", "{d} may only be read there: a standby, or set so; write to the primary server"),
    _Saying("53100", "", "the disk of {d} is full; nothing of this batch was written; make room and repeat"),
    _Saying("55P03", "", "{d} is being written by another program for too long; try again"),
    _Saying(
        "42P01 3F000",
        "",
        "{d}: tables of the register are missing; restore a copy, then run: proscribe verify",
    ),
    _Saying("XX001 XX002 58030", "", "{d} is damaged; restore a copy, then run: proscribe verify"),
    _Saying(
        "57P01 57P02 08006 08003",
        "connection is lost|connection is closed|closed the connection|consuming input",
        "the connection to {d} was lost; try again",
    ),
    _Saying(
        "", "failed to resolve|could not translate", "{d}: no server is known by that name; check the host"
    ),
    _Saying(
        "",
        "connection refused|no such file|no route|unreachable|timeout expired|timed out",
        "{d} cannot be reached; check that the server runs and that host and port are right",
    ),
)


def plain(error: psycopg.Error, address: Address) -> LedgerError:
    """The line for an error."""
    if isinstance(error, PoolTimeout):
        return LedgerError(
            f"{address.shown} gave no connection in {PATIENCE} s; it is down or too busy; try again"
        )
    said = address.without_secrets(str(error))
    for saying in _SAYINGS:
        if error.sqlstate in saying.codes.split() or (
            not error.sqlstate and saying.words and re.search(saying.words, said, re.IGNORECASE)
        ):
            return LedgerError(saying.text.format(d=address.shown, n=address.database, u=address.user))
    return LedgerError(f"{address.shown} cannot be used: {said}")


@contextmanager
def spoken(address: Address) -> Iterator[None]:
    """Turn errors of the driver into `LedgerError`."""
    try:
        yield
    except psycopg.Error as error:
        raise plain(error, address) from None
