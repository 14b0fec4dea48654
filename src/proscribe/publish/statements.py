"""FollowTheMoney statements: each value of each property of an entity as one row of CSV, with its own id."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import date

from ..answers.parties import Party
from .ftm import Entity, entities

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
#: Types of properties there; a text or string that is not named is one.
_TYPES = {
    "name": ("name", "alias", "previousName", "weakAlias"),
    "date": ("birthDate", "startDate", "endDate", "listingDate"),
    "country": ("country", "nationality"),
    "identifier": (
        "wikidataId",
        "authorityId",
        "programId",
        "callSign",
        "imoNumber",
        "passportNumber",
        "idNumber",
        "taxNumber",
        "registrationNumber",
        "leiCode",
        "swiftBic",
        "mmsi",
        "ogrnCode",
        "innCode",
    ),
    "url": ("sourceUrl", "programUrl"),
    "topic": ("topics",),
    "address": ("address",),
    "gender": ("gender",),
    "entity": ("entity",),
    "text": ("notes", "summary", "reason"),
    "id": ("id",),
}
_TYPE = {prop: kind for kind, props in _TYPES.items() for prop in props}


def lines(found: Iterable[Party], known: date) -> Iterator[str]:
    """The rows of all entities, the heading first; `known` is the day that the values are said to be seen."""
    yield _row(COLUMNS)
    for party in found:
        for entity in entities(party):
            yield from (_row(row) for row in rows(entity, known.isoformat()))


def rows(entity: Entity, seen: str) -> Iterator[tuple[str, ...]]:
    """The statement that the entity is, then one for each value."""
    said = [("id", entity.id), *((p, v) for p, values in entity.properties.items() for v in values)]
    for prop, value in said:
        key = hashlib.sha1(
            f"{DATASET}.{entity.id}.{prop}.{value}".encode("utf-8", "replace"), usedforsecurity=False
        )
        yield (
            entity.id,
            entity.id,
            prop,
            _TYPE.get(prop, "string"),
            entity.schema,
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
