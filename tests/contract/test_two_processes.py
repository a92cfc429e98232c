"""Two servers on one data folder, as they are for a while when one takes over from the other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.contract.process import Server, exists, serving, until
from tests.contract.test_queue import ENDLESS, WAIT, returning

if TYPE_CHECKING:
    from wardian.toolchains.c import C


@contextmanager
def two(folder: Path) -> Iterator[tuple[Server, Server]]:
    with serving(folder / "data") as one, serving(folder / "data") as other:
        yield one, other


def told(server: Server, build: str, after: str = "") -> list[tuple[str, str]]:
    """(id, data) of each event up to the end."""
    text = server.client.get(f"/api/builds/{build}/events", headers={"Last-Event-ID": after}).text
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.split("\n\n") if block]
    return [(block["id"], block["data"]) for block in blocks if "id" in block]


def test_the_same_project_is_compiled_once_by_both_and_all_get_the_answer(tmp_path: Path, c: C) -> None:
    with two(tmp_path) as servers, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: servers[number % 2].build(returning(1), **WAIT), range(16)))
        builds = [answer.json() for answer in answers]
        assert {build["status"] for build in builds} == {"succeeded"}
        assert len({build["artifact"]["sha256"] for build in builds}) == 1
        assert sum(server.figure("wardian_builds_ended_total") for server in servers) == 1


def test_events_go_on_at_the_other_process_where_they_stopped(tmp_path: Path, c: C) -> None:
    with two(tmp_path) as (one, other):
        blocking = one.build(ENDLESS).json()["id"]
        build = one.build(returning(1)).json()["id"]
        with one.client.stream("GET", f"/api/builds/{build}/events") as stream:
            ids = (line.removeprefix("id: ") for line in stream.iter_lines() if line.startswith("id: "))
            seen = [next(ids), next(ids)]
        assert seen == ["1-queued", "1-position-1"]
        with ThreadPoolExecutor(1) as pool:
            rest = pool.submit(told, other, build, seen[-1])
            other.client.delete(f"/api/builds/{blocking}")
            assert [name for name, _ in rest.result(60)] == ["1-building", "1-log", "1-diagnostics", "1-done"]
        assert told(one, build) == told(other, build)


def test_a_build_is_cancelled_through_the_other_process(tmp_path: Path, c: C) -> None:
    with two(tmp_path) as (one, other):
        build = one.build(ENDLESS).json()["id"]
        until(lambda: bool(one.sandboxes()))
        sandboxes = one.sandboxes()
        assert other.client.delete(f"/api/builds/{build}").json()["status"] == "cancelled"
        until(lambda: not any(map(exists, sandboxes)))


def test_what_a_killed_process_was_building_is_built_by_the_other(tmp_path: Path, c: C) -> None:
    with two(tmp_path) as (one, other):
        one.build(ENDLESS)
        builds = [one.build(returning(number)).json()["id"] for number in range(3)]
        until(lambda: bool(one.sandboxes()))
        one.kill()
        for build in builds:
            done = other.client.get(f"/api/builds/{build}", headers=WAIT).json()
            assert done["status"] in ("succeeded", "queued"), done
        until(lambda: other.client.get(f"/api/builds/{builds[-1]}").json()["status"] == "succeeded", 60)
