"""Many different C programs at once: how long the service takes for all, and how soon it answers others meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import bare
import probe
from measure import Figure

BUILDS = 200
_BLOCKED_MS = 50.0


def measure(port: int, folder: Path, hello: str) -> Iterator[tuple[str, Figure]]:
    """All builds are asked for at the same moment, each on a connection of its own that waits for the answer."""
    sources = [f"// burst {os.getpid()} {number}\n{hello}" for number in range(BUILDS)]
    for number, source in enumerate(sources):
        (folder / f"{number}.c").write_text(source)
    started = time.perf_counter()
    bare.many_c(folder, BUILDS)
    alone_s = time.perf_counter() - started
    together_s, latencies = _served(port, sources)
    yield f"{BUILDS} builds in C at once", Figure(together_s, "s", alone_s, "xargs -P2 of the bare compiler")
    worst = max(latencies)
    yield "/healthz meanwhile, worst", Figure(worst, "ms", _BLOCKED_MS, "the most that is allowed")
    yield "/healthz meanwhile, p50", Figure(statistics.median(latencies), "ms", _BLOCKED_MS, "the most that is allowed")


def _served(port: int, sources: list[str]) -> tuple[float, list[float]]:
    with subprocess.Popen([sys.executable, probe.__file__, str(port)], stdin=PIPE, stdout=PIPE) as probing:
        started = time.perf_counter()
        asyncio.run(_build_all(port, sources))
        seconds = time.perf_counter() - started
        printed, _ = probing.communicate()
    return seconds, json.loads(printed)


async def _build_all(port: int, sources: list[str]) -> None:
    await asyncio.gather(*(_build(port, source) for source in sources))


async def _build(port: int, source: str) -> None:
    """Asks again where the server waits no longer, as clients do."""
    body = json.dumps({"language": "c", "profile": "release", "files": {"main.c": source}}).encode()
    head = (
        "POST /api/builds HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nPrefer: wait=30\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    while (answer := await probe.ask(port, head.encode() + body)).startswith(b"HTTP/1.1 202"):
        pass
    if b'"status":"succeeded"' not in answer:
        raise SystemExit(f"an unexpected answer: {answer.decode()}")
