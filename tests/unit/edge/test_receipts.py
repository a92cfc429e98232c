from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.unit.edge.conftest import MakeCommand, Server

from wardian.edge import cgi
from wardian.edge.figures import Figures
from wardian.edge.outcome import Kind, Outcome
from wardian.edge.pages import Answer
from wardian.edge.receipts import MOST, Recorder
from wardian.model import Artifact, ArtifactKind, Deployment, Frame, HostCall, Language, Receipt
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.receipts import LeftOut, ReceiptRecords

pytestmark = pytest.mark.anyio

REQUEST = cgi.Request("POST", "/a b", "c=d", (), "HTTP/1.1", "http", "x.localhost", 80, "127.0.0.1", b"four")
ANSWER: Answer = (502, [], b"sorry")
OUTCOME = Outcome(
    Kind.TRAPPED,
    None,
    b"",
    b"the last words",
    "It gave up.",
    20.0,
    61.5,
    33.0,
    65536,
    77,
    (Frame("main", "main.c", 3),),
)
CALLS = [HostCall("kv.get", "visits", "ok", 12.5)]


class Edge:
    """A recorder for one deployment."""

    def __init__(self, data: Path) -> None:
        self.path = data / "wardian.sqlite3"
        self.database = Database.open(data)
        now = datetime.now(UTC)
        artifact = Artifact("0" * 64, 1, ArtifactKind.WASM)
        self.deployment = Deployment("fern", "0" * 32, artifact, Language.C, 3, now + timedelta(hours=1), id="f" * 32)
        DeploymentRecords(self.database).add(Record(self.deployment, "0" * 64), now)
        self.records = ReceiptRecords(self.database)
        self.figures = Figures()
        self.recorder = Recorder(self.records, self.figures)

    def record(self, times: int = 1, **changes: object) -> None:
        for _ in range(times):
            self.recorder.record(self.deployment, REQUEST._replace(**changes), ANSWER, OUTCOME, CALLS, 2)  # type: ignore[arg-type]

    def told(self) -> list[Receipt | LeftOut]:
        return [entry.what for entry in self.records.last(self.deployment.id, 500)]


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    edge = Edge(tmp_path)
    yield edge
    edge.recorder.close()
    edge.database.close()


async def test_a_receipt_holds_all_of_a_request(edge: Edge) -> None:
    edge.record()
    await edge.recorder.flush()
    [receipt] = edge.told()
    assert isinstance(receipt, Receipt)
    assert abs(receipt.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert receipt == Receipt(
        "fern", 3, receipt.at, "POST", "/a b?c=d", 502, "trapped", None, "It gave up.", 20.0, 61.5, 33.0, 77, 65536, 4,
        5, 2, (Frame("main", "main.c", 3),), tuple(CALLS), "the last words",
    )  # fmt: skip


async def test_of_a_burst_the_first_are_kept_and_the_rest_is_counted(edge: Edge) -> None:
    edge.record(MOST + 1000)
    await edge.recorder.flush()
    *kept, last = edge.told()
    assert len(kept) == MOST
    assert isinstance(last, LeftOut)
    assert last.count == edge.figures.unkept == 1000
    assert edge.figures.languages["c"].requests == {("trapped", 5): MOST + 1000}


async def test_a_gigantic_path_is_cut(edge: Edge) -> None:
    edge.record(path="/" + "x" * 60_000)
    await edge.recorder.flush()
    [receipt] = edge.told()
    assert isinstance(receipt, Receipt)
    assert len(receipt.path) == 2048


async def test_a_database_that_is_busy_holds_nobody_up(edge: Edge) -> None:
    edge.record()
    with sqlite3.connect(edge.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        flushing = asyncio.create_task(edge.recorder.flush())
        for _ in range(10):
            await asyncio.sleep(0)
        began = time.perf_counter()
        edge.record(1000)
        assert time.perf_counter() - began < 0.5
        assert not flushing.done()
        other.execute("COMMIT")
        await flushing
    other.close()
    await edge.recorder.flush()
    assert len(edge.told()) == 1 + MOST + 1


async def test_what_the_database_did_not_take_is_told_when_it_answers_again(edge: Edge) -> None:
    with edge.database.write() as connection:
        connection.execute(text("ALTER TABLE receipts RENAME TO gone"))
    edge.record(MOST + 5)
    await edge.recorder.flush()
    with edge.database.write() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO receipts"))
    edge.record()
    await edge.recorder.flush()
    receipt, left_out = edge.told()
    assert isinstance(receipt, Receipt)
    assert isinstance(left_out, LeftOut)
    assert left_out.count == edge.figures.unkept == MOST + 5


async def test_what_was_noted_last_is_written_at_the_end(tmp_path: Path) -> None:
    edge = Edge(tmp_path)
    edge.recorder.start(asyncio.get_running_loop())
    edge.record(2)
    edge.recorder.close()
    assert len(edge.told()) == 2
    edge.database.close()


async def test_a_request_to_the_edge_has_a_receipt_soon(server: Server, command: MakeCommand) -> None:
    stderr = b"about to give up"
    body = f"(call $write (i32.const 2) (i32.const 1024) (i32.const {len(stderr)})) unreachable"
    deployment = (await server.deploy(command(body, stderr))).deployment
    response = server.get(deployment.name, "/where?what")
    assert 'memory;desc="memory 65536 bytes", fuel;desc="fuel ' in response.headers["server-timing"]
    records, deadline = ReceiptRecords(server.database), time.monotonic() + 10
    while not (entries := records.last(deployment.id, 2)) and time.monotonic() < deadline:
        pass
    [receipt] = [entry.what for entry in entries]
    assert isinstance(receipt, Receipt)
    assert (receipt.path, receipt.status, receipt.outcome) == ("/where?what", 502, "trapped")
    assert (receipt.stderr, receipt.bytes_out) == ("about to give up", len(response.content))
    assert receipt.fuel is not None
    assert f"total;dur={receipt.total_us / 1000:.3f}" in response.headers["server-timing"]
