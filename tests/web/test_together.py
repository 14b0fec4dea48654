"""Jobs that wait together are worked on together, each with what came of it."""

import asyncio
import threading

import pytest

from proscribe.web.together import MOST, Together


def run(work):
    # in a thread of its own: one that has driven a browser has a loop already
    out = []
    thread = threading.Thread(target=lambda: out.append(asyncio.run(work())))
    thread.start()
    thread.join(30)
    return out[0]


def test_what_waits_while_one_is_worked_on_goes_together():
    batches = []
    gate = threading.Event()

    def work(jobs):
        batches.append(list(jobs))
        if len(batches) == 1:
            gate.wait(10)
        return [j * 10 for j in jobs]

    async def ask():
        together = Together(work)
        first = asyncio.create_task(together.ask(0))
        await asyncio.sleep(0.05)
        rest = [asyncio.create_task(together.ask(n)) for n in range(1, MOST + 3)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(first, *rest)

    assert run(ask) == [n * 10 for n in range(MOST + 3)]
    assert [len(b) for b in batches] == [1, MOST, 2]


def test_each_gets_its_own_failure():
    def work(jobs):
        return [ValueError(j) if j % 2 else j for j in jobs]

    async def ask():
        together = Together(work)
        return await asyncio.gather(*(together.ask(n) for n in range(4)), return_exceptions=True)

    found = run(ask)
    assert [str(f) for f in found] == ["0", "1", "2", "3"]
    assert [isinstance(f, ValueError) for f in found] == [False, True, False, True]


def test_a_failure_of_the_work_is_everybodys_and_the_next_goes_on():
    calls = []

    def work(jobs):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("gone")
        return list(jobs)

    async def ask():
        together = Together(work)
        with pytest.raises(OSError, match="gone"):
            await together.ask(1)
        return await together.ask(2)

    assert run(ask) == 2


def test_one_who_has_gone_keeps_nobody_from_an_answer():
    gate = threading.Event()

    def work(jobs):
        gate.wait(10)
        return list(jobs)

    async def ask():
        together = Together(work)
        gone, stays = asyncio.create_task(together.ask(1)), asyncio.create_task(together.ask(2))
        await asyncio.sleep(0.05)
        gone.cancel()
        gate.set()
        return await stays

    assert run(ask) == 2
