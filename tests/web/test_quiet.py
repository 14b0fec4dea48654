"""Work that can wait until nobody asks anything."""

import asyncio

from proscribe.web.quiet import Quiet


def test_work_waits_for_the_last_question_and_is_done_once():
    done = []

    async def asked():
        quiet = Quiet()
        waiting = asyncio.create_task(quiet.then(lambda: done.append("work"), 1.5))
        for _ in range(20):
            await asyncio.sleep(0.1)
            quiet.heard("/v1/standing")
            assert not done
        await waiting

    asyncio.run(asked())
    assert done == ["work"]


def test_looking_after_a_server_is_no_question():
    done = []

    async def looked():
        quiet = Quiet()
        waiting = asyncio.create_task(quiet.then(lambda: done.append("work"), 0.2))
        for _ in range(100):
            quiet.heard("/healthz")
            await asyncio.sleep(0.1)
            if done:
                break
        assert done
        await waiting

    asyncio.run(looked())
