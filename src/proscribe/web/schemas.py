"""Schemas of answers, made from the model: a value's plain form is described by its own class.

Nothing is validated by them while serving; tests hold every example's answer against them.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..model.dates import Day

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "description": "A calendar day, YYYY-MM-DD."}
EDTF: Schema = {
    "type": "string",
    "description": "A date in EDTF (ISO 8601-2): 2003, 2023-12, 2025-04-17, a/b.",
}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_PLAIN = {str: TEXT, int: {"type": "integer"}, float: NUMBER, bool: TRUTH, date: DAY, Day: EDTF}

#: Every named schema, as the document lists them.
COMPONENTS: dict[str, Schema] = {}


def array(item: Schema) -> Schema:
    """A list of things."""
    return {"type": "array", "items": item}


def or_null(schema: Schema) -> Schema:
    """A thing or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(words: type[Enum]) -> Schema:
    """One word of a vocabulary."""
    return {"type": "string", "enum": [w.value for w in words]}


def thing(name: str, about: str, known: Mapping[str, Schema], optional: Sequence[str] = ()) -> Schema:
    """Name the schema of an object with exactly these keys and give a reference to it."""
    COMPONENTS[name] = {
        "type": "object",
        "title": name,
        "description": about,
        "properties": dict(known),
        "required": [key for key in known if key not in optional],
        "additionalProperties": False,
    }
    return {"$ref": f"#/components/schemas/{name}"}


def of(cls: type, *, without: Sequence[str] = (), maybe: Sequence[str] = ()) -> Schema:
    """The schema of the plain form of a dataclass; keys that say nothing are left out, so they are not required.

    `without` are fields the form leaves out, `maybe` those without a default that can be empty all the same.
    """
    if cls.__name__ not in COMPONENTS:
        COMPONENTS[cls.__name__] = {}  # holds the place where a class refers to itself
        known, optional = keys(cls, without=without, maybe=maybe)
        thing(cls.__name__, _about(cls), known, optional)
    return {"$ref": f"#/components/schemas/{cls.__name__}"}


def keys(
    cls: type, *, without: Sequence[str] = (), maybe: Sequence[str] = ()
) -> tuple[dict[str, Schema], list[str]]:
    """The keys of the plain form of a dataclass with their schemas, and which of them may be left out."""
    hints = get_type_hints(cls)
    known, optional = {}, []
    for field in fields(cls):
        if field.name in without:
            continue
        known[field.name], empty = _schema(hints[field.name])
        text = hints[field.name] is str and field.default is not MISSING
        if empty or text or field.name in maybe:
            optional.append(field.name)
    return known, optional


def _schema(hint: Any) -> tuple[Schema, bool]:
    """The schema of a type, and whether its plain form may be left out."""
    parts = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        (kind,) = (p for p in parts if p is not NoneType)
        return _schema(kind)[0], True
    if get_origin(hint) is tuple:
        if parts[1:] == (...,):
            return array(_schema(parts[0])[0]), True
        return {"type": "array", "prefixItems": [_schema(p)[0] for p in parts], "items": False}, False
    if hint in _PLAIN:
        return _PLAIN[hint], False
    if hint is datetime:
        return {"type": "string", "format": "date-time"}, False
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return one_of(hint), False
    if is_dataclass(hint) and isinstance(hint, type):
        return of(hint), False
    raise TypeError(f"{hint} has no schema")


def _about(cls: type) -> str:
    return " ".join((inspect.getdoc(cls) or cls.__name__).partition("\n\n")[0].split())
