"""FollowTheMoney statements: each value of each property of an entity as one row of CSV, with its own id."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..answers.everybody import Known
from .entities import entities
from .ftm import PROPERTY_TYPES

COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
#: The dataset that the statements are said to be of.
DATASET = "proscribe"


def lines(found: Iterable[Known], known: date) -> Iterator[str]:
    """The rows of all entities, the heading first; `known` is the day that the values are said to be seen."""
    yield _row(COLUMNS)
    for party in found:
        for entity in entities(party):
            yield from (_row(row) for row in rows(entity, known.isoformat()))


def rows(entity: dict[str, Any], seen: str) -> Iterator[tuple[str, ...]]:
    """The statement that the entity is, then one for each value."""
    said = [("id", entity["id"]), *((p, v) for p, values in entity["properties"].items() for v in values)]
    for prop, value in said:
        key = hashlib.sha1(
            f"{DATASET}.{entity['id']}.{prop}.{value}".encode("utf-8", "replace"), usedforsecurity=False
        )
        yield (
            entity["id"],
            entity["id"],
            prop,
            "id" if prop == "id" else PROPERTY_TYPES[prop],
            entity["schema"],
            value,
            DATASET,
            "",
            "",
            "",
            "f",
            seen,
            seen,
            key.hexdigest(),
        )


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, dialect=csv.unix_dialect).writerow(cells)
    return out.getvalue()
