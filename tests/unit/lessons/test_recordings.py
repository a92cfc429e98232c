from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import wasmtime

from wardian.builds.limits import build_limits
from wardian.edge.limits import Limits
from wardian.lessons import recordings
from wardian.lessons.programs import Program, of
from wardian.settings import Settings
from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio


async def recorded(out: Path) -> dict[str, Any]:
    C().install(print)
    settings = Settings()
    await recordings.record(out, build_limits(settings), Limits.of(settings))
    recording: dict[str, Any] = json.loads((out / "escapes.json").read_text())
    return recording


async def test_an_attempt_is_told_as_it_ended_natively_and_as_webassembly(tmp_path: Path) -> None:
    recording = await recorded(tmp_path)
    datetime.fromisoformat(recording["date"])
    assert "Linux" in recording["machine"]
    attempts = recording["attempts"]
    assert set(attempts) == {program.name for program in of("escapes")}
    for name, attempt in attempts.items():
        wasmtime.Module(wasmtime.Engine(), (tmp_path / f"escapes/{name}.wasm").read_bytes())
        assert attempt["source"] == Program("escapes", name).text()
    loop, wild, past = (attempts[name] for name in ("loop-for-ever", "wrong-signature", "read-past-the-end"))
    assert (loop["signal"], loop["limit"], loop["edge"]["outcome"]) == ("SIGXCPU", "cpu", "cpu_limit")
    assert loop["wall_ms"] >= 1000 * recording["limits"]["native"]["cpu_s"]
    assert (wild["exit_code"], wild["edge"]["outcome"]) == (0, "trapped")
    assert (past["signal"], past["edge"]["outcome"]) == ("SIGSEGV", "trapped")
    assert "correct horse" in past["stdout"]
    assert "correct horse" in past["edge"]["stdout"]


async def test_pages_get_the_computations_as_modules(tmp_path: Path) -> None:
    await recorded(tmp_path)
    for program in of("kernels"):
        wasmtime.Module(wasmtime.Engine(), (tmp_path / f"kernels/{program.name}.wasm").read_bytes())


async def test_recording_again_runs_nothing(tmp_path: Path) -> None:
    first = await recorded(tmp_path / "first")
    assert await recorded(tmp_path / "second") == first


async def test_it_says_what_threads_did(tmp_path: Path) -> None:
    await recorded(tmp_path)
    threads = json.loads((tmp_path / "threads.json").read_text())
    assert {name: program["exit_code"] for name, program in threads["programs"].items()} == {
        program.name: 0 for program in of("threads")
    }


@pytest.mark.parametrize("name", ["../../../tests/unit/lessons", "../..", "/tmp"])
def test_no_other_program_can_be_named(name: str) -> None:
    with pytest.raises(ValueError, match="none of the lessons' programs"):
        Program("escapes", name)
