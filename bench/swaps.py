"""Swaps on several machines, undisturbed and while visitors come: `python bench/swaps.py [--json]`.

One web process, one worker and two edges, each with a data folder of its own, on PostgreSQL and S3 as the tests start
them. Some swaps come before anybody visits: they cost what a swap costs. Then visitors on open connections ask both
edges for what says its version. Each answer must be of a version that was in force since it was asked for: none that
another had taken the place of, as acknowledged by the API, and none to come. It ends with an error when one was not.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

sys.path.append(str(Path(__file__).parent.parent))

from tests import postgresql, s3
from tests.contract.nodes import nodes, on
from tests.contract.process import Server

from measure import Figure, show
from wardian.storage import keys

REQUESTS, SWAPS, UNDISTURBED, CONNECTIONS, WARM_UP = 100_000, 50, 10, 8, 2000
_ALLOWED_MS = 1000.0
_NAME = "fern"
_REQUEST = f"GET / HTTP/1.1\r\nHost: {_NAME}.localhost\r\n\r\n".encode()
_PROGRAM = '#include <stdio.h>\n\nint main(void) {{ puts("Content-Type: text/plain\\n\\nversion {}"); }}\n'


@dataclass
class Run:
    """`least` is the version that was acknowledged last, `most` the one that was asked for last."""

    left: int
    least: int = 1
    most: int = 1
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    changes_ms: list[float] = field(default_factory=list)

    async def visit(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while self.left > 0:
            self.left -= 1
            least, started = self.least, time.perf_counter()
            try:
                writer.write(_REQUEST)
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
            except (OSError, asyncio.IncompleteReadError) as error:
                self.wrong.append(f"no answer: {error!r}")
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                continue
            self.milliseconds.append((time.perf_counter() - started) * 1000)
            version = body.decode().strip().removeprefix("version ")
            if not (head.startswith(b"HTTP/1.1 200") and version.isdecimal() and least <= int(version) <= self.most):
                self.wrong.append(f"{least} to {self.most} would be right: {(head + body)[:500]!r}")
        writer.close()

    async def change(self, client: httpx.AsyncClient, builds: list[str], token: dict[str, str]) -> None:
        """Evenly over the requests."""
        step = self.left // (len(builds) + 1)
        at = [self.left - step * number for number in range(1, len(builds) + 1)]
        for left, build in zip(at, builds, strict=True):
            while self.left > left:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
            await self.swap(client, build, token)

    async def swap(self, client: httpx.AsyncClient, build: str, token: dict[str, str]) -> None:
        self.most += 1
        started = time.perf_counter()
        answer = await client.put(f"/api/deployments/{_NAME}", json={"build": build}, headers=token)
        answer.raise_for_status()
        self.changes_ms.append((time.perf_counter() - started) * 1000)
        self.least = self.most


def measure() -> Iterator[tuple[str, Figure]]:
    with tempfile.TemporaryDirectory() as folder, postgresql.running() as database, s3.running() as storage:
        node = on(Path(folder), database, storage, signing_keys=keys.new(), edge_workers=1)
        with nodes(node, "web", "worker", "edge", "edge") as (web, _, *edges):
            quiet, run = asyncio.run(_run(web, [edge.client.base_url.port or 0 for edge in edges]))
    for wrong in run.wrong[:10]:
        print(wrong, file=sys.stderr)
    right = len(run.milliseconds) - len(run.wrong)
    yield f"{SWAPS} swaps, two edges", Figure(right, "right", REQUESTS, "requests")
    for when, changes_ms in (("undisturbed", quiet.changes_ms), ("under load", run.changes_ms)):
        for name, figure in (("p50", statistics.median(changes_ms)), ("worst", max(changes_ms))):
            yield f"until a swap holds, {when}, {name}", Figure(figure, "ms", _ALLOWED_MS, "the most allowed")
    for name, rank in (("p50", 0.5), ("p99", 0.99), ("worst", 1.0)):
        yield f"an answer, {name}", Figure(_rank(run, rank), "ms", _rank(quiet, rank), "without swaps")
    if right != REQUESTS:
        raise SystemExit(f"{len(run.wrong)} answers were wrong")


async def _run(web: Server, ports: list[int]) -> tuple[Run, Run]:
    async with httpx.AsyncClient(base_url=web.client.base_url, timeout=60) as client:
        first, *builds = [await _built(client, version) for version in range(1, UNDISTURBED + SWAPS + 2)]
        created = await client.post("/api/deployments", json={"name": _NAME, "build": first})
        token = {"Authorization": f"Bearer {created.raise_for_status().json()['token']}"}
        quiet = Run(REQUESTS // 10)
        for build in builds[:UNDISTURBED]:
            await quiet.swap(client, build, token)
        warm_up, run = (Run(left, quiet.least, quiet.most) for left in (WARM_UP, REQUESTS))
        await _visited(warm_up, ports)
        await _visited(quiet, ports)
        await asyncio.gather(_visited(run, ports), run.change(client, builds[UNDISTURBED:], token))
    return quiet, run


async def _visited(run: Run, ports: list[int]) -> None:
    async with asyncio.TaskGroup() as visitors:
        for number in range(CONNECTIONS):
            visitors.create_task(run.visit(ports[number % len(ports)]))


async def _built(client: httpx.AsyncClient, version: int) -> str:
    body: Any = {"language": "c", "profile": "release", "files": {"main.c": _PROGRAM.format(version)}}
    build = (await client.post("/api/builds", json=body, headers={"Prefer": "wait=30"})).json()
    if build["status"] != "succeeded":
        raise SystemExit(f"an unexpected build: {build}")
    return str(build["id"])


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)


def _rank(run: Run, rank: float) -> float:
    ordered = sorted(run.milliseconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * rank))]


if __name__ == "__main__":
    show(dict(measure()), sys.argv[1:])
