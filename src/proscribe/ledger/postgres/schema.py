"""The tables of a register in PostgreSQL: made once, in a schema of their own, and recognised ever after."""

import psycopg

from ...errors import LedgerError
from .address import Address

#: The format of the tables; a register of another one is refused.
VERSION = 1
#: The oldest server whose releases are still mended when this was written (14).
OLDEST_SERVER = 140000
#: The schema, and the channel that an append is announced on.
SCHEMA = CHANNEL = "proscribe"

# Text is compared byte by byte whatever the locale of the database, and keys are bytes: they may hold any character.
_TABLES = """
CREATE TABLE batch (
    seq bigint PRIMARY KEY, at text COLLATE "C" NOT NULL, previous text NOT NULL, digest text NOT NULL
);
CREATE TABLE item (
    number bigint PRIMARY KEY, batch bigint NOT NULL, kind text COLLATE "C" NOT NULL, id bytea NOT NULL,
    seal bytea NOT NULL, body bytea
);
CREATE UNIQUE INDEX item_id ON item (id, kind) WHERE kind <> 'decision';
CREATE INDEX item_kind ON item (kind, number);
CREATE TABLE key (
    key bytea NOT NULL, kind text COLLATE "C" NOT NULL, item bigint NOT NULL, PRIMARY KEY (key, kind, item)
);
CREATE TABLE content (sha256 bytea PRIMARY KEY, body bytea NOT NULL);
ALTER TABLE item ALTER body SET STORAGE EXTERNAL;
ALTER TABLE content ALTER body SET STORAGE EXTERNAL;
CREATE TABLE register (
    format integer NOT NULL, identity uuid NOT NULL DEFAULT gen_random_uuid(), key text,
    single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
"""


def prepare(db: psycopg.Connection, address: Address, *, create: bool) -> str:
    """Check that the database holds a register and give its identity; `create` makes one where there is none.

    Raises `LedgerError` for a server that is too old, a database that cannot hold every name, tables of another
    program, and a register of another format.
    """
    server = db.info.server_version
    if server < OLDEST_SERVER:
        raise LedgerError(
            f"{address.shown} is PostgreSQL {server // 10000}; a register needs {OLDEST_SERVER // 10000} or newer"
        )
    encoding = db.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise LedgerError(
            f"{address.shown} keeps text as {encoding}, which cannot hold every name; "
            f"make a database with: createdb --encoding=UTF8 --template=template0 NAME"
        )
    found = _register(db)
    if found is None and create:
        with db.transaction():
            # another process may be making it at this moment
            db.execute("SELECT pg_advisory_xact_lock(hashtext('proscribe init'))")
            if _register(db) is None:
                _make(db, address)
        found = _register(db)
    if found is None:
        raise LedgerError(
            f"{address.shown} holds no register; make one with: proscribe --db {address.shown} init"
        )
    version, identity = found
    if version != VERSION:
        raise LedgerError(
            f"{address.shown} is a register of format {version}, this program reads {VERSION}; update it"
        )
    return identity


def _register(db: psycopg.Connection) -> tuple[int, str] | None:
    if "register" not in _relations(db):
        return None
    row = db.execute("SELECT format, identity FROM proscribe.register").fetchone()
    return (row[0], row[1].hex) if row else None


def _make(db: psycopg.Connection, address: Address) -> None:
    foreign = _relations(db)
    if foreign:
        raise LedgerError(
            f"{address.shown}: the schema proscribe holds tables of another program ({min(foreign)}); "
            "name another database with --db"
        )
    # whoever may make no schema may have been given an empty one
    if not db.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'proscribe'").fetchone():
        db.execute("CREATE SCHEMA proscribe")
    db.execute("SET LOCAL search_path = proscribe")
    for statement in filter(str.strip, _TABLES.split(";")):
        db.execute(statement.encode())
    db.execute("INSERT INTO register (format) VALUES (%s)", (VERSION,))


def _relations(db: psycopg.Connection) -> set[str]:
    # asked of the catalogue and not of to_regclass, whose cache may not know yet what another process just made
    rows = db.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE nspname = 'proscribe' AND relkind IN ('r', 'v', 'm', 'p', 'f')"
    )
    return {row[0] for row in rows}
