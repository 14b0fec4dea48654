"""Load for a server on this machine, from a process of its own.

`python -m benchmarks.load PORT FILE CONNECTIONS SECONDS`, where FILE holds one request a line, `{"method", "path",
"body"}`. Prints one JSON object: requests a second, the median and the 99th percentile of what one took in
milliseconds, and how many were not answered with 200.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

Request = bytes


def main() -> None:
    """Run the load that the arguments name and print what came of it."""
    port, file, connections, seconds = sys.argv[1:5]
    requests = [_request(json.loads(line)) for line in Path(file).read_text("utf-8").splitlines()]
    print(json.dumps(asyncio.run(_load(int(port), requests, int(connections), float(seconds)))))


def _request(asked: dict[str, str]) -> Request:
    body = asked.get("body", "").encode()
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{asked.get('method', 'GET')} {asked['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}\r\n"
    return head.encode() + body


async def _load(port: int, requests: list[Request], connections: int, seconds: float) -> dict[str, object]:
    took: list[float] = []
    answers: Counter[int] = Counter()
    turn = cycle(requests)
    end = time.perf_counter() + seconds

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            writer.write(next(turn))
            answers[await _answer(reader)] += 1
            took.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(connections)))
    whole = time.perf_counter() - began
    took.sort()
    return {
        "rate": len(took) / whole,
        "median": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(len(took) * 0.99)],
        "failed": sum(n for status, n in answers.items() if status != 200),
        "requests": len(took),
    }


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        await reader.readexactly(int(lower[at + 15 : lower.index(b"\r", at)]))
    else:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head[9:12])


if __name__ == "__main__":
    main()
