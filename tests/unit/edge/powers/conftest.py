from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from ssl import SSLContext
from typing import Any, TypeVar

import pytest

from wardian.edge.cgi import Request
from wardian.edge.chain import Budget, Chain
from wardian.edge.hosts import Hosts
from wardian.edge.pages import Answer
from wardian.edge.powers import Error, Refused
from wardian.edge.powers.granter import Granter
from wardian.edge.powers.powers import Powers
from wardian.model import Artifact, ArtifactKind, Deployment, Grants, Language
from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record

_T = TypeVar("_T")

Handler = Callable[[bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Called with the head of a request."""


class Loop:
    """An event loop on a thread of its own, as a process of the edge has one."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def close(self) -> None:
        self.run(_end_tasks())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


async def _end_tasks() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


class Servers:
    """HTTP servers on 127.0.0.1 that answer as a test says. `heads` are those of the requests that came."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._servers: list[asyncio.Server] = []
        self.heads: list[bytes] = []
        self.gone = threading.Event()
        """Set when a client has ended a connection."""

    def start(self, handler: Handler | bytes, tls: SSLContext | None = None) -> str:
        """`host:port` of a server whose answer is always the same, or up to the handler."""
        if isinstance(handler, bytes):
            return self.start(_always(handler), tls)
        return self._loop.run(self._start(handler, tls))

    async def _start(self, handler: Handler, tls: SSLContext | None) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                await handler(head, reader, writer)
                await writer.drain()
            except (ConnectionError, asyncio.IncompleteReadError):
                self.gone.set()
            finally:
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        host, port = server.sockets[0].getsockname()
        return f"{host}:{port}"

    def close(self) -> None:
        async def close() -> None:
            for server in self._servers:
                server.close()

        self._loop.run(close())


def _always(answer: bytes) -> Handler:
    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return handle


@pytest.fixture
def servers(loop: Loop) -> Iterator[Servers]:
    servers = Servers(loop)
    yield servers
    servers.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    yield database
    database.close()


def deployment(grants: Grants) -> Deployment:
    return Deployment(
        name="quiet-green-old-fern",
        build="b",
        artifact=Artifact("0" * 64, 8, ArtifactKind.WASM),
        language=Language.C,
        version=1,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
        grants=grants,
    )


def chain(seconds: float = 10.0, hops: int = 0, fetches: int = 16) -> Chain:
    return Chain(time.monotonic() + seconds, hops, Budget(fetches), 8)


class Edge:
    """What grants powers in a process; guests may reach 127.0.0.0/8 there unless the settings say otherwise.

    `inside` holds what other deployments were asked, and `neighbours` what they answer, by name.
    """

    def __init__(self, loop: Loop, database: Database, settings: Settings) -> None:
        self._loop = loop
        self.loop = loop.loop
        self._database = database
        self.inside: list[tuple[Request, Chain]] = []
        self.neighbours: dict[str, Callable[[Request], Awaitable[Answer]]] = {}
        self._granter = Granter(settings, database, Hosts("http://{name}.wardian.test:8081"), self._answer)
        self._given: list[Powers] = []

    def grant(self, grants: Grants, chain: Chain) -> Powers:
        """The powers of one run of a deployment of its own."""
        granted = deployment(grants)
        granted = replace(granted, name=f"a-{granted.id}")
        DeploymentRecords(self._database).add(Record(granted, "0" * 64), datetime.now(UTC))
        return self.powers(granted, chain)

    def powers(self, deployment: Deployment, chain: Chain) -> Powers:
        async def powers() -> Powers | None:
            return self._granter.powers(deployment, chain)

        given = self._loop.run(powers())
        assert given is not None
        self._given.append(given)
        return given

    async def _answer(self, name: str, request: Request, chain: Chain) -> Answer:
        self.inside.append((request, chain))
        return await self.neighbours[name](request)

    def close(self) -> None:
        for powers in self._given:
            powers.close_all()
        self._granter.close()


SETTINGS = Settings(edge_fetch_networks=(ip_network("127.0.0.0/8"),))


@pytest.fixture
def make_edge(loop: Loop, database: Database) -> Iterator[Callable[[Settings], Edge]]:
    made: list[Edge] = []

    def make(settings: Settings) -> Edge:
        made.append(Edge(loop, database, settings))
        return made[-1]

    yield make
    for edge in made:
        edge.close()


@pytest.fixture
def edge(make_edge: Callable[[Settings], Edge]) -> Edge:
    return make_edge(SETTINGS)


def read_all(powers: Powers, handle: int) -> bytes:
    parts = []
    while part := powers.read(handle, 64 * 1024):
        parts.append(part)
    return b"".join(parts)


def fetch(powers: Powers, head: str, body: bytes = b"", timeout_ms: int = 0, most: int = 0) -> tuple[int, bytes]:
    """Status and body."""
    handle = powers.send(head, body, timeout_ms, most)
    status = powers.head(handle).partition("\n")[0]
    return int(status), read_all(powers, handle)


def refusal(call: Callable[[], object]) -> tuple[Error, str]:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.error, caught.value.message
