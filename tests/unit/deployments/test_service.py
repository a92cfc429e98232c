from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from wasmtime import wat2wasm

from wardian.deployments import signatures
from wardian.deployments.collector import GRACE, Collector
from wardian.deployments.directory import LEASE_S, Directory
from wardian.deployments.guard import Guard
from wardian.deployments.precompile import Precompiler
from wardian.deployments.service import Created, Deployments
from wardian.deployments.wanted import Source, Wanted
from wardian.edge.modules import Modules
from wardian.errors import Blocked, Conflict, Gone, InvalidRequest, NotFound, Unauthorized, Unavailable
from wardian.model import Artifact, ArtifactKind, Language
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.blocks import Blocks
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.keys import Keys, new, public_of
from wardian.storage.reach import Reach
from wardian.storage.tables import deployments, versions

pytestmark = pytest.mark.anyio

BUILD, OTHER_BUILD = "a" * 32, "b" * 32
PROGRAM = '(module (memory (export "memory") 1) (func (export "_start")))'
OTHER_PROGRAM = PROGRAM.replace("1", "2")


class World:
    def __init__(self, data: Path) -> None:
        self.settings = Settings(data=data)
        self.database = Database.open(data)
        self.records = DeploymentRecords(self.database)
        self.blocks = Blocks(self.database)
        self.keys = Keys.of("", "", data)
        self.artifacts = Artifacts.open(data)
        self.modules = Modules.open(self.settings, Precompiler(self.settings))
        guard = Guard(self.records, self.blocks, self.keys)
        self.deployments = Deployments(self.records, guard, self.artifacts, self.modules, self.settings)
        self.collector = Collector(self.records, self.modules)

    def program(self, wat: str = PROGRAM) -> Artifact:
        return self.artifacts.put(bytes(wat2wasm(wat)), ArtifactKind.WASM)

    def source(self, build: str = BUILD, wat: str = PROGRAM) -> Source:
        return Source(build, Language.WAT, self.program(wat))

    async def create(self, name: str | None = None, ttl_s: int | None = None) -> Created:
        return await self.deployments.create(self.source(), name, Wanted(ttl_s=ttl_s))

    def expire(self, created: Created, ago: timedelta) -> None:
        assert self.records.renew(created.deployment, datetime.now(UTC) - ago)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_name_is_four_words_and_the_module_is_compiled(world: World) -> None:
    created = await world.create()
    deployment = created.deployment
    assert len(deployment.name.split("-")) == 4
    assert world.modules.path(deployment.artifact.sha256).exists()
    assert deployment.version == 1
    assert await world.deployments.get(deployment.name) == deployment
    assert world.deployments.url(deployment.name) == f"http://{deployment.name}.localhost:8081"


async def test_token_is_not_kept(world: World) -> None:
    created = await world.create()
    record = world.records.find(created.deployment.name)
    assert record is not None
    assert created.token not in repr(record)


async def test_it_outlives_a_restart(world: World) -> None:
    created = await world.create("my-fern")
    again = World(world.settings.data)
    assert await again.deployments.get("my-fern") == created.deployment
    await again.deployments.delete("my-fern", created.token)


async def test_taken_name(world: World) -> None:
    await world.create("my-fern")
    with pytest.raises(Conflict, match="my-fern is taken"):
        await world.create("my-fern")


async def test_one_of_many_gets_the_name(world: World) -> None:
    results = await asyncio.gather(*(world.create("my-fern") for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(result, Created) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 4


@pytest.mark.parametrize(
    "name", ["", "ab", "A-b", "1st", "-ab", "ab-", "a.b", "a_b", "x" * 64, "frame", "www", "xn--abc", "fern\n", "fêrn"]
)
async def test_names_that_will_not_do(world: World, name: str) -> None:
    with pytest.raises(InvalidRequest) as error:
        await world.create(name)
    assert error.value.field == "/name"


async def test_life_has_bounds(world: World) -> None:
    for seconds in (899, 604_801, -1):
        with pytest.raises(InvalidRequest, match="from 900 to 604800 seconds") as error:
            await world.create(ttl_s=seconds)
        assert error.value.field == "/ttl"
    created = await world.create(ttl_s=900)
    assert abs(created.deployment.expires_at - datetime.now(UTC) - timedelta(seconds=900)) < timedelta(seconds=30)


async def test_module_that_cannot_run_is_refused_at_once(world: World) -> None:
    artifact = world.program("(module)")
    with pytest.raises(InvalidRequest, match="_start") as error:
        await world.deployments.create(Source(BUILD, Language.WAT, artifact), "my-fern")
    assert error.value.field == "/build"
    assert world.records.find("my-fern") is None


async def test_replace_counts_the_version_and_renews_the_life(world: World) -> None:
    created = await world.create(ttl_s=900)
    former = created.deployment
    other = world.program(OTHER_PROGRAM)
    swapped = await world.deployments.replace(former.name, created.token, Source(OTHER_BUILD, Language.C, other))
    assert (swapped.version, swapped.build, swapped.artifact, swapped.language) == (2, OTHER_BUILD, other, Language.C)
    assert swapped.expires_at > former.expires_at
    shortened = await world.deployments.replace(former.name, created.token, wanted=Wanted(ttl_s=900))
    assert shortened.expires_at < swapped.expires_at
    assert await world.deployments.get(former.name) == shortened


async def test_after_the_answer_no_server_serves_the_former_version(world: World) -> None:
    created = await world.create()
    name = created.deployment.name
    directory = Directory(world.records, world.keys, Reach(world.database))

    async def ask() -> None:
        while True:
            await directory.record(name)
            await asyncio.sleep(0)

    asking = asyncio.create_task(ask())
    started = time.monotonic()
    await world.deployments.replace(name, created.token, world.source(OTHER_BUILD))
    assert time.monotonic() - started >= LEASE_S
    found = await directory.record(name)
    assert found is not None
    assert found.deployment.version == 2
    await world.deployments.delete(name, created.token)
    assert await directory.record(name) is None
    asking.cancel()


class Counting(Keys):
    verified = 0

    def verify(self, statement: bytes, signature: str) -> None:
        self.verified += 1
        super().verify(statement, signature)


async def test_a_signature_is_checked_once_for_each_version_however_often_it_is_asked_for(world: World) -> None:
    created = await world.create()
    name, keys = created.deployment.name, Counting.of("", "", world.settings.data)
    assert isinstance(keys, Counting)
    directory = Directory(world.records, keys, Reach(world.database))
    for version in (1, 2):
        for _ in range(3):
            assert await directory.record(name) is not None
            await asyncio.sleep(LEASE_S)
        assert keys.verified == version
        await world.deployments.replace(name, created.token, world.source(OTHER_BUILD, OTHER_PROGRAM))


async def test_only_the_token_changes_a_deployment(world: World) -> None:
    created = await world.create()
    name = created.deployment.name
    with pytest.raises(Unauthorized):
        await world.deployments.replace(name, "guess", world.source())
    with pytest.raises(Unauthorized):
        await world.deployments.delete(name, "")
    assert await world.deployments.get(name) == created.deployment


async def test_two_swaps_at_once_do_not_lose_one(world: World) -> None:
    created = await world.create()
    name = created.deployment.name
    swaps = [world.deployments.replace(name, created.token, world.source(build)) for build in (BUILD, OTHER_BUILD)]
    results = await asyncio.gather(*swaps, return_exceptions=True)
    versions = sorted(result.version for result in results if not isinstance(result, BaseException))
    assert versions in ([2], [2, 3])
    assert all(isinstance(result, Conflict) for result in results if isinstance(result, BaseException))


async def test_unknown_name(world: World) -> None:
    for call in (
        world.deployments.get("nobody"),
        world.deployments.delete("nobody", "token"),
        world.deployments.replace("nobody", "token", world.source()),
    ):
        with pytest.raises(NotFound, match="nobody"):
            await call


async def test_expired_is_gone_then_forgotten(world: World) -> None:
    created = await world.create("my-fern")
    world.expire(created, timedelta(minutes=1))
    with pytest.raises(Gone, match="my-fern has expired"):
        await world.deployments.get("my-fern")
    assert await world.collector.collect() == 0
    world.expire(created, GRACE + timedelta(minutes=1))
    assert await world.collector.collect() == 1
    assert (await world.create("my-fern")).deployment.version == 1


async def test_expired_is_revived_by_its_token(world: World) -> None:
    created = await world.create("my-fern")
    world.expire(created, timedelta(minutes=1))
    await world.deployments.replace("my-fern", created.token, world.source())
    assert (await world.deployments.get("my-fern")).version == 2


async def test_modules_of_kept_versions_outlive_a_collection(world: World) -> None:
    created = await world.create()
    name, old = created.deployment.name, created.deployment.artifact
    new = (await world.deployments.replace(name, created.token, world.source(wat=OTHER_PROGRAM))).artifact
    paths = [world.modules.path(artifact.sha256) for artifact in (old, new)]
    for path in paths:
        os.utime(path, (0, 0))
    await world.collector.collect()
    assert [path.exists() for path in paths] == [True, True]
    await world.deployments.delete(name, created.token)
    await world.collector.collect()
    assert [path.exists() for path in paths] == [False, False]


async def test_a_made_up_name_that_is_taken_is_made_up_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.create("acorn-agate-alder-algae")
    made_up = iter(["acorn-agate-alder-algae", "acorn-agate-alder-almond"])
    monkeypatch.setattr("wardian.deployments.names.random_name", lambda: next(made_up))
    assert (await world.create()).deployment.name == "acorn-agate-alder-almond"


async def test_what_belonged_to_a_name_is_not_the_next_ones(world: World) -> None:
    first = await world.create("my-fern")
    await world.deployments.delete("my-fern", first.token)
    second = await world.create("my-fern")
    assert second.deployment.id != first.deployment.id
    assert [version.number for version in await world.deployments.versions("my-fern", second.token)] == [1]


async def test_what_another_wrote_is_not_signed_with_a_change(world: World) -> None:
    created = await world.create("fern")
    with world.database.write() as connection:
        connection.execute(update(deployments).values(grants={"fetch": ["intranet:80"], "kv": False}))
    for change in (
        world.deployments.replace("fern", created.token, world.source()),
        world.deployments.renew("fern", created.token),
        world.deployments.roll_back("fern", created.token, 1),
    ):
        with pytest.raises(Conflict, match="fern is not as this runner wrote it"):
            await change
    await world.deployments.delete("fern", created.token)


async def test_a_version_that_another_wrote_is_not_rolled_back_to(world: World) -> None:
    created = await world.create("fern")
    await world.deployments.replace("fern", created.token, world.source(OTHER_BUILD, OTHER_PROGRAM))
    with world.database.write() as connection:
        connection.execute(update(versions).where(versions.c.version == 1).values(grants={"fetch": [], "kv": True}))
    with pytest.raises(Conflict, match="Version 1 of fern is not as this runner wrote it"):
        await world.deployments.roll_back("fern", created.token, 1)


async def test_what_was_there_before_the_first_key_is_signed_once(world: World) -> None:
    created = await world.create("fern")
    with world.database.write() as connection:
        connection.execute(update(deployments).values(signature=None))
        connection.execute(update(versions).values(signature=None))
    assert signatures.sign_all(world.records, world.keys, unsigned=False) == (0, ["fern"])
    assert signatures.sign_all(world.records, world.keys, unsigned=True) == (1, [])
    await world.deployments.roll_back("fern", created.token, 1)


async def test_what_was_blocked_is_neither_changed_nor_deployed_under_another_name(world: World) -> None:
    created = await world.create("fern")
    world.blocks.block_name("fern", "It asks for passwords.", datetime.now(UTC))
    for refused in (
        world.deployments.get("fern"),
        world.deployments.renew("fern", created.token),
        world.deployments.replace("fern", created.token, world.source(OTHER_BUILD, OTHER_PROGRAM)),
        world.create("moss"),
        world.create(),
    ):
        with pytest.raises(Blocked, match=r"The reason given: It asks for passwords\."):
            await refused
    assert [version.number for version in await world.deployments.versions("fern", created.token)] == [1]
    world.blocks.unblock("fern")
    assert (await world.deployments.get("fern")).name == "fern"


async def test_without_a_private_key_nothing_is_deployed_and_the_answer_says_why(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.keys = Keys.of("", public_of(new()), tmp_path)
    guard = Guard(world.records, world.blocks, world.keys)
    deployments = Deployments(world.records, guard, world.artifacts, world.modules, world.settings)
    with pytest.raises(Unavailable, match="WARDIAN_SIGNING_KEYS"):
        await deployments.create(world.source())
