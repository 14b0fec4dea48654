"""One canonical form of every value, for hashing, storing and printing.

The canonical form is JSON with sorted keys, no spaces, and no keys whose value says nothing (null, empty list,
empty text). It is what ids and digests are made from, so it must never depend on Python's version or on order of
construction.
"""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, StrEnum
from operator import attrgetter
from typing import Any

from .dates import Day

_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Turn a value of the model into plain JSON types; fields that say nothing are left out."""
    return _WAYS[type(value)](value)


class _Ways(dict[type, Callable[[Any], Any]]):
    """How values of each class are made plain; worked out once for a class, for a register has millions of values."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = _way(kind)
        return self[kind]


_WAYS = _Ways()


def _way(kind: type) -> Callable[[Any], Any]:
    if kind in _AS_THEY_ARE:
        return lambda value: value
    if kind is Day:
        return attrgetter("text")
    if dataclasses.is_dataclass(kind):
        return _whole(tuple(f.name for f in dataclasses.fields(kind)))
    if kind is tuple or kind is list:
        return lambda value: [plain(v) for v in value]
    if issubclass(kind, StrEnum):
        return str
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, date):
        return kind.isoformat
    if issubclass(kind, dict):
        return lambda value: _said((str(k), v) for k, v in value.items())
    if issubclass(kind, set | frozenset):
        return lambda value: sorted(plain(v) for v in value)
    raise TypeError(f"a {kind.__name__} has no plain form")


def _whole(names: tuple[str, ...]) -> Callable[[Any], Any]:
    if len(names) < 2:  # of one name, attrgetter gives no tuple
        return lambda value: _said((name, getattr(value, name)) for name in names)
    every = attrgetter(*names)
    return lambda value: _said(zip(names, every(value), strict=True))


def _said(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The plain form of fields, without those that say nothing."""
    return {
        name: given if (kind := type(given)) is str else _WAYS[kind](given)
        for name, given in fields
        if given or (given is not None and given != "" and given != ())
    }


def canonical(value: Any) -> str:
    """The canonical JSON text of a value."""
    return written(plain(value))


def written(form: Any) -> str:
    """The canonical JSON text of a plain form."""
    return _ENCODER.encode(form)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal characters."""
    data = value if isinstance(value, bytes) else canonical(value).encode()
    return hashlib.sha256(data).hexdigest()
