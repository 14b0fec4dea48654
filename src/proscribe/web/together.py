"""Requests that wait at the same time, worked on as one.

A column of names costs far less than its names one by one. While a batch is worked on in another thread, requests that
come in wait for the next one; a lone request is not kept waiting for company.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool

Job = TypeVar("Job")
Done = TypeVar("Done")

#: Requests in one batch: more would make the first of them wait for the last.
MOST = 16


class Together(Generic[Job, Done]):
    """Hands waiting jobs to `work` as batches; it gives for each what came of it, or the exception to raise."""

    def __init__(self, work: Callable[[Sequence[Job]], Sequence[Done | Exception]]) -> None:
        self._work = work
        self._waiting: WeakKeyDictionary[
            asyncio.AbstractEventLoop, list[tuple[Job, asyncio.Future[Done]]]
        ] = WeakKeyDictionary()
        self._at_work: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()

    async def ask(self, job: Job) -> Done:
        """What came of one job; raises what its work raised."""
        loop = asyncio.get_running_loop()
        waiting = self._waiting.setdefault(loop, [])
        future: asyncio.Future[Done] = loop.create_future()
        waiting.append((job, future))
        task = self._at_work.get(loop)
        if task is None or task.done():
            self._at_work[loop] = loop.create_task(self._go_on(waiting))
        return await future

    async def _go_on(self, waiting: list[tuple[Job, asyncio.Future[Done]]]) -> None:
        while waiting:
            batch = waiting[:MOST]
            del waiting[:MOST]
            try:
                done: Sequence[Done | Exception] = await run_in_threadpool(self._work, [j for j, _ in batch])
            except Exception as error:
                done = [error] * len(batch)
            for (_, future), result in zip(batch, done, strict=True):
                if future.done():
                    continue  # whoever asked has gone
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)
