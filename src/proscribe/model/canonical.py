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

_AS_THEY_ARE = (str, int, float, bool, type(None))


def plain(value: Any) -> Any:
    """Turn a value of the model into plain JSON types; fields that say nothing are left out."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Day:
        return value.text
    names = _fields(kind)
    if names is not None:
        found = {}
        for name in names:
            given = getattr(value, name)
            if not (given is None or given == () or given == ""):
                found[name] = plain(given)
        return found
    if kind is tuple or kind is list:
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items() if v is not None and v != () and v != ""}
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    raise TypeError(f"a {kind.__name__} has no plain form")


_NAMES: dict[type, tuple[str, ...] | None] = {}


def _fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a value's class, None where it is no dataclass; looked up once for each class."""
    if kind not in _NAMES:
        is_one = dataclasses.is_dataclass(kind)
        _NAMES[kind] = tuple(f.name for f in dataclasses.fields(kind)) if is_one else None
    return _NAMES[kind]


def canonical(value: Any) -> str:
    """The canonical JSON text of a value."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal characters."""
    data = value if isinstance(value, bytes) else canonical(value).encode()
    return hashlib.sha256(data).hexdigest()
