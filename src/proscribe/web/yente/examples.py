"""Example entities as queries: what of a customer's record is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from ...errors import BadInput
from ...model.dates import Day
from ...model.entries import Identifier
from ...model.words import PartyKind
from ...screening.hits import Query
from ...screening.normalise import LONGEST_NAME, unreadable
from ..problems import Refusal
from . import vocabulary as words

#: Names of one example that are compared; more are refused.
MOST_NAMES = 20
#: Values of one property that are read; more are refused.
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Example:
    """An example entity as it is asked about. `properties` are those of its values that are compared; `queries` is
    one for each of its names, or one for its identifiers where it has no name."""

    id: str | None
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    kinds: frozenset[PartyKind]
    queries: tuple[Query, ...]


def example(key: str, ident: str | None, schema: str, given: Mapping[str, Any]) -> Example:
    """Read an example; refused (400) for a schema that cannot be matched or a name that cannot be screened."""
    if (schema not in words.KINDS and schema not in words.BESIDE) or schema in ("Thing", "Asset"):
        raise _refused(key, f"No such matchable schema: {schema[:60]!r}", "schema")
    kind = words.SEARCHED.get(schema)
    kinds = words.KINDS.get(schema, frozenset(PartyKind))
    if kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT):
        kinds |= {PartyKind.ORGANISATION, PartyKind.OTHER}  # lists differ in what they call a ship
    return compared(key, ident, schema, given, kinds, kind)


def compared(
    key: str,
    ident: str | None,
    schema: str,
    given: Mapping[str, Any],
    kinds: frozenset[PartyKind],
    kind: PartyKind | None,
) -> Example:
    """Read what is compared of a record about a party of one of some kinds; `kind` is the one that is searched."""
    values = {p: v for p in given if p in words.COMPARED and (v := _values(key, p, given[p]))}
    names = [] if schema in words.BESIDE else list(dict.fromkeys(_names(values)))
    if len(names) > MOST_NAMES:
        raise _refused(key, f"{len(names)} names; give at most {MOST_NAMES}", "name")
    for name in names:
        if why := unreadable(name):
            raise _refused(key, f"the name {name[:40]!r}: {why}", "name")
    births, good = [], []
    for text in _of(values, words.BIRTHS):
        try:
            births.append(Day.parse(text))
            good.append(text)
        except BadInput:
            continue  # no date: it is not compared, and not given back
    if "birthDate" in values:
        values["birthDate"] = tuple(good)
    identifiers = tuple(
        Identifier(kind, value) for prop, kind in words.IDENTIFIERS.items() for value in values.get(prop, ())
    )
    beside = (
        tuple(births),
        tuple(_of(values, words.COUNTRIES)),
        tuple(_of(values, words.GENDERS)),
        identifiers,
    )
    asked = names or [i.value for i in identifiers if not unreadable(i.value)][:1]
    queries = tuple(Query(name, ident, kind, *beside) for name in asked)
    return Example(ident, schema, {p: v for p, v in values.items() if v}, kinds, queries)


def _values(key: str, prop: str, given: Any) -> tuple[str, ...]:
    found = given if isinstance(given, list) else [given]
    if len(found) > MOST_VALUES:
        raise _refused(key, f"{len(found)} values of {prop}; give at most {MOST_VALUES}", prop)
    texts = (str(v).strip() for v in found if isinstance(v, str | int | float) and not isinstance(v, bool))
    kept = tuple(dict.fromkeys(t for t in texts if t))
    if prop not in words.NAMES and any(len(t) > LONGEST_NAME for t in kept):
        raise _refused(key, f"a value of {prop} has more than {LONGEST_NAME} characters", prop)
    return kept


def _names(values: Mapping[str, tuple[str, ...]]) -> list[str]:
    """All names, and those put together from their parts."""
    whole = _of(values, words.NAMES)
    family = values.get("lastName", ())
    if not family or not values.get("firstName"):
        return whole
    given = [values[p] for p in words.GIVEN if p in values]
    return whole + [" ".join(parts) for parts in list(product(*given, family))[:MOST_NAMES]]


def _of(values: Mapping[str, tuple[str, ...]], props: tuple[str, ...]) -> list[str]:
    return [v for p in props for v in values.get(p, ())]


def _refused(key: str, why: str, field: str) -> Refusal:
    said = f"Cannot parse example entity: {key[:60]!r}: {why}"
    return Refusal(400, said, code="bad_example", field=f"queries.{key[:60]}.{field}")
