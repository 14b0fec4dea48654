"""Filters of a search that look into entries: countries, birth dates, identifiers, regimes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...answers.register import Register
from ..problems import Refusal
from .collection import TOPICS, Collection
from .fulltext import Numbers

#: The fields of `filter=field:value` and what of an entry they look at.
FIELDS: Mapping[str, str] = {
    "countries": "countries",
    "country": "countries",
    "datasets": "datasets",
    "topics": "topics",
    "schema": "schema",
    "programId": "regimes",
    "birthDate": "births",
    "gender": "genders",
    "genders": "genders",
    "identifiers": "identifiers",
    "names": "names",
    "name": "names",
}
_BEGINS = frozenset({"births"})


@dataclass(frozen=True, slots=True)
class Condition:
    """One field and the values that are asked for, in lower case."""

    field: str
    values: tuple[str, ...]


def conditions(
    filters: Sequence[str],
    countries: Iterable[str] = (),
    datasets: Iterable[str] = (),
    topics: Iterable[str] = (),
) -> list[Condition]:
    """What is asked for, field by field; refused (400) for a filter on a field that cannot be filtered by."""
    found: dict[str, list[str]] = {}
    for text in filters:
        name, colon, value = text.partition(":")
        field = FIELDS.get(name.removeprefix("properties."))
        if not colon or field is None:
            said = f"Invalid filter: {text[:60]!r}; give field:value, field one of {', '.join(FIELDS)}"
            raise Refusal(400, said, code="bad_filter", field="filter")
        found.setdefault(field, []).append(value)
    for field, values in (("countries", countries), ("datasets", datasets), ("topics", topics)):
        for value in values:
            found.setdefault(field, []).append(value)
    return [
        Condition(field, tuple(dict.fromkeys(v.strip().casefold() for v in values)))
        for field, values in found.items()
    ]


def narrowed(
    register: Register, collection: Collection, found: Numbers, wanted: list[Condition], *, every: bool
) -> Numbers:
    """Those of the parties that meet every condition: one of its values, or with `every` all of them."""
    for condition in wanted:
        if not len(found):
            break
        found = found[_meets(register, collection, found, condition, every=every)]
    return found


def _meets(
    register: Register, collection: Collection, found: Numbers, wanted: Condition, *, every: bool
) -> list[bool]:
    all_or_any = all if every else any
    if wanted.field == "topics":
        bits = collection.topics(register.ledger)[found]
        masks = [1 << TOPICS.index(t) if t in TOPICS else 0 for t in wanted.values]
        return [all_or_any(b & m for m in masks) for b in bits.tolist()]
    if wanted.field == "schema":
        have = (str(s).casefold() for s in collection.schemata[found])
        return [all_or_any(s == v for v in wanted.values) for s in have]
    chosen = np.zeros(len(collection.ids), bool)
    chosen[found] = True
    values = collection.values(wanted.field, chosen)
    folded = {n: {v.casefold() for v in vs} for n, vs in values.items()}
    begins = wanted.field in _BEGINS
    return [
        all_or_any(
            any(h.startswith(v) for h in folded.get(n, ())) if begins else v in folded.get(n, ())
            for v in wanted.values
        )
        for n in found.tolist()
    ]
