"""Web processes and workers, each with a data folder of its own, on one PostgreSQL database and one S3 bucket."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Any

import pytest
from tests import postgresql, s3
from tests.contract.nodes import Node, nodes, on
from tests.contract.process import Server, exists, until
from tests.contract.test_queue import ENDLESS, PROXY, WAIT, of, returning
from tests.contract.test_two_processes import told
from tests.postgresql import PostgreSQL

from wardian.storage import keys

if TYPE_CHECKING:
    from wardian.toolchains.c import C

LEASE_S = 1.5
SLOW = "".join(f"int f{n}(int x) {{ return x / {n + 2}; }}\n" for n in range(4000)) + returning(0)
"""Keeps the compiler busy for a second."""


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    """This module's own server, which a test stops."""
    with postgresql.running() as server:
        yield server


@pytest.fixture
def node(tmp_path: Path, database: PostgreSQL, s3_server: s3.S3) -> Node:
    """Starts a node of the given role."""
    given = {"build_lease_s": LEASE_S, "build_wall_s": 120.0, "build_cpu_s": 60, "trusted_proxies": PROXY}
    return on(tmp_path, database, s3_server, **given)


def look(server: Server, build: str, **headers: str) -> Any:
    return server.client.get(f"/api/builds/{build}", headers=headers).json()


def test_what_one_node_was_asked_for_a_worker_builds_and_every_node_tells(node: Node, c: C) -> None:
    with nodes(node, "web", "web", "worker") as (one, other, worker):
        done = one.build(returning(1), **WAIT).json()
        assert done["status"] == "succeeded"
        assert other.build(returning(1)).json()["cached"] is True
        assert other.client.get(done["artifact"]["url"]).content.startswith(b"\0asm")
        assert told(one, done["id"]) == told(other, done["id"])
        assert worker.figure("wardian_builds_ended_total") == 1
        assert one.sandboxes() == set()


def test_the_same_project_is_compiled_once_however_many_nodes_ask(node: Node, c: C) -> None:
    with nodes(node, "web", "web", "worker", "worker") as (one, other, first, second), ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: (one, other)[number % 2].build(returning(1), **WAIT), range(16)))
        assert {answer.json()["status"] for answer in answers} == {"succeeded"}
        assert sum(worker.figure("wardian_builds_ended_total") for worker in (first, second)) == 1


def test_events_go_on_at_another_node_where_they_stopped_while_the_compiler_speaks(node: Node, c: C) -> None:
    files = {f"{name}.c": f"int {name}(void) {{ return missing_{name}; }}\n" for name in "ab"} | {"main.c": ENDLESS}
    with nodes(node, "web", "web", "worker") as (one, other, _):
        build = one.client.post("/api/builds", json={"language": "c", "files": files}).json()["id"]
        first = _live(one, build, None, r"1-said-\d+-1")
        second = _live(other, build, first[-1], r"1-said-\d+-2")
        assert first[:1] == ["1-queued"]
        assert not set(first) & set(second)
        assert "1-building" in first
        assert {"1-queued", "1-building"}.isdisjoint(second)
        assert second[-1].startswith("1-said-")
        assert look(other, build)["status"] == "building"
        other.client.delete(f"/api/builds/{build}")


def test_a_build_is_cancelled_through_another_node_and_its_compiler_ends(node: Node, c: C) -> None:
    with nodes(node, "web", "web", "worker") as (one, other, worker):
        running = one.build(ENDLESS).json()["id"]
        until(lambda: bool(worker.sandboxes()))
        waiting = one.build(returning(1), **of("192.0.2.1")).json()
        assert waiting["position"] == 1
        sandboxes = worker.sandboxes()
        assert other.client.delete(f"/api/builds/{running}").json()["status"] == "cancelled"
        until(lambda: not any(map(exists, sandboxes)), 5)
        assert look(other, waiting["id"], **WAIT)["status"] == "succeeded"
        again = one.build(returning(2), **WAIT).json()
        assert again["status"] == "succeeded"


def test_what_a_killed_worker_was_building_another_builds_within_the_lease(node: Node, c: C) -> None:
    with nodes(node, "web", "worker", "worker") as (web, *workers):
        build = web.build(ENDLESS).json()["id"]
        until(lambda: any(worker.sandboxes() for worker in workers))
        killed, other = sorted(workers, key=lambda worker: not worker.sandboxes())
        killed.kill()
        until(lambda: bool(other.sandboxes()), 2 * LEASE_S + 5)
        assert _live(web, build, None, "2-building")[-1] == "2-building"
        web.client.delete(f"/api/builds/{build}")
        assert web.build(returning(1), **WAIT).json()["status"] == "succeeded"


def test_a_build_that_three_workers_die_of_fails_and_says_so(node: Node, c: C) -> None:
    with node("web") as web:
        build = web.build(ENDLESS).json()["id"]
        for _ in range(3):
            with node("worker") as worker:
                until(partial(_builds, worker), 4 * LEASE_S + 10)
                worker.kill()
        with node("worker"):
            done = look(web, build, **WAIT)
            assert done["status"] == "failed"
            assert "stopped 3 times" in done["diagnostics"][0]["message"]
            assert web.build(returning(1), **WAIT).json()["status"] == "succeeded"


def test_a_worker_that_was_taken_for_dead_publishes_nothing(node: Node, c: C) -> None:
    with nodes(node, "web", "worker") as (web, paused):
        build = web.build(SLOW).json()["id"]
        until(lambda: bool(paused.sandboxes()))
        everything = {paused.process.pid} | paused.descendants()
        for pid in everything:
            os.kill(pid, signal.SIGSTOP)
        with node("worker"):
            until(lambda: look(web, build)["status"] == "succeeded", 60)
            done, events = look(web, build), told(web, build)
        for pid in everything:
            os.kill(pid, signal.SIGCONT)
        until(lambda: paused.figure("wardian_builds_ended_total") == 1, 60)
        until(lambda: paused.figure("wardian_builds_running") == 0)
        assert (look(web, build), told(web, build)) == (done, events)
        assert events[-1][0] == "2-done"
        assert web.build(returning(1), **WAIT).json()["status"] == "succeeded"


def test_a_worker_that_is_told_to_end_ends_its_build_first(node: Node, c: C) -> None:
    with nodes(node, "web", "worker") as (web, worker):
        build = web.build(SLOW).json()["id"]
        until(lambda: bool(worker.sandboxes()))
        worker.process.terminate()
        assert worker.process.wait(30) == 0
        assert look(web, build)["status"] == "succeeded"
        assert told(web, build)[-1][0] == "1-done"


def test_a_pause_of_the_database_loses_nothing_and_needs_no_hand(node: Node, c: C, database: PostgreSQL) -> None:
    with nodes(node, "web", "worker") as (web, worker), ThreadPoolExecutor(1) as pool:
        build = web.build(SLOW).json()["id"]
        waiting = web.build(returning(1)).json()["id"]
        until(lambda: bool(worker.sandboxes()))
        done = pool.submit(look, web, build, **WAIT)
        database.stop()
        refused = web.build(returning(2))
        assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
        assert int(refused.headers["retry-after"]) > 0
        assert web.client.get("/readyz").status_code == 503
        assert web.client.get("/healthz").status_code == 200
        until(lambda: not worker.sandboxes(), 60)
        database.start()
        for each in (build, waiting):
            until(partial(_succeeded, web, each), 60)
        held = done.result(60)
        assert held["status"] == 503 or held["id"] == build
        assert web.build(returning(3), **WAIT).json()["status"] == "succeeded"
        assert told(web, build)[-1][0] in ("1-done", "2-done")


def test_an_hours_builds_are_those_of_all_nodes_and_an_outage_forgets_none(
    node: Node, c: C, database: PostgreSQL
) -> None:
    alike = partial(node, "web", signing_keys=keys.new(), build_hour=2)
    with alike() as one, alike() as other, node("worker"):
        anna, bert = of("192.0.2.1"), of("192.0.2.2")
        assert one.build(returning(1), **WAIT, **anna).json()["status"] == "succeeded"
        database.stop()
        assert other.build(returning(2), **anna).status_code == 503
        database.start()
        until(lambda: other.build(returning(2), **anna).status_code == 202)
        for server in (one, other):
            refused = server.build(returning(3), **anna)
            assert (refused.status_code, refused.json()["title"]) == (429, "Quota reached")
        assert one.build(returning(3), **bert).status_code == 202


def test_clients_of_several_nodes_take_turns_in_one_queue(node: Node, c: C) -> None:
    with nodes(node, "web", "web") as (one, other):
        many = [one.build(returning(n), **of("192.0.2.1")).json()["id"] for n in range(6)]
        new = other.build(returning(99), **of("192.0.2.2")).json()
        assert new["position"] == 2
        assert [look(other, build)["position"] for build in many] == [1, 3, 4, 5, 6, 7]


def test_a_full_queue_is_full_for_every_node(node: Node, c: C) -> None:
    with node("web", queue_size=3) as one, node("web", queue_size=3) as other:
        for number in range(3):
            assert one.build(returning(number), **of(f"192.0.2.{number}")).status_code == 202
        refused = other.build(returning(9), **of("192.0.2.9"))
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0


def test_a_worker_tells_how_it_is(node: Node, c: C) -> None:
    with node("worker") as worker:
        assert worker.client.get("/healthz").text == "ok\n"
        assert worker.client.get("/readyz").text == "ready\n"
        assert worker.figure("wardian_builds_running") == 0
        assert worker.client.get("/api/config").status_code == 404


def _succeeded(server: Server, build: str) -> bool:
    return bool(look(server, build).get("status") == "succeeded")


def _builds(worker: Server) -> bool:
    return bool(worker.sandboxes())


def _live(server: Server, build: str, last: str | None, until_id: str) -> list[str]:
    """The ids of the events after `last`, until there is one like that."""
    ids: list[str] = []
    headers = {} if last is None else {"Last-Event-ID": last}
    with server.client.stream("GET", f"/api/builds/{build}/events", headers=headers) as stream:
        for line in stream.iter_lines():
            if line.startswith("id: "):
                ids.append(line.removeprefix("id: "))
                if fullmatch(until_id, ids[-1]):
                    return ids
    return ids
