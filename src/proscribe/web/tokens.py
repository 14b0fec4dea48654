"""Tokens: secrets that programs and people show to read, to judge, or to administer.

A token is 256 random bits. Only its SHA-256 is kept, in a small SQLite file beside the register: enough, since what is
random cannot be guessed. It is shown once, when it is made. The file is no part of the record.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Lock

from ..errors import BadInput, LedgerError

#: Every token begins so: a leaked one can be found by searching for it.
MARK = "proscribe_"
#: The last use of a token is written down at most this often.
_USED_EVERY = timedelta(minutes=1)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, made TEXT NOT NULL,
    expires TEXT, revoked TEXT, used TEXT
) STRICT
"""
_COLUMNS = "id, name, role, made, expires, revoked, used"


class Role(StrEnum):
    """What a caller may do; each role may do what those before it may."""

    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"

    def allows(self, wanted: "Role") -> bool:
        """True when this role may do what `wanted` may."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token, without the token. Times are UTC; `used` is true to the minute."""

    id: str
    name: str
    role: Role
    made: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    used: datetime | None = None

    def state(self, now: datetime) -> str:
        """`live`, `revoked` or `expired`."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else "live"


class Tokens:
    """The tokens of one register. The file is made with the first token; until then there are none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        self._lock = Lock()

    def new(self, name: str, role: Role, now: datetime, days: int | None = None) -> tuple[Token, str]:
        """Make a token and give it with its secret, which nothing keeps.

        Raises `BadInput` for a name that is empty, too long or borne by a live token, and for days out of range.
        """
        name = " ".join(name.split())
        if not name or len(name) > 80 or not name.isprintable():
            raise BadInput("a token needs a name of 1 to 80 letters that says who or what uses it")
        if any(t.name == name and t.state(now) == "live" for t in self):
            raise BadInput(f"a live token is called {name!r} already; revoke it first or give another name")
        if days is not None and not 1 <= days <= 36_500:
            raise BadInput(f"a token lives for 1 to 36500 days, not {days}")
        secret = MARK + secrets.token_urlsafe(32)
        expires = now + timedelta(days=days) if days else None
        token = Token(secrets.token_hex(4), name, role, now, expires)
        with self._open(create=True) as db:
            row = (token.id, _hash(secret), name, role.value, _text(now), _text(expires) if expires else None)
            db.execute(
                "INSERT INTO token (id, hash, name, role, made, expires) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        return token, secret

    def __iter__(self) -> Iterator[Token]:
        """Every token that was made, the oldest first."""
        return iter(self._select("ORDER BY made, id"))

    def by_id(self, ident: str) -> Token | None:
        """The token with an id."""
        return next(iter(self._select("WHERE id = ?", ident)), None)

    def by_secret(self, secret: str, now: datetime) -> Token | None:
        """The token that a caller shows, live or not; its use is noted."""
        found = next(iter(self._select("WHERE hash = ?", _hash(secret))), None)
        if found is None or found.state(now) != "live":
            return found
        if found.used is None or now - found.used >= _USED_EVERY:
            with suppress(LedgerError), self._open() as db:
                db.execute("UPDATE token SET used = ? WHERE id = ?", (_text(now), found.id))
        return found

    def revoke(self, which: str, now: datetime) -> Token:
        """Revoke a token by its id or name; raises `BadInput` when no live one is called so."""
        live = [t for t in self if t.state(now) == "live"]
        found = next((t for t in live if which.strip() in (t.id, t.name)), None)
        if found is None:
            names = ", ".join(t.name for t in live) or "none"
            raise BadInput(f"no live token is called {which[:80]!r}; there are: {names}")
        with self._open() as db:
            db.execute("UPDATE token SET revoked = ? WHERE id = ?", (_text(now), found.id))
        return replace(found, revoked=now)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._db is not None:
                self._db.close()
            self._db = None

    def _select(self, where: str, *values: object) -> list[Token]:
        if self._db is None and not self.path.exists():
            return []
        with self._open() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM token {where}", values).fetchall()
        return [_token(row) for row in rows]

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                if self._db is None:
                    self._db = self._connect(create)
                yield self._db
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(f"{self.path} cannot be used: {error}") from None

    def _connect(self, create: bool) -> sqlite3.Connection:
        if create:
            self.path.parent.mkdir(exist_ok=True)
            self.path.touch(0o600)
        db = sqlite3.connect(self.path, timeout=2, isolation_level=None, check_same_thread=False)
        if create:
            db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if create:
            db.execute(_SCHEMA)
        return db


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _token(row: tuple[str, str, str, str, str | None, str | None, str | None]) -> Token:
    made, expires, revoked, used = (datetime.fromisoformat(t) if t else None for t in row[3:])
    assert made is not None
    return Token(row[0], row[1], Role(row[2]), made, expires, revoked, used)
