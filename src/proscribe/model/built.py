"""The way back from the plain form: values of the model from plain JSON types, by the types of their fields."""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .dates import Day

T = TypeVar("T")
_Build = Callable[[Any], Any]


def build(kind: type[T], data: Any) -> T:
    """The value of a class whose plain form is `data` (see `canonical.plain`); unknown keys are passed over.

    Raises ValueError that names class and field where the data has another shape, and `BadInput` for an impossible day.
    """
    made: T = _builder(cast(Any, kind))(data)
    return made


@cache
def _builder(kind: Any) -> _Build:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _maybe(_builder(next(k for k in inner if k is not type(None))))
    if origin is tuple:
        return _every(_builder(inner[0])) if inner[-1] is ... else _each([_builder(k) for k in inner])
    if kind is Day:
        return Day.parse
    if kind is datetime or kind is date:
        return cast(_Build, kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if dataclasses.is_dataclass(kind):
        return _whole(cast(type, kind))
    if kind is float:
        return _number
    if kind in (str, int, bool):
        return _exactly(kind)
    raise TypeError(f"a {kind} cannot be built from a plain form")


def _maybe(inner: _Build) -> _Build:
    return lambda data: None if data is None else inner(data)


def _every(inner: _Build) -> _Build:
    return lambda data: tuple(inner(d) for d in _exactly(list)(data))


def _each(inner: list[_Build]) -> _Build:
    return lambda data: tuple(one(d) for one, d in zip(inner, _exactly(list)(data), strict=True))


def _number(data: Any) -> float:
    if type(data) not in (int, float):
        raise ValueError(f"{data!r} is no number")
    return float(data)


def _exactly(kind: type) -> _Build:
    def same(data: Any) -> Any:
        if type(data) is not kind:
            raise ValueError(f"{str(data)[:80]!r} is no {kind.__name__}")
        return data

    return same


def _whole(kind: type) -> _Build:
    """The builder of a dataclass. A key that is missing said nothing: it is the default, None, empty or ''."""
    hints = get_type_hints(kind)
    parts: dict[str, tuple[_Build, Any]] = {}

    def make(data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError(f"{str(data)[:80]!r} is no {kind.__name__}")
        if not parts:  # not before: a class may hold itself
            for field in dataclasses.fields(kind):
                if field.init:
                    parts[field.name] = (_builder(hints[field.name]), _nothing(field, hints[field.name]))
        given = {}
        for name, (inner, nothing) in parts.items():
            if name not in data:
                given[name] = nothing
                continue
            try:
                given[name] = inner(data[name])
            except (ValueError, TypeError) as error:
                raise ValueError(f"{kind.__name__}.{name}: {error}") from None
        if any(value is dataclasses.MISSING for value in given.values()):
            missing = [name for name, value in given.items() if value is dataclasses.MISSING]
            raise ValueError(f"{kind.__name__} without {', '.join(missing)}")
        return kind(**given)

    return make


def _nothing(field: Any, hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return ()
    if type(None) in get_args(hint):
        return None
    if field.default is not dataclasses.MISSING:
        return field.default
    return "" if hint is str else dataclasses.MISSING
