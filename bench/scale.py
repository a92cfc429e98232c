"""What the queue in PostgreSQL costs, and what a second worker brings: `python bench/scale.py [--json]`.

A web process with SQLite, one with one worker and one with two on a PostgreSQL server of its own (run as the tests run
it, without fsync) take turns: each is asked for lonely builds, then for 40 in C at once, then for 20 in Rust. A worker
builds one at a time. Each build is hello with another comment. No build is shorter than C's, so that nothing shows more
of what is shared.

What is "beside a build" is what its client waits for, without what the compiler took: HTTP, the record, the queue and
the news. What the queue costs is how much more of that there is than with SQLite, which has HTTP and the record too.

"2 compilers" is what this machine can do at all: the compile step of a worker with nothing around it, two at once and
one at a time. Two workers are seen against that: what they share besides the processors is the rest of a build.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent.parent))

from tests import postgresql

from measure import Figure, free_port, served, show
from wardian.builds.limits import build_limits
from wardian.model import Language, Profile, Project
from wardian.settings import Settings
from wardian.toolchains.registry import toolchains

ROUNDS, ALONE = 5, 15
BUILDS = {Language.C: 40, Language.RUST: 20}
_ALLOWED_MS = 15.0
_HELLO = {
    Language.C: ("main.c", '#include <stdio.h>\n\nint main(void) {\n    puts("Hello, world!");\n}\n'),
    Language.RUST: ("main.rs", 'fn main() {\n    println!("Hello, world!");\n}\n'),
}


def measure() -> Iterator[tuple[str, Figure]]:
    """All take turns: whatever else this machine does falls on all of them."""
    with postgresql.running() as server, ExitStack() as stack:
        ports = [stack.enter_context(_nodes(*of)) for of in (("", 0), (server.migrated(), 1), (server.migrated(), 2))]
        for port in ports:
            asyncio.run(_lonely(port, "warm up"))
        lonely = [[asyncio.run(_lonely(port, str(number))) for port in ports[:2]] for number in range(ROUNDS)]
        rates = {
            language: [[asyncio.run(_rate(port, language, str(number))) for port in ports] for number in range(ROUNDS)]
            for language in BUILDS
        }
        bare = {
            language: [[asyncio.run(_compile(language, at_once)) for at_once in (1, 2)] for _ in range(ROUNDS)]
            for language in BUILDS
        }
    for language in BUILDS:
        (own, one, two), (compiler, compilers) = zip(*rates[language], strict=True), zip(*bare[language], strict=True)
        yield f"2 compilers, {language}", _ratio(compilers, compiler, "1 compiler")
        yield f"2 workers, {language}", _ratio(two, one, "1 worker")
        yield f"1 worker, {language}", _ratio(one, own, "the web process on SQLite")
    own_ms, shared_ms = (statistics.median(ms for round_ in lonely for ms in round_[place]) for place in range(2))
    yield "beside a build, p50", Figure(shared_ms, "ms", own_ms, "a queue in the web process")
    yield "queue of a build, p50", Figure(shared_ms - own_ms, "ms", _ALLOWED_MS, "the most that is allowed")


def _ratio(rates: Sequence[float], others: Sequence[float], against: str) -> Figure:
    """Of the round with the middle ratio."""
    ratios = sorted(zip(rates, others, strict=True), key=lambda pair: pair[0] / pair[1])
    rate, other = ratios[len(ratios) // 2]
    return Figure(rate, "builds/s", other, against)


@contextmanager
def _nodes(database: str, workers: int) -> Iterator[int]:
    """The web process's port."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        environ = {"WARDIAN_DATA": folder, "WARDIAN_DATABASE": database, "WARDIAN_BUILD_WORKERS": "1"}
        port, *own = (free_port() for _ in range(1 + workers))
        stack.enter_context(served(port, "-m", "wardian", "web", WARDIAN_PORT=str(port), **environ))
        for each in own:
            stack.enter_context(served(each, "-m", "wardian", "worker", WARDIAN_WORKER_PORT=str(each), **environ))
        yield port


async def _lonely(port: int, name: str) -> list[float]:
    return [await _beside(port, f"{name} alone {number}") for number in range(ALONE)]


async def _beside(port: int, comment: str) -> float:
    started = time.perf_counter_ns()
    build = await _build(port, Language.C, comment)
    return (time.perf_counter_ns() - started) / 1e6 - float(build["timings"]["total"])


async def _rate(port: int, language: Language, name: str) -> float:
    """Builds in a second when many are asked for at once."""
    started = time.perf_counter()
    await asyncio.gather(*(_build(port, language, f"{name} {number}") for number in range(BUILDS[language])))
    return BUILDS[language] / (time.perf_counter() - started)


async def _build(port: int, language: Language, comment: str) -> Any:
    """Asks again where the server waits no longer, as clients do."""
    ask = {"language": language, "profile": "release", "files": _files(language, comment)}
    build = {"status": "queued"}
    while build["status"] in ("queued", "building"):
        build = await _post(port, json.dumps(ask).encode())
    if build["status"] != "succeeded":
        raise SystemExit(f"an unexpected build: {build}")
    return build


async def _post(port: int, body: bytes) -> Any:
    """Each on a connection of its own. Written by hand: a client library would take the servers' processors."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "POST /api/builds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nPrefer: wait=30\r\n"
    writer.write(f"{head}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = await reader.read()
    writer.close()
    return json.loads(answer.partition(b"\r\n\r\n")[2])


async def _compile(language: Language, at_once: int) -> float:
    """Compilations in a second, by the worker's own toolchain and sandbox."""
    toolchain, limits = toolchains()[language], build_limits(Settings())
    numbers = iter(range(BUILDS[language]))

    async def one_after_another() -> None:
        for number in numbers:
            project = Project(language, _files(language, f"bare {at_once} {number}"))
            await toolchain.compile(project, Profile.RELEASE, limits)

    started = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(at_once)))
    return BUILDS[language] / (time.perf_counter() - started)


def _files(language: Language, comment: str) -> dict[str, str]:
    name, text = _HELLO[language]
    return {name: f"// {os.getpid()} {comment}\n{text}"}


if __name__ == "__main__":
    show(dict(measure()), sys.argv[1:])
