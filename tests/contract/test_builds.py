"""Building through the API: what a client sees."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import obstore
import pytest
from tests.contract.process import until

from wardian.cli.control import services
from wardian.model import Language, Profile, Project, Status
from wardian.settings import Settings
from wardian.storage import engines

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

WAIT = {"Prefer": "wait=20"}
HELLO = '#include <stdio.h>\n#include "name.h"\nint main(void) { puts("Hello, " NAME); }\n'
MODULE = "(module (memory 1))"


def wat(text: str = MODULE) -> dict[str, Any]:
    return {"language": "wat", "files": {"main.wat": text}}


async def ended(client: httpx.AsyncClient, build: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.get(f"/api/builds/{build}", headers=WAIT)).json()
    return answer


def events_of(response: httpx.Response) -> list[tuple[str, str, Any]]:
    """(id, event, data) of each."""
    blocks = [block for block in response.text.split("\n\n") if block and not block.startswith(":")]
    fields = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(field["id"], field["event"], json.loads(field["data"])) for field in fields]


async def test_a_project_of_several_files_becomes_an_artifact(serve: Serve, c: C) -> None:
    body = {"language": "c", "profile": "debug", "files": {"main.c": HELLO, "name.h": '#define NAME "you"\n'}}
    async with serve(c) as client:
        answer = await client.post("/api/builds", json=body, headers=WAIT)
        build = answer.json()
        assert answer.status_code == 200
        assert answer.headers["preference-applied"] == "wait=20"
        assert (build["status"], build["profile"], build["cached"]) == ("succeeded", "debug", False)
        artifact = await client.get(build["artifact"]["url"])
        assert artifact.headers["content-type"] == "application/wasm"
        assert "immutable" in artifact.headers["cache-control"]
        assert artifact.content.startswith(b"\0asm")
        assert len(artifact.content) == build["artifact"]["size"]
        assert artifact.headers["content-encoding"] == "gzip"
        plain = await client.get(build["artifact"]["url"], headers={"Accept-Encoding": "gzip;q=0, identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == artifact.content
        again = await client.get(build["artifact"]["url"], headers={"If-None-Match": artifact.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        text = await client.get(build["artifact"]["url"].replace(".wasm", ".wat"))
        assert text.headers["content-type"] == "text/plain; charset=utf-8"
        assert text.text.startswith("(module")
        assert '(export "_start"' in text.text


async def test_a_program_embeds_bytes_that_are_no_text(serve: Serve, c: C) -> None:
    data = '#embed "x.bin"'
    main = f"const char x[] = {{\n{data}\n}};\n_Static_assert(sizeof x == 3);\nint main(void) {{ return x[2]; }}\n"
    async with serve(c) as client:
        for encoded, status in (("AAH/", "succeeded"), ("AAH//w==", "failed")):
            body = {"language": "c", "files": {"main.c": main}, "binary": {"x.bin": encoded}}
            build = (await client.post("/api/builds", json=body, headers=WAIT)).json()
            assert build["status"] == status, build["log"]


async def test_a_mistake_is_told_with_its_place(serve: Serve, c: C) -> None:
    body = {"language": "c", "files": {"main.c": "int main(void) {\n  /* 😀 */ return x;\n}\n"}}
    async with serve(c) as client:
        build = (await client.post("/api/builds", json=body, headers=WAIT)).json()
        assert (build["status"], build["artifact"]) == ("failed", None)
        (diagnostic,) = build["diagnostics"]
        assert (diagnostic["severity"], diagnostic["file"], diagnostic["line"]) == ("error", "main.c", 2)
        assert diagnostic["column"] == 19
        assert "error: " in build["log"]


async def test_a_compile_bomb_fails_with_its_limit_and_the_next_build_is_unharmed(serve: Serve, c: C) -> None:
    bomb = "#define A(x) x x x x x x x x x x\nint a[] = {A(A(A(A(A(A(A(A(1,))))))))};\nint main(void) {}\n"
    hello = {"language": "c", "files": {"main.c": HELLO, "name.h": '#define NAME "you"\n'}}
    async with serve(c, build_wall_s=3.0, build_cpu_s=2) as client:
        first, second = await asyncio.gather(
            client.post("/api/builds", json={"language": "c", "files": {"main.c": bomb}}, headers=WAIT),
            client.post("/api/builds", json=hello, headers=WAIT),
        )
        assert first.json()["status"] == "failed"
        codes = {diagnostic["code"] for diagnostic in first.json()["diagnostics"]}
        assert codes & {"limit-memory", "limit-cpu", "limit-wall"}
        assert second.json()["status"] == "succeeded"
        third = await client.post("/api/builds", json={**hello, "profile": "debug"}, headers=WAIT)
        assert third.json()["status"] == "succeeded"


async def test_the_same_project_is_compiled_once_however_many_ask(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client:
        answers = await asyncio.gather(*(client.post("/api/builds", json=wat()) for _ in range(20)))
        assert {answer.status_code for answer in answers} == {202}
        (build,) = {answer.json()["id"] for answer in answers}
        assert {answer.headers["location"] for answer in answers} == {f"/api/builds/{build}"}
        assembler.door.set()
        assert (await ended(client, build))["status"] == "succeeded"
        cached = await client.post("/api/builds", json=wat())
        assert (cached.status_code, cached.json()["cached"]) == (200, True)
        other = await client.post("/api/builds", json={**wat(), "profile": "debug"}, headers=WAIT)
        assert other.json()["id"] != build
    assert len(assembler.compiled) == 2


async def test_a_failed_build_is_remembered_too(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        for cached in (False, True):
            build = (await client.post("/api/builds", json=wat("(nodule)"), headers=WAIT)).json()
            assert (build["status"], build["cached"]) == ("failed", cached)


async def test_what_a_limit_stopped_is_built_anew(serve: Serve, assembler: Assembler) -> None:
    assembler.limit = "wall"
    async with serve(assembler) as client:
        assert (await client.post("/api/builds", json=wat(), headers=WAIT)).json()["status"] == "failed"
        assembler.limit = None
        assert (await client.post("/api/builds", json=wat(), headers=WAIT)).json()["status"] == "succeeded"


async def test_a_lost_artifact_is_made_again(serve: Serve, assembler: Assembler, backend: Backend) -> None:
    async with serve(assembler) as client:
        build = (await client.post("/api/builds", json=wat(), headers=WAIT)).json()
        (path,) = (item["path"] for chunk in obstore.list(backend.objects()) for item in chunk)
        obstore.delete(backend.objects(), path)
        again = (await client.post("/api/builds", json=wat(), headers=WAIT)).json()
        assert (again["id"], again["cached"]) == (build["id"], False)
        assert (await client.get(build["artifact"]["url"])).is_success


async def test_positions_are_told_and_one_too_many_is_refused(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler, build_workers=1, queue_size=2) as client:
        names = [f"(module (memory {pages}))" for pages in range(1, 5)]
        first = (await client.post("/api/builds", json=wat(names[0]))).json()
        await assembler.started.wait()
        assert (await client.get(f"/api/builds/{first['id']}")).json()["status"] == "building"
        waiting = [(await client.post("/api/builds", json=wat(name))).json() for name in names[1:3]]
        assert [build["position"] for build in waiting] == [1, 2]
        refused = await client.post("/api/builds", json=wat(names[3]))
        assert refused.status_code == 503
        assert refused.json()["title"] == "Too many builds are waiting"
        assert int(refused.headers["retry-after"]) > 0
        joined = await client.post("/api/builds", json=wat(names[2]))
        assert (joined.status_code, joined.json()["position"]) == (202, 2)
        cancelled = await client.delete(f"/api/builds/{waiting[0]['id']}")
        assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
        assert (await client.get(f"/api/builds/{waiting[1]['id']}")).json()["position"] == 1
        assembler.door.set()
        assert (await ended(client, waiting[1]["id"]))["status"] == "succeeded"
        assert (await ended(client, waiting[0]["id"]))["status"] == "cancelled"


async def test_a_running_build_can_be_cancelled_and_asked_for_again(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client:
        build = (await client.post("/api/builds", json=wat())).json()["id"]
        follower = asyncio.create_task(client.get(f"/api/builds/{build}/events"))
        waiter = asyncio.create_task(client.get(f"/api/builds/{build}", headers=WAIT))
        await assembler.started.wait()
        assert (await client.delete(f"/api/builds/{build}")).json()["status"] == "cancelled"
        assert (await waiter).json()["status"] == "cancelled"
        assert events_of(await follower)[-1][2]["status"] == "cancelled"
        assembler.door.set()
        assert (await client.post("/api/builds", json=wat(), headers=WAIT)).json()["status"] == "succeeded"


async def test_a_wait_ends_in_time_without_the_build(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client:
        answer = await client.post("/api/builds", json=wat(), headers={"Prefer": "respond-async, wait=0"})
        assert answer.status_code == 202
        assert answer.headers["preference-applied"] == "wait=0"


async def test_events_tell_the_whole_story_and_can_be_resumed(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client:
        build = (await client.post("/api/builds", json=wat())).json()["id"]
        address = f"/api/builds/{build}/events"
        follower = asyncio.create_task(client.get(address))
        await assembler.started.wait()
        assembler.door.set()
        live = events_of(await follower)
        kinds = [event for _, event, _ in live if event != "position"]
        assert kinds == ["stage", "stage", "log", "diagnostics", "done"]
        assert [data for _, event, data in live if event == "stage"] == [{"stage": "queued"}, {"stage": "building"}]
        assert live[-3][2] == {"log": "assembled\n"}
        assert live[-1][2] == await ended(client, build)
        later = events_of(await client.get(address))
        assert later == [event for event in live if event[1] != "position"]
        for number, (last, _, _) in enumerate(later[:-1], 1):
            assert events_of(await client.get(address, headers={"Last-Event-ID": last})) == later[number:]
        assert (await client.get(address, headers={"Last-Event-ID": later[-1][0]})).status_code == 204


@pytest.mark.parametrize("last", ["", "-", "9-done", "1-nothing", "x" * 5000, "1-position-" + "9" * 500, "\u0661-done"])
async def test_an_event_id_that_no_event_has_means_from_the_start(
    serve: Serve, assembler: Assembler, last: str
) -> None:
    async with serve(assembler) as client:
        build = (await client.post("/api/builds", json=wat(), headers=WAIT)).json()["id"]
        address = f"/api/builds/{build}/events"
        whole = events_of(await client.get(address))
        assert events_of(await client.get(address, headers={b"Last-Event-ID": last.encode()})) == whole


async def test_builds_and_shares_survive_a_restart(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        build = (await client.post("/api/builds", json=wat(), headers=WAIT)).json()
        share = (await client.post("/api/shares", json=wat())).json()
    async with serve(assembler) as client:
        assert (await client.get(f"/api/builds/{build['id']}")).json() == build
        assert (await client.get(build["artifact"]["url"])).is_success
        assert (await client.get(f"/api/shares/{share['id']}")).json() == share
    assert len(assembler.compiled) == 1


async def test_what_was_being_built_at_a_restart_is_built_after_it(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler, build_workers=1) as client:
        names = [f"(module (memory {pages}))" for pages in range(1, 4)]
        builds = [(await client.post("/api/builds", json=wat(name))).json()["id"] for name in names]
    assembler.door.set()
    async with serve(assembler, build_workers=1) as client:
        assert [(await ended(client, build))["status"] for build in builds] == ["succeeded"] * 3


async def test_a_toolchain_that_breaks_fails_its_build_and_no_other(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler, build_workers=1) as client:
        assembler.broken = True
        broken = (await client.post("/api/builds", json=wat(), headers=WAIT)).json()
        assembler.broken = False
        assert broken["status"] == "failed"
        assert "Build again" in broken["diagnostics"][0]["message"]
        assert (await client.post("/api/builds", json=wat(), headers=WAIT)).json()["status"] == "succeeded"


@pytest.mark.parametrize("backend", ["one-machine"], indirect=True)
async def test_builds_go_on_after_the_database_was_locked(
    serve: Serve,
    assembler: Assembler,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What came of the first build cannot be written, and is not lost."""
    monkeypatch.setattr(engines, "_BUSY_MS", 50)
    assembler.door.clear()
    async with serve(assembler, build_workers=1) as client:
        first = (await client.post("/api/builds", json=wat("(module) ;; 1"))).json()["id"]
        await assembler.started.wait()
        with closing(sqlite3.connect(tmp_path / "data/wardian.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assembler.door.set()
            await asyncio.to_thread(until, lambda: caplog.text.count("is asked again") >= 2)
            other.execute("ROLLBACK")
        assert (await ended(client, first))["status"] == "succeeded"
        again = await client.post("/api/builds", json=wat("(module) ;; 2"), headers=WAIT)
    assert again.json()["status"] == "succeeded"
    assert assembler.compiled == ["(module) ;; 1", "(module) ;; 2"]


async def test_who_waits_for_a_build_that_ends_meanwhile_gets_it_ended(tmp_path: Path, assembler: Assembler) -> None:
    builds = services(Settings(data=tmp_path), {Language.WAT: assembler}).builds
    await builds.start()
    asked = await builds.submit(Project(Language.WAT, {"main.wat": MODULE}), Profile.RELEASE, "")
    assert (await builds.wait(asked.id, 20)).status is Status.SUCCEEDED
    assert (await builds.wait(asked.id, 20)).status is Status.SUCCEEDED
    await builds.stop()
