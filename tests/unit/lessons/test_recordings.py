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
    escapes = json.loads((out / "escapes.json").read_text())
    return {attempt["name"]: attempt for attempt in escapes["attempts"]}


async def test_an_attempt_is_told_as_it_ended_natively_and_as_webassembly(tmp_path: Path) -> None:
    attempts = await recorded(tmp_path)
    assert set(attempts) == {program.name for program in of("escapes")}
    for attempt in attempts.values():
        wasmtime.Module(wasmtime.Engine(), (tmp_path / attempt["wasm"]["path"]).read_bytes())
        assert attempt["source"] == Program("escapes", attempt["name"]).text()
        assert attempt["machine"]["system"].startswith("Linux ")
        datetime.fromisoformat(attempt["date"])
    loop = attempts["loop-for-ever"]
    assert (loop["native"]["signal"], loop["native"]["limit"]) == ("SIGXCPU", "cpu")
    assert loop["native"]["wall_ms"] >= 2000
    assert loop["edge"]["outcome"] == "cpu_limit"
    wild = attempts["wrong-signature"]
    assert wild["native"]["exit_code"] == 0
    assert wild["edge"]["outcome"] == "trapped"
    past = attempts["read-past-the-end"]
    assert past["native"]["signal"] == "SIGSEGV"
    assert "correct horse" in past["native"]["stdout"]
    assert "correct horse" in past["edge"]["stdout"]


async def test_recording_again_runs_nothing(tmp_path: Path) -> None:
    first = await recorded(tmp_path / "first")
    assert await recorded(tmp_path / "second") == first


async def test_it_says_what_threads_did(tmp_path: Path) -> None:
    await recorded(tmp_path)
    threads = json.loads((tmp_path / "threads.json").read_text())
    assert {program["name"]: program["native"]["exit_code"] for program in threads["programs"]} == {
        program.name: 0 for program in of("threads")
    }


@pytest.mark.parametrize("name", ["../../../tests/unit/lessons", "../..", "/tmp"])
def test_no_other_program_can_be_named(name: str) -> None:
    with pytest.raises(ValueError, match="none of the lessons' programs"):
        Program("escapes", name)
