"""Nothing is loaded that the runner did not sign so: the database and the artifacts may be in others' hands."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.unit.edge.conftest import MakeCommand
from tests.unit.edge.process import Edge

from wardian.deployments.directory import LEASE_S
from wardian.model import Grants
from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.storage.keys import FILE
from wardian.storage.tables import deployments

pytestmark = pytest.mark.anyio


@pytest.fixture
def edge(tmp_path: Path, command: MakeCommand) -> Iterator[Edge]:
    edge = Edge(Settings(data=tmp_path), command)
    edge.deploy("fern", data=b"a fern")
    edge.deploy("moss", data=b"moss", secrets={"PIN": "1234"})
    yield edge
    edge.close()


@pytest.fixture
def database(edge: Edge) -> Iterator[Database]:
    """The same one, in the hands of somebody who has not the key."""
    database = Database.open(edge.settings.data)
    yield database
    database.close()


def change(database: Database, name: str, **values: Any) -> None:
    with database.write() as connection:
        connection.execute(update(deployments).where(deployments.c.name == name).values(**values))
    time.sleep(LEASE_S)


def column(database: Database, name: str, column: str) -> Any:
    with database.read() as connection:
        return connection.scalar(select(deployments.c[column]).where(deployments.c.name == name))


async def test_grants_widened_in_the_database_are_refused(edge: Edge, database: Database) -> None:
    assert await edge.text("fern") == "a fern"
    change(database, "fern", grants={"fetch": ["intranet:80"], "kv": False})
    status, _, page = await edge.ask("fern")
    assert status == 502
    assert b"its signature does not fit what it serves and what it was granted" in page
    change(database, "fern", grants={"fetch": [], "kv": False})
    assert await edge.text("fern") == "a fern"


@pytest.mark.parametrize(
    "taken", [["artifact", "artifact_size"], ["artifact", "artifact_size", "signature"], ["signature"], ["secrets"]]
)
async def test_what_is_another_deployments_is_refused(edge: Edge, database: Database, taken: list[str]) -> None:
    change(database, "fern", **{name: column(database, "moss", name) for name in taken})
    assert (await edge.ask("fern"))[0] == 502


@pytest.mark.parametrize("signature", [None, "", "x", "0123456789abcdef.AAAA"])
async def test_what_has_no_signature_is_refused(edge: Edge, database: Database, signature: str | None) -> None:
    change(database, "fern", signature=signature)
    assert (await edge.ask("fern"))[0] == 502


async def test_a_refusal_is_in_the_log_once(edge: Edge, database: Database, caplog: pytest.LogCaptureFixture) -> None:
    change(database, "fern", version=2)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert (await edge.ask("fern"))[0] == 502
            await asyncio.sleep(LEASE_S)
    assert [record.message for record in caplog.records] == [
        "fern is not served: its signature does not fit what it serves and what it was granted"
    ]


async def test_an_artifact_that_was_replaced_is_not_loaded(edge: Edge, tmp_path: Path) -> None:
    fern, moss = (column(Database.open(tmp_path), name, "artifact") for name in ("fern", "moss"))
    path = tmp_path / "artifacts" / fern[:2] / f"{fern}.wasm"
    path.write_bytes((tmp_path / "artifacts" / moss[:2] / f"{moss}.wasm").read_bytes())
    status, _, page = await edge.ask("fern")
    assert (status, b"was damaged" in page) == (502, True)


async def test_an_edge_with_another_key_serves_nothing_of_it(edge: Edge, tmp_path: Path, command: MakeCommand) -> None:
    (tmp_path / FILE).unlink()
    other = Edge(edge.settings, command)
    other.deploy("ivy", data=b"ivy", grants=Grants())
    assert await other.text("ivy") == "ivy"
    status, _, page = await other.ask("fern")
    assert (status, b"which is not known here" in page) == (502, True)
    other.close()
