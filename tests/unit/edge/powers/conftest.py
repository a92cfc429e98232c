from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from tests.unit.edge.powers.servers import Loop, Servers

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


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


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


def granted(*hosts: str) -> Grants:
    return Grants(fetch=hosts)
