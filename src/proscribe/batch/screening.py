"""Tables of customers screened on Spark, by the functions that screen them in one process."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from ..answers.screening import Mark, judgement, mark, sign_with, weight
from ..model.canonical import plain
from ..model.dates import Day
from ..model.decisions import Decision
from ..model.entries import Identifier
from ..model.words import PartyKind
from ..screening import parquet, readers, writers
from ..screening.batch import CHUNK
from ..screening.engine import Engine
from ..screening.hits import Query
from ..screening.readers import Columns, Reject
from .parts import Part
from .rows import Row, packed, unpacked


@dataclass(frozen=True)
class Settings:
    """What the workers need to screen: the columns, the name of the index among Spark's files, and the limits.

    `key` signs what names a customer. `only` are the keys of the entries to be found, None for all.
    """

    columns: Columns
    index: str
    key: bytes
    encoding: str | None = None
    threshold: float | None = None
    alarms: float | None = None
    only: frozenset[str] | None = None


def customers(settings: Settings, part: Part, path: Path) -> Iterator[Row]:
    """The rows of a part as queries and rejects."""
    last = n = 0
    for number, item in _numbered(settings, part, path):
        last, n = number, n + 1 if number == last else 0
        if isinstance(item, Query):
            yield Row("query", part.key, number, n, _packed(item))
        else:
            yield Row("reject", part.key, number, n, packed(plain(item)))


def _numbered(settings: Settings, part: Part, path: Path) -> Iterator[tuple[int, Query | Reject]]:
    if part.group is None:
        yield from readers.numbered(path, settings.columns, encoding=settings.encoding)
        return
    readers.check(path, settings.columns, parquet.groups(path)[0])
    rows = parquet.rows(path, settings.columns.wanted, part.group, part.first, part.count)
    for number, record in enumerate(rows, part.before + 1):
        for item in readers.query(number, record, settings.columns):
            yield number, item


def screened(settings: Settings, rows: Iterator[Row]) -> Iterator[Row]:
    """The hits of the queries among some rows; the other rows as they are.

    Names that are the same with all that stands beside them are screened once: a customer ten million times in a
    table costs no more than the rows that it makes.
    """
    engine = _engine(settings.index, settings.only)
    stream = iter(rows)
    while part := list(islice(stream, CHUNK)):
        asked = []
        for row in part:
            if row.kind == "query":
                asked.append(row)
            else:
                yield row
        yield from _hits(engine, settings, asked)


def _hits(engine: Engine, settings: Settings, asked: list[Row]) -> Iterator[Row]:
    sign = sign_with(settings.key)
    queries = [_unpacked(row.data) for row in asked]
    distinct: dict[Query, int] = {}
    places = [distinct.setdefault(replace(q, id=None), len(distinct)) for q in queries]
    found = engine.screen(list(distinct), threshold=settings.threshold, alarms=settings.alarms)
    for row, query, place in zip(asked, queries, places, strict=True):
        for n, hit in enumerate(sorted(found[place], key=weight)):
            names = mark(sign, query, hit.entry)
            data = [{**writers.row(hit), "id": query.id}, hit.entry.key, names]
            yield Row("hit", row.part, row.row, n, packed(data))


@dataclass(frozen=True)
class Told:
    """What the register says of hits: the standings of each entry in words, and people's decisions by their mark."""

    standings: Mapping[str, str]
    decisions: Mapping[str, Decision]
    cleared: bool = False


def told(what: Told, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Hits as the rows of the output; those that a person cleared are left out unless `cleared` is asked for."""
    for row in rows:
        flat, key, names = row.json
        found = judgement(Mark(*names), what.decisions.get(names[0]))
        if what.cleared or not found.cleared:
            yield {**flat, **found.row(what.standings.get(key, ""))}


def tables(what: Told, columns: tuple[str, ...], found: Iterable[Any]) -> Iterator[Any]:
    """Arrow batches of hits as Arrow batches of the output."""
    return writers.batches(told(what, unpacked(found)), columns)


@lru_cache(1)
def _engine(index: str, only: frozenset[str] | None) -> Engine:
    """The engine of this worker: opened once, its pages shared with the other workers of the machine."""
    from pyspark import SparkFiles

    engine = Engine.open(Path(SparkFiles.get(index)))
    return engine if only is None else engine.restricted(only)


def _packed(q: Query) -> str:
    return packed(
        [
            q.name,
            q.id,
            q.kind,
            [b.text for b in q.births],
            q.countries,
            q.genders,
            [(i.kind, i.value) for i in q.identifiers],
        ]
    )


def _unpacked(data: str) -> Query:
    name, ident, kind, births, countries, genders, identifiers = Row("query", "", data=data).json
    return Query(
        name,
        ident,
        PartyKind(kind) if kind else None,
        tuple(map(Day.parse, births)),
        tuple(countries),
        tuple(genders),
        tuple(Identifier(*i) for i in identifiers),
    )
