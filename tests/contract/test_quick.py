"""Checks and formats over HTTP."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.contract.conftest import Assembler, Serve
from tests.contract.process import serving

from wardian.model import Language
from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

WRONG = "(module"


def wat(text: str = "(module)", **more: str) -> dict[str, Any]:
    return {"language": "wat", "files": {"main.wat": text}, **more}


async def test_a_check_says_what_a_build_would_and_makes_nothing(serve: Serve, c: C) -> None:
    files = {"main.c": 'int main(void) {\n\tchar *s = "😀"; retrun 0;\n}\n'}
    async with serve(c) as client:
        answer = await client.post("/api/check", json={"language": "c", "files": files})
        built = await client.post(
            "/api/builds", json={"language": "c", "files": files, "profile": "debug"}, headers={"Prefer": "wait=30"}
        )
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    (found,) = answer.json()["diagnostics"]
    assert (found["line"], found["column"], found["end_column"]) == (2, 18, 24)
    assert found in built.json()["diagnostics"]


async def test_a_right_program_has_no_diagnostics(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        assert (await client.post("/api/check", json=wat())).json() == {"diagnostics": []}


async def test_the_same_project_is_checked_once(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        answers = [(await client.post("/api/check", json=wat(WRONG, editor=word))).json() for word in ("a", "b")]
    assert answers[0] == answers[1]
    assert len(assembler.compiled) == 1


async def test_a_check_that_a_limit_stopped_is_not_remembered(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        assembler.limit = "wall"
        await client.post("/api/check", json=wat(WRONG, editor="a"))
        assembler.limit = None
        answer = await client.post("/api/check", json=wat(WRONG, editor="b"))
    assert answer.json()["diagnostics"] != []
    assert len(assembler.compiled) == 2


async def test_of_the_checks_of_one_editor_the_newest_wins(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client, asyncio.TaskGroup() as group:
        older = group.create_task(client.post("/api/check", json=wat("(module) ;; 1", editor="a")))
        await assembler.started.wait()
        newer = group.create_task(client.post("/api/check", json=wat("(module) ;; 2", editor="a")))
        replaced = await older
        assembler.door.set()
        assert (await newer).status_code == 200
    assert replaced.status_code == 429
    assert replaced.json()["title"] == "Replaced by a newer check"
    assert replaced.headers["retry-after"] == "1"


async def test_two_editors_at_one_address_do_not_replace_each_other(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler) as client, asyncio.TaskGroup() as group:
        asked = [group.create_task(client.post("/api/check", json=wat(f"(module) ;; {n}", editor=n))) for n in "ab"]
        await assembler.started.wait()
        assembler.door.set()
    assert [task.result().status_code for task in asked] == [200, 200]


def test_a_client_that_goes_away_stops_its_compiler(tmp_path: Path, c: C) -> None:
    """Which would go on for as long as it may: each macro is ten times the one before."""
    macros = "".join(f"#define {after} {' '.join(before * 10)}\n" for before, after in pairwise("xABCDEFGHI"))
    name = f"{uuid4().hex}.c"
    bomb = {"language": "c", "files": {"main.c": "", name: f"{macros}int i = I;\n"}}
    with serving(tmp_path / "data") as server, httpx.Client(base_url=server.client.base_url, timeout=1) as impatient:
        with pytest.raises(httpx.ReadTimeout):
            impatient.post("/api/check", json=bomb)
        deadline = time.monotonic() + 1
        while running(name):
            assert time.monotonic() < deadline


def running(word: str) -> bool:
    """Whether a process has the word among its arguments."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if word.encode() in process.read_bytes():
                return True
    return False


async def test_checks_do_not_wait_for_builds(serve: Serve, assembler: Assembler, c: C) -> None:
    assembler.door.clear()
    program = {"language": "c", "files": {"main.c": "int main(void) { return 0; }\n"}}
    async with serve(assembler, c, build_workers=1) as client:
        await client.post("/api/builds", json=wat())
        await assembler.started.wait()
        answer = await client.post("/api/check", json=program)
        assembler.door.set()
    assert answer.json() == {"diagnostics": []}


async def test_when_too_many_wait_another_is_refused(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler, quick_workers=1, quick_size=1) as client, asyncio.TaskGroup() as group:
        asked = [group.create_task(client.post("/api/check", json=wat(f"(module) ;; {n}", editor=n))) for n in "abc"]
        refused = await next(asyncio.as_completed(asked))
        figures = (await client.get("/metrics")).text
        assembler.door.set()
    assert 'wardian_quick_refused_total{why="full"} 1.0' in figures
    assert "wardian_quick_running 1.0\n" in figures
    assert "wardian_quick_waiting 1.0\n" in figures
    assert refused.status_code == 503
    assert refused.json()["title"] == "Too many checks are waiting"
    assert refused.headers["retry-after"] == "1"
    assert sorted(task.result().status_code for task in asked) == [200, 200, 503]


async def test_a_language_that_is_not_installed_is_a_problem(serve: Serve) -> None:
    async with serve() as client:
        answer = await client.post("/api/check", json=wat())
    assert (answer.status_code, answer.json()["title"]) == (503, "Toolchain not installed")


async def test_formatting_answers_the_files_that_changed(serve: Serve) -> None:
    files = {"main.py": "print( 'a' )\n", "same.py": "x = 1\n", "assets/page.py": "x  =  1\n"}
    async with serve() as client:
        answer = await client.post("/api/format", json={"language": "python", "files": files})
    assert answer.status_code == 200
    assert answer.json() == {"files": {"main.py": 'print("a")\n'}, "diagnostics": []}


async def test_a_file_that_does_not_parse_stays_and_the_others_are_formatted(serve: Serve) -> None:
    files = {"main.py": "def f(:\n", "other.py": "x=1\n"}
    async with serve() as client:
        answer = (await client.post("/api/format", json={"language": "python", "files": files})).json()
    assert answer["files"] == {"other.py": "x = 1\n"}
    (found,) = answer["diagnostics"]
    assert (found["file"], found["line"], found["column"]) == ("main.py", 1, 7)


async def test_wat_has_no_formatter_and_the_answer_says_so(serve: Serve) -> None:
    async with serve() as client:
        answer = await client.post("/api/format", json=wat())
    assert answer.status_code == 422
    assert answer.json()["field"] == "/language"
    assert answer.json()["detail"] == "There is no formatter for WAT here."


@pytest.mark.parametrize("path", ["/api/check", "/api/format"])
async def test_a_project_must_be_one(serve: Serve, path: str) -> None:
    async with serve() as client:
        answer = await client.post(path, json={"language": Language.C, "files": {"../main.c": ""}})
    assert (answer.status_code, answer.json()["field"]) == (422, "/files/..~1main.c")
