"""How soon a server answers somebody else: `python bench/probe.py PORT` asks for /healthz until its input ends.

A process of its own, so that what it measures is the server's time and not that of a busy client. Prints the latencies
in milliseconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

_EVERY_S = 0.01
_REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


async def probe(port: int) -> list[float]:
    """Every 10 ms, on a new connection each time, whether the last was answered or not."""
    latencies: list[float] = []
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    async with asyncio.TaskGroup() as asking:
        while not ended.done():
            asking.create_task(_time(port, latencies))
            await asyncio.sleep(_EVERY_S)
    return latencies


async def _time(port: int, latencies: list[float]) -> None:
    started = time.perf_counter()
    await ask(port, _REQUEST)
    latencies.append((time.perf_counter() - started) * 1000)


async def ask(port: int, request: bytes) -> bytes:
    """What this host answers, whole, to a request that closes its connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


if __name__ == "__main__":
    print(json.dumps(asyncio.run(probe(int(sys.argv[1])))))
