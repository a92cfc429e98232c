"""One build's way through a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from tests import postgresql
from tests.contract.conftest import Assembler
from tests.contract.process import until
from tests.postgresql import PostgreSQL

from wardian.builds.metrics import BuildMetrics
from wardian.builds.worker import Worker
from wardian.model import ArtifactKind, Language, Profile, Project, Status
from wardian.sandbox import Limits
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.uses import Uses
from wardian.toolchains.live import silent

pytestmark = pytest.mark.anyio

MODULE = "(module (memory 1))"


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server


@pytest.fixture
async def database(server: PostgreSQL) -> AsyncIterator[Database]:
    database = Database.connect(server.migrated())
    yield database
    database.close()


async def test_what_is_compiled_is_compiled_once_and_kept_when_the_database_is_back(
    server: PostgreSQL, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assembler, artifacts = Assembler(), Artifacts.open(tmp_path, Uses(database))
    limits = Limits(wall_s=20, cpu_s=10, memory=1 << 29, output=1 << 20, log=1 << 16)
    worker = Worker({Language.WAT: assembler}, artifacts, limits, BuildMetrics(CollectorRegistry()))
    assembler.door.clear()
    building = asyncio.create_task(
        worker.build(Project(Language.WAT, {"main.wat": MODULE}), Profile.DEBUG, silent),
    )
    await assembler.started.wait()
    await asyncio.to_thread(server.stop)
    assembler.door.set()
    await asyncio.to_thread(until, lambda: len(caplog.records) >= 3)
    await asyncio.to_thread(server.start)
    outcome = await building
    assert (outcome.status, assembler.compiled) == (Status.SUCCEEDED, [MODULE])
    assert outcome.artifact is not None
    assert artifacts.get(outcome.artifact.sha256, ArtifactKind.WASM).startswith(b"\0asm")
    assert all("\n" not in record.getMessage() for record in caplog.records)
