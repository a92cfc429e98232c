"""Edges on machines of their own: each has its own data folder, all have one PostgreSQL database and one S3 bucket."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests import postgresql
from tests.contract.nodes import Node, nodes, on
from tests.contract.process import Server, until
from tests.contract.test_queue import WAIT
from tests.postgresql import PostgreSQL

from wardian.storage import keys

if TYPE_CHECKING:
    from tests.s3 import S3

    from wardian.toolchains.c import C

VISITORS, SWAPS = 4, 5


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    """This module's own server, which a test stops."""
    with postgresql.running() as server:
        yield server


@pytest.fixture
def node(tmp_path: Path, database: PostgreSQL, s3_server: S3) -> Node:
    return on(tmp_path, database, s3_server, signing_keys=keys.new(), edge_workers=1)


class Fern:
    """A deployment that says its version."""

    def __init__(self, web: Server) -> None:
        answer = web.client.post("/api/deployments", json={"name": "fern", "build": built(web, 1)})
        assert answer.status_code == 201, answer.text
        self._mine = {"Authorization": f"Bearer {answer.json()['token']}"}

    def change(self, web: Server, version: int) -> None:
        answer = web.client.put("/api/deployments/fern", json={"build": built(web, version)}, headers=self._mine)
        assert answer.status_code == 200, answer.text

    def remove(self, web: Server) -> None:
        assert web.client.delete("/api/deployments/fern", headers=self._mine).status_code == 204


def built(web: Server, version: int) -> str:
    text = f'#include <stdio.h>\nint main(void) {{ puts("Content-Type: text/plain\\n\\nversion {version}"); }}\n'
    build: dict[str, str] = web.build(text, **WAIT).json()
    assert build["status"] == "succeeded"
    return build["id"]


def ask(edge: Server, name: str = "fern") -> httpx.Response:
    return edge.client.get("/", headers={"host": f"{name}.localhost"})


def served(edge: Server) -> str:
    answer = ask(edge)
    assert answer.status_code == 200, answer.text
    return answer.text.strip()


def ready(edge: Server) -> tuple[int, str]:
    answer = edge.client.get("/readyz")
    return answer.status_code, answer.text


def test_once_a_change_is_acknowledged_every_edge_answers_so(node: Node, c: C) -> None:
    with nodes(node, "web", "web", "worker", "edge", "edge") as (one, other, _, *edges):
        fern = Fern(one)
        assert [served(edge) for edge in edges] == ["version 1"] * 2
        fern.change(other, 2)
        assert [served(edge) for edge in edges] == ["version 2"] * 2
        fern.remove(one)
        assert [ask(edge).status_code for edge in edges] == [404] * 2


def test_no_visitor_of_any_edge_meets_an_error_while_a_deployment_is_changed(node: Node, c: C) -> None:
    changed, done = 1, Event()

    def visit(edge: Server) -> set[str]:
        met = set()
        while not done.is_set():
            least = changed
            met.add(served(edge))
            assert min(int(version.split()[1]) for version in met if version == max(met)) >= least
        return met

    with nodes(node, "web", "worker", "edge", "edge") as (web, _, *edges), ThreadPoolExecutor(VISITORS) as pool:
        fern = Fern(web)
        visitors = [pool.submit(visit, edges[number % 2]) for number in range(VISITORS)]
        try:
            for version in range(2, SWAPS + 2):
                fern.change(web, version)
                changed = version
        finally:
            done.set()
        for visitor in visitors:
            assert "version 3" in visitor.result()


def test_machine_code_that_a_node_has_not_is_made_again(node: Node, c: C, tmp_path: Path) -> None:
    kept = tmp_path / "edge" / "data"
    with nodes(node, "web", "worker") as (web, _):
        Fern(web)
        for _ in range(2):
            with node("edge", data=kept) as edge:
                assert served(edge) == "version 1"
            [module] = kept.glob("modules/*/*.cwasm")
            module.unlink()
        module.write_bytes(b"of another processor, or half of it")
        with node("edge", data=kept) as edge:
            assert served(edge) == "version 1"


def test_an_edge_that_lost_the_database_serves_what_it_knows_and_says_so(
    node: Node, c: C, database: PostgreSQL
) -> None:
    with nodes(node, "web", "worker", "edge", "edge") as (web, _, edge, idle):
        fern = Fern(web)
        assert served(edge) == "version 1"
        assert ready(edge) == (200, "ok\n")
        database.stop()
        assert [served(edge) for _ in range(3)] == ["version 1"] * 3
        for each in (edge, idle):
            status, text = ready(each)
            assert (status, "without the database" in text) == (200, True)
        unknown = ask(idle)
        assert (unknown.status_code, int(unknown.headers["retry-after"]) > 0) == (503, True)
        database.start()
        for each in (edge, idle):
            until(partial(_has_its_database, each))
        fern.change(web, 2)
        assert [served(each) for each in (edge, idle)] == ["version 2"] * 2


def _has_its_database(edge: Server) -> Any:
    return ready(edge) == (200, "ok\n")
