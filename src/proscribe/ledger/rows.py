"""How items lie in the rows of a table: packed bodies, short keys, times as text. The same in every engine."""

import hashlib
import zlib
from datetime import datetime
from typing import Any

from ..errors import LedgerError
from .protocol import Recorded
from .sealing import removed, stamp, unseal, unstamp

#: The longest key that is kept as it is, in bytes: the index of PostgreSQL takes no row of more than 2,704.
LONGEST_KEY = 1000


def pack(body: str) -> bytes:
    """A body as it is kept: UTF-8, compressed where it is long."""
    data = body.encode()
    return zlib.compress(data, 6) if len(data) > 2048 else data


def unpack(body: bytes) -> str:
    """The body that was packed; JSON never begins as zlib does."""
    return (zlib.decompress(body) if body[:1] == b"x" else body).decode()


def short_key(key: str) -> str:
    """A key as it is kept: a very long one keeps its kind, and the SHA-256 of its text stands for the rest."""
    data = key.encode()
    if len(data) <= LONGEST_KEY:
        return key
    return f"{key.partition(':')[0]}:{hashlib.sha256(data).hexdigest()}"


def recorded(row: tuple[Any, ...]) -> Recorded[Any]:
    """What a row (kind, id, body, number, batch, time) holds; a body that was removed leaves the bare document."""
    kind, ident, body, number, batch, at = row
    if at is None:
        raise LedgerError(
            f"item {number} belongs to no batch: the register is damaged; run: proscribe verify"
        )
    value = removed(ident.hex()) if body is None else unseal(kind, unpack(body), ident.hex())
    return Recorded(value, number, batch, unstamp(at))


def until(before: datetime | None) -> str:
    """The last time of recording that is seen, as text that sorts."""
    return stamp(before) if before else "9999"
