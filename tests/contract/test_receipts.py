"""Following a deployment's requests through the API; what makes the receipts is the edge's to test."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests.contract.process import Server, serving
from tests.contract.test_deployments import PROGRAM, bearer, built

from wardian.deployments.receipts import MOST_OF_ONE
from wardian.model import Frame, HostCall, Receipt
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.receipts import KEPT, LeftOut, ReceiptRecords

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 5, 1, 12, 0, 0, 123456, UTC)
C_PROGRAM = {"language": "c", "files": {"main.c": "int main(void) { return 0; }"}}
CALL = HostCall("fetch", "http://api.test/", "NOT_GRANTED", 3.5)


class Edge:
    """Writes what the edge would."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.deployments = DeploymentRecords(self.database)
        self.receipts = ReceiptRecords(self.database)

    def answer(self, name: str, *paths: str) -> None:
        self.receipts.add({self.id(name): [receipt(name, path) for path in paths]})

    def leave_out(self, name: str, count: int) -> None:
        self.receipts.add({self.id(name): [LeftOut(NOW, count)]})

    def id(self, name: str) -> str:
        record = self.deployments.find(name)
        assert record is not None
        return record.deployment.id


@pytest.fixture
def edge(backend: Backend) -> Iterator[Edge]:
    edge = Edge(backend.open())
    yield edge
    edge.database.close()


def receipt(name: str, path: str) -> Receipt:
    return Receipt(
        name, 1, NOW, "GET", path, 502, "trapped", None, "It divided by zero.", 20.5, 60.0, 30.0, 1234, 65536, 0, 300,
        trace=(Frame("divide", "main.c", 7), Frame("main")), calls=(CALL,), stderr="about to divide",
    )  # fmt: skip


async def deployed(client: httpx.AsyncClient, **more: Any) -> tuple[str, dict[str, Any]]:
    answer = await client.post("/api/deployments", json={"build": await built(client, PROGRAM), **more})
    return answer.json()["name"], bearer(answer.json()["token"])


async def events(client: httpx.AsyncClient, name: str, owner: dict[str, Any], after: str = "", **query: Any) -> Any:
    headers = {**owner["headers"], **({"Last-Event-ID": after} if after else {})}
    return await client.get(f"/api/deployments/{name}/events", params=query, headers=headers)


def events_of(response: httpx.Response) -> list[tuple[str, str, Any]]:
    """(id, event, data) of each."""
    blocks = [block for block in response.text.split("\n\n") if "data: " in block]
    fields = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(field["id"], field["event"], json.loads(field["data"])) for field in fields]


def paths(response: httpx.Response) -> list[str]:
    return [data["path"] for _, kind, data in events_of(response) if kind == "receipt"]


async def test_a_receipt_tells_all_that_is_known_of_a_request(serve: Serve, assembler: Assembler, edge: Edge) -> None:
    async with serve(assembler) as client:
        name, owner = await deployed(client)
        edge.answer(name, "/a?b=c")
        answer = await events(client, name, owner, live=False)
    assert answer.headers["content-type"].startswith("text/event-stream")
    [(number, kind, data)] = events_of(answer)
    assert (number, kind) == ("1", "receipt")
    assert data == {
        "deployment": name,
        "version": 1,
        "at": "2026-05-01T12:00:00.123456+00:00",
        "method": "GET",
        "path": "/a?b=c",
        "status": 502,
        "outcome": "trapped",
        "exit_code": None,
        "message": "It divided by zero.",
        "instantiate_us": 20.5,
        "total_us": 60.0,
        "cpu_us": 30.0,
        "fuel": 1234,
        "peak_memory": 65536,
        "bytes_in": 0,
        "bytes_out": 300,
        "hops": 0,
        "trace": [
            {"function": "divide", "file": "main.c", "line": 7},
            {"function": "main", "file": None, "line": None},
        ],
        "calls": [
            {
                "name": "fetch",
                "target": "http://api.test/",
                "outcome": "NOT_GRANTED",
                "wait_us": 3.5,
                "bytes_out": 0,
                "bytes_in": 0,
            }
        ],
        "stderr": "about to divide",
    }


async def test_who_comes_back_misses_nothing_and_sees_nothing_twice(
    serve: Serve, assembler: Assembler, edge: Edge
) -> None:
    async with serve(assembler) as client:
        name, owner = await deployed(client)
        other, _ = await deployed(client)
        edge.answer(name, *(f"/{number}" for number in range(1, 6)))
        first = await events(client, name, owner, live=False, last=3)
        assert paths(first) == ["/3", "/4", "/5"]
        edge.answer(other, "/not-yours")
        edge.answer(name, *(f"/{number}" for number in range(6, 300)))
        edge.leave_out(name, 7)
        number = events_of(first)[-1][0]
        second = await events(client, name, owner, after=number, live=False)
        assert paths(second) == [f"/{number}" for number in range(6, 300)]
        assert events_of(second)[-1][1:] == ("left-out", {"at": "2026-05-01T12:00:00.123456+00:00", "count": 7})
        assert paths(await events(client, name, owner, after=events_of(second)[-1][0], live=False)) == []
        assert paths(await events(client, name, owner, live=False, last=0)) == []


async def test_only_the_newest_are_kept(serve: Serve, assembler: Assembler, edge: Edge) -> None:
    async with serve(assembler) as client:
        name, owner = await deployed(client)
        other, its_owner = await deployed(client)
        edge.answer(other, "/old")
        for _ in range(3):
            edge.answer(name, *(f"/{number}" for number in range(KEPT)))
        edge.answer(name, "/last")
        told = paths(await events(client, name, owner, after="1", live=False))
        assert (len(told), told[0], told[-1]) == (KEPT, "/1", "/last")
        assert paths(await events(client, other, its_owner, live=False)) == ["/old"]


async def test_a_removed_deployment_leaves_no_receipts_to_the_next_of_its_name(
    serve: Serve, assembler: Assembler, edge: Edge
) -> None:
    async with serve(assembler) as client:
        name, owner = await deployed(client, name="my-page")
        former = edge.id(name)
        edge.answer(name, "/former")
        await client.delete(f"/api/deployments/{name}", **owner)
        name, owner = await deployed(client, name="my-page")
        edge.receipts.add({former: [receipt(name, "/too-late")]})
        edge.answer(name, "/present")
        assert paths(await events(client, name, owner, live=False)) == ["/present"]


async def test_only_its_owner_follows_a_deployment(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        name, owner = await deployed(client)
        _, its_owner = await deployed(client)
        assert (await events(client, name, its_owner, live=False)).status_code == 401
        assert (await client.get(f"/api/deployments/{name}/events")).status_code == 401
        assert (await events(client, "nobody-is-here", owner, live=False)).status_code == 404
        assert (await events(client, name, owner, live=False, last=501)).status_code == 422


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("followed")) as server:
        yield server


def put(server: Server) -> tuple[str, dict[str, Any]]:
    answer = server.client.post("/api/builds", json=C_PROGRAM, headers={"Prefer": "wait=30"})
    created = server.client.post("/api/deployments", json={"build": answer.json()["id"]}).json()
    return created["name"], bearer(created["token"])


def next_event(lines: Iterator[str]) -> dict[str, str]:
    """Its fields."""
    fields: dict[str, str] = {}
    for line in lines:
        if not line and "data" in fields:
            break
        name, _, value = line.partition(": ")
        fields[name] = value
    return fields


def test_a_follower_hears_of_requests_as_they_come_until_the_deployment_is_removed(server: Server) -> None:
    name, owner = put(server)
    edge = Edge(Database.open(server.data))
    edge.answer(name, "/before")
    with server.client.stream("GET", f"/api/deployments/{name}/events", **owner) as stream:
        lines = stream.iter_lines()
        assert '"/before"' in next_event(lines)["data"]
        for path in ("/during", "/later"):
            edge.answer(name, path)
            assert f'"{path}"' in next_event(lines)["data"]
        assert server.client.delete(f"/api/deployments/{name}", **owner).status_code == 204
        assert (end := next_event(lines))["event"] == "end"
        assert json.loads(end["data"]) == {"reason": "removed"}
        assert list(lines) == []
    edge.database.close()


def test_followers_have_a_limit_that_names_itself_and_places_are_given_back(server: Server) -> None:
    name, owner = put(server)
    address = f"/api/deployments/{name}/events"
    with ExitStack() as following:
        streams = [
            following.enter_context(server.client.stream("GET", address, **owner)).iter_lines()
            for _ in range(MOST_OF_ONE)
        ]
        assert {next(lines) for lines in streams} == {f": {name}"}
        refused = server.client.get(address, params={"live": False}, **owner)
        assert (refused.status_code, f"At most {MOST_OF_ONE}" in refused.json()["detail"]) == (503, True)
    deadline = time.monotonic() + 10
    while (answer := server.client.get(address, params={"live": False}, **owner)).status_code == 503:
        assert time.monotonic() < deadline
    assert answer.status_code == 200


def test_a_server_that_stops_does_not_wait_for_followers(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        name, owner = put(server)
        with server.client.stream("GET", f"/api/deployments/{name}/events", **owner) as stream:
            lines = stream.iter_lines()
            assert next(lines) == f": {name}"
            server.process.terminate()
            assert server.process.wait(5) == 0
