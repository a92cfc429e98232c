"""The queue of a real server: turns, places, and what happens when nobody wants a build any longer."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.contract.process import Server, exists, serving, until

if TYPE_CHECKING:
    from wardian.toolchains.c import C

ENDLESS = '__asm__(".rept 1000000000000\\n.endr");\nint main(void) {}\n'
"""Keeps the assembler busy, and needs no memory, until the limit of CPU time stops it."""

WAIT = {"Prefer": "wait=30"}
PROXY = (ip_network("127.0.0.1"),)


def returning(number: int) -> str:
    return f"int main(void) {{ return {number}; }}\n"


def of(client: str) -> dict[str, str]:
    """The header with which the proxy in front says who asks."""
    return {"X-Forwarded-For": client}


def status(server: Server, build: str) -> Any:
    return server.client.get(f"/api/builds/{build}").json()["status"]


def test_one_build_is_put_off_by_no_more_than_one_of_somebodys_thirty(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data", trusted_proxies=PROXY) as server:
        server.build(returning(0), **WAIT)
        many = [server.build(returning(n), **of("192.0.2.1")).json()["id"] for n in range(1, 31)]
        ended_before = server.figure("wardian_builds_ended_total")
        one = server.build(returning(99), **of("192.0.2.2")).json()
        assert one["position"] == 1
        assert one["wait"] is not None
        positions = [server.client.get(f"/api/builds/{build}").json()["position"] for build in many[-2:]]
        assert positions == sorted(positions)
        done = server.client.get(f"/api/builds/{one['id']}", headers=WAIT).json()
        ended = server.figure("wardian_builds_ended_total")
        assert done["status"] == "succeeded"
        assert ended - ended_before <= 4
        assert status(server, many[-1]) == "queued"


def test_a_deleted_build_has_no_process_left_when_the_answer_comes(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data") as server:
        running = server.build(ENDLESS).json()["id"]
        waiting = server.build(returning(1)).json()["id"]
        until(lambda: bool(server.sandboxes()))
        assert server.client.delete(f"/api/builds/{waiting}").json()["status"] == "cancelled"
        sandboxes = server.sandboxes()
        assert sandboxes
        assert server.client.delete(f"/api/builds/{running}").json()["status"] == "cancelled"
        assert not any(map(exists, sandboxes))
        assert server.sandboxes() == set()
        assert server.build(returning(1), **WAIT).json()["status"] == "succeeded"


def test_nobody_cancels_what_others_asked_for(tmp_path: Path, c: C) -> None:
    first, second, stranger = of("192.0.2.1"), of("192.0.2.2"), of("2001:db8::1")
    with serving(tmp_path / "data", trusted_proxies=PROXY) as server:
        build = server.build(ENDLESS, **first).json()["id"]
        assert server.build(ENDLESS, **second).json()["id"] == build
        address = f"/api/builds/{build}"
        assert server.client.delete(address, headers=stranger).json()["status"] in ("queued", "building")
        assert server.client.delete(address, headers=first).json()["status"] in ("queued", "building")
        assert server.client.delete(address, headers=first).json()["status"] in ("queued", "building")
        assert server.client.delete(address, headers=second).json()["status"] == "cancelled"


def test_a_client_that_goes_away_while_it_waits_leaves_its_place(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data") as server:
        polled = server.build(ENDLESS).json()["id"]
        hung = _ask_and_hang(server, returning(1))
        joined = _ask_and_hang(server, returning(2))
        until(lambda: server.figure("wardian_builds_waiting") == 2)
        acknowledged = server.build(returning(2)).json()["id"]
        hung.close()
        joined.close()
        until(lambda: server.figure("wardian_builds_waiting") == 1)
        assert status(server, acknowledged) == "queued"
        assert status(server, polled) == "building"


def test_a_compiler_nobody_waits_for_is_killed(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data") as server:
        connection = _ask_and_hang(server, ENDLESS)
        until(lambda: bool(server.sandboxes()))
        sandboxes = server.sandboxes()
        connection.close()
        until(lambda: not any(map(exists, sandboxes)), 2)
        until(lambda: server.figure("wardian_builds_running") == 0, 2)


def test_a_client_over_its_rate_is_refused_and_still_gets_what_was_built(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data", build_rate=2, trusted_proxies=PROXY) as server:
        for number in (1, 2):
            assert server.build(returning(number), **WAIT, **of("192.0.2.1")).json()["status"] == "succeeded"
        refused = server.build(returning(3), **of("192.0.2.1"))
        assert (refused.status_code, refused.json()["title"]) == (429, "Too many builds in a minute")
        assert 0 < int(refused.headers["retry-after"]) <= 30
        assert server.build(returning(1), **of("192.0.2.1")).json()["cached"] is True
        assert server.build(returning(3), **of("192.0.2.2")).status_code == 202


def test_an_answer_from_an_earlier_build_starts_no_process(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data") as server:
        server.build(returning(1), **WAIT)
        until(lambda: not server.sandboxes())
        before = server.faults_of_children()
        for _ in range(5):
            assert server.build(returning(1)).json()["cached"] is True
        assert server.sandboxes() == set()
        assert server.faults_of_children() == before
        assert server.build(returning(2), **WAIT).json()["cached"] is False
        assert server.faults_of_children() > before


def test_a_full_queue_answers_at_once(tmp_path: Path, c: C) -> None:
    with serving(tmp_path / "data", queue_size=3) as server:
        server.build(ENDLESS)
        until(lambda: server.figure("wardian_builds_running") == 1)
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda n: server.build(returning(n), **WAIT).status_code, range(10)))
        assert answers.count(503) == 7
        assert set(answers) <= {200, 202, 503}


def _ask_and_hang(server: Server, text: str) -> socket.socket:
    """A client that waits for its answer."""
    request = server.client.build_request(
        "POST", "/api/builds", json={"language": "c", "files": {"main.c": text}}, headers=WAIT
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    connection = socket.create_connection((request.url.host, request.url.port or 80))
    connection.sendall(f"POST {request.url.path} HTTP/1.1\r\n{head}\r\n".encode() + request.read())
    return connection
