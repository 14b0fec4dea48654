"""Columns too long to hold: screened chunk by chunk, on all cores, in order, in bounded memory."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from .engine import Engine
from .hits import Hit, Query

CHUNK = 65_536  # names that one process takes at a time: enough for words to repeat, few enough for memory
SMALL = 16_384  # fewer names than this are not worth starting processes for


@dataclass(frozen=True, slots=True)
class Screened:
    """A chunk of queries, the place of its first one in the column, and the hits of each."""

    first: int
    queries: tuple[Query, ...]
    hits: list[list[Hit]]


def screen(
    engine: Engine,
    queries: Iterable[Query],
    *,
    threshold: float | None = None,
    alarms: float | None = None,
    processes: int | None = None,
    chunk: int = CHUNK,
) -> Iterator[Screened]:
    """Screen a stream of queries, chunk after chunk in the order given.

    `processes` is the number of processes (all cores where None; 1 keeps to this one). At most two chunks a process
    are in memory. Errors are those of `Engine.screen`.
    """
    wanted = processes or cores()
    limits = {"threshold": threshold, "alarms": alarms}
    engine.thresholds(**limits)
    stream = iter(queries)
    head = tuple(islice(stream, SMALL))
    if wanted == 1 or len(head) < SMALL:
        first = 0
        for part in _chunks(_chain(head, stream), chunk):
            yield Screened(first, part, engine.screen(part, **limits))
            first += len(part)
        return
    yield from _spread(engine, _chain(head, stream), limits, wanted, chunk)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(queries: Iterable[Query], size: int) -> Iterator[tuple[Query, ...]]:
    stream = iter(queries)
    while part := tuple(islice(stream, size)):
        yield part


def _chain(head: tuple[Query, ...], rest: Iterator[Query]) -> Iterator[Query]:
    yield from head
    yield from rest


def _spread(
    engine: Engine, queries: Iterator[Query], limits: dict[str, float | None], processes: int, chunk: int
) -> Iterator[Screened]:
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting: deque[tuple[int, tuple[Query, ...], Future[dict[int, list[Hit]]]]] = deque()
    first = 0
    with ProcessPoolExecutor(processes, context, _begin, (engine, limits)) as pool:
        for part in _chunks(queries, chunk):
            waiting.append((first, part, pool.submit(_work, _packed(part))))
            first += len(part)
            if len(waiting) >= 2 * processes:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(first: int, part: tuple[Query, ...], future: "Future[dict[int, list[Hit]]]") -> Screened:
    found = future.result()
    return Screened(first, part, [found.get(i, []) for i in range(len(part))])


_worker: dict[str, Any] = {}


def _begin(engine: Engine, limits: dict[str, float | None]) -> None:
    _worker.update(engine=engine, limits=limits)


def _work(packed: list[Any]) -> dict[int, list[Hit]]:
    found = _worker["engine"].screen([Query(*row) for row in packed], **_worker["limits"])
    return {place: hits for place, hits in enumerate(found) if hits}


_EMPTY = tuple(f.default for f in fields(Query)[2:])


def _packed(part: tuple[Query, ...]) -> list[tuple[Any, ...]]:
    """Queries as plain rows, which travel between processes faster; most have only a name and an id."""
    return [
        (q.name, q.id)
        if (q.kind, q.births, q.countries, q.genders, q.identifiers) == _EMPTY
        else (q.name, q.id, q.kind, q.births, q.countries, q.genders, q.identifiers)
        for q in part
    ]
