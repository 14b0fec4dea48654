"""One canonical form of every value, for hashing, storing and printing.

The canonical form is JSON with sorted keys, no spaces, and no keys whose value says nothing (null, empty list,
empty text). It is what ids and digests are made from, so it must never depend on Python's version or on order of
construction.
"""

import dataclasses
import hashlib
import json
from datetime import date, datetime
from enum import Enum
from typing import Any

from .dates import Day


def plain(value: Any, *, keep_empty: bool = False) -> Any:
    """Turn a value of the model into plain JSON types. Fields that say nothing are left out unless `keep_empty`."""
    if isinstance(value, Day):
        return value.text
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {k: plain(v, keep_empty=keep_empty) for k, v in pairs if keep_empty or not _says_nothing(v)}
    if isinstance(value, dict):
        return {str(k): plain(v, keep_empty=keep_empty) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(v, keep_empty=keep_empty) for v in value]
        return sorted(items) if isinstance(value, set | frozenset) else items
    return value


def _says_nothing(value: Any) -> bool:
    return value is None or value == () or value == [] or value == ""


def canonical(value: Any) -> str:
    """The canonical JSON text of a value."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal characters."""
    data = value if isinstance(value, bytes) else canonical(value).encode()
    return hashlib.sha256(data).hexdigest()
