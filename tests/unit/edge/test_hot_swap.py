"""Deployments that are changed again and again under load: each request succeeds, and meets one version only."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from tests.unit.edge.conftest import MakeCommand, Server

from wardian.deployments.wanted import Source, Wanted
from wardian.model import ArtifactKind, Language, Route

VISITORS, SWAPS = 6, 8
ECHO = """
  (call $print)
  (i32.store (i32.const 32) (i32.const 4096))
  (i32.store (i32.const 36) (i32.const 32768))
  (loop $more
    (drop (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
    (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40)))
    (br_if $more (i32.load (i32.const 40))))
"""

pytestmark = pytest.mark.anyio


class Site:
    """A deployment whose program, assets and routes all say its version."""

    def __init__(self, server: Server, command: MakeCommand) -> None:
        self._server = server
        self._command = command
        self.name = self._token = ""

    async def deploy(self) -> None:
        created = await self._server.deployments.create(self._source(0))
        self.name, self._token = created.deployment.name, created.token
        await self.change(1)

    async def change(self, version: int) -> None:
        through_itself = Route("/piped", self.name, then=(self.name, self.name))
        wanted = Wanted(routes=(through_itself, Route(f"/only-in-{version}", self.name)))
        await self._server.deployments.replace(self.name, self._token, self._source(version), wanted)

    def _source(self, version: int) -> Source:
        module = self._command(ECHO, b"Content-Type: text/plain\n\n%d " % version)
        artifact = self._server.artifacts.put(module, ArtifactKind.WASM)
        return Source("0" * 32, Language.WAT, artifact, {"version.txt": b"%d " % version})


@pytest.fixture
async def site(server: Server, command: MakeCommand) -> Site:
    site = Site(server, command)
    await site.deploy()
    return site


async def versions(client: httpx.AsyncClient, site: Site, path: str) -> set[int]:
    """Those that one answer speaks of."""
    response = await client.get(path, headers={"host": f"{site.name}.localhost"})
    assert response.status_code == 200, response.text
    return {int(number) for number in response.text.split()}


async def test_many_changes_under_load_fail_no_request_and_mix_no_versions(server: Server, site: Site) -> None:
    changed, done = 1, asyncio.Event()
    seen: dict[str, list[int]] = {"/": [], "/piped": [], "/assets/version.txt": []}

    async def visit(client: httpx.AsyncClient, path: str) -> None:
        while not done.is_set():
            least = changed
            met = await versions(client, site, path)
            assert len(met) == 1, f"{path} answered with several versions at once: {met}"
            seen[path] += met
            assert min(met) >= least, f"{path} answered with a version older than one that was there before"

    async with (
        httpx.AsyncClient(base_url=server.client.base_url, timeout=30) as client,
        asyncio.TaskGroup() as visitors,
    ):
        for _ in range(VISITORS):
            for path in seen:
                visitors.create_task(visit(client, path))
        for version in range(2, SWAPS + 2):
            await site.change(version)
            changed = version
        done.set()
    for path, met in seen.items():
        assert set(range(2, SWAPS + 1)) <= set(met), path


async def test_who_has_an_old_asset_is_sent_the_new_one(server: Server, site: Site) -> None:
    path = "/assets/version.txt"
    old = server.get(site.name, path)
    assert server.get(site.name, path, headers={"if-none-match": old.headers["etag"]}).status_code == 304
    await site.change(2)
    new = server.get(site.name, path, headers={"if-none-match": old.headers["etag"]})
    assert (new.status_code, new.text) == (200, "2 ")
