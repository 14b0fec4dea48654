"""The parameters that matching and searching share, under the names and limits of yente."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Query

from ...answers.screening import ROSTER
from ...lists.registry import sources
from ..problems import Refusal
from . import vocabulary
from .collection import TOPICS, Collection, Filter

#: The collection of all lists held.
DEFAULT = "default"
MAX_BATCH = 100
MAX_MATCHES = 500
MAX_PAGE = 500
MAX_RESULTS = 9_999
MAX_EXCLUDED = 50
#: Values of a filter that may be given at once.
MAX_VALUES = 100
_WORD = Annotated[str, Query(max_length=200)]

Dataset = Annotated[
    str,
    Path(
        description="`default` for everything held, or the id of a list.",
        examples=["default"],
        max_length=100,
        pattern=r"^[\w.-]+$",
    ),
]
Many = Annotated[list[_WORD], Query(max_length=MAX_VALUES)]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?)?(Z|[+-]\d{2}:?\d{2})?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which parties are asked about, as given."""

    dataset: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    without: tuple[str, ...]
    topics: tuple[str, ...]
    changed: date | None


async def _scope(
    dataset: Dataset,
    include_dataset: Annotated[
        list[_WORD], Query(description="Only parties that one of these lists shows.", max_length=MAX_VALUES)
    ] = [],  # noqa: B006
    exclude_dataset: Annotated[
        list[_WORD], Query(description="Leave these lists out of the dataset.", max_length=MAX_VALUES)
    ] = [],  # noqa: B006
    exclude_schema: Annotated[
        list[_WORD], Query(description="Leave out parties of these schemata.", max_length=MAX_VALUES)
    ] = [],  # noqa: B006
    topics: Annotated[
        list[_WORD], Query(description="Only parties with one of these topics.", max_length=MAX_VALUES)
    ] = [],  # noqa: B006
    changed_since: Annotated[
        str | None,
        Query(
            description="Only parties of which some list shows an entry that came or changed since this day.",
            max_length=40,
        ),
    ] = None,
) -> Scope:
    return Scope(
        dataset,
        tuple(include_dataset),
        tuple(exclude_dataset),
        tuple(exclude_schema),
        tuple(topics),
        _since(changed_since),
    )


Scoped = Annotated[Scope, Depends(_scope)]


def _since(text: str | None) -> date | None:
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text).date()
    except ValueError:
        said = f"changed_since {text[:40]!r} is no day; give it as YYYY-MM-DD"
        raise Refusal(422, said, code="bad_day", field="changed_since") from None


def lists_of(collection: Collection, dataset: str, field: str = "dataset") -> frozenset[str]:
    """The lists of a dataset; refused (404) for one that is not known, or of which nothing is held."""
    if dataset == DEFAULT:
        return frozenset(collection.lists)
    if dataset in collection.lists:
        return frozenset({dataset})
    if dataset in sources():
        said = f"No such dataset. Nothing is held of {dataset}; import it: proscribe import {dataset} FILE"
        raise Refusal(404, said, code="not_held", field=field)
    raise Refusal(404, "No such dataset.", code="no_dataset", field=field)


def chosen(
    collection: Collection,
    scope: Scope,
    schemata: frozenset[str] | None = None,
    excluded: Sequence[str] = (),
) -> Filter | None:
    """The filter of a scope; None where every party passes."""
    lists = lists_of(collection, scope.dataset)
    for name in (*scope.include, *scope.exclude):
        if name != DEFAULT and name not in collection.lists and name not in sources():
            raise Refusal(404, f"No such dataset: {name[:60]!r}", code="no_dataset", field="include_dataset")
    if scope.include and DEFAULT not in scope.include:
        lists &= frozenset(scope.include)
    if scope.exclude:
        lists -= frozenset(collection.lists) if DEFAULT in scope.exclude else frozenset(scope.exclude)
    for topic in scope.topics:
        if not re.fullmatch(r"[a-z]+(\.[a-z]+)*", topic):
            raise Refusal(400, f"{topic[:60]!r} is no topic; there are {', '.join(TOPICS)}", field="topics")
    made = Filter(
        None if lists == frozenset(collection.lists) else lists,
        schemata,
        frozenset(scope.without),
        frozenset(scope.topics),
        scope.changed,
        frozenset(excluded),
    )
    return None if made == Filter() else made


__all__ = ["DEFAULT", "ROSTER", "Dataset", "Many", "Scope", "Scoped", "chosen", "lists_of", "vocabulary"]
