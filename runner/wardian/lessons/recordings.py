"""What the lessons' own programs do natively, in the sandbox: recorded once, since no reader's program may do so."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wardian import digest
from wardian.edge.limits import Limits as EdgeLimits
from wardian.files import written_whole
from wardian.lessons import kept, machine, native, programs
from wardian.lessons.programs import Program
from wardian.lessons.sealed import Sealed, module, sealed
from wardian.sandbox import Limits, Result, run
from wardian.toolchains import interpreter
from wardian.toolchains.c import C
from wardian.units import KIB, MIB

FOLDER = Path("assets/recordings")
_OPTIMISATION = "-O1"
_LIMITS = Limits(wall_s=10, cpu_s=2, memory=256 * MIB, output=64 * KIB, log=64 * KIB)
_REVISION = 1
"""Raise it when what is recorded of a program changes."""


async def record(out: Path, build_limits: Limits, edge_limits: EdgeLimits) -> int:
    """Write `escapes.json`, `escapes/<attempt>.wasm` and `threads.json` into the folder `out`: so many recordings.

    Raises ToolchainMissing, NoSandbox.
    """
    with sealed(edge_limits) as runtime:
        attempts = [
            await _attempt(program, runtime, build_limits, edge_limits, out) for program in programs.of("escapes")
        ]
    threads = [await _script(program) for program in programs.of("threads")]
    _write(out / "escapes.json", {"limits": _limits(edge_limits), "attempts": attempts})
    _write(out / "threads.json", {"limits": _limits(edge_limits), "programs": threads})
    return len(attempts) + len(threads)


async def _attempt(
    program: Program, runtime: Sealed, build_limits: Limits, edge_limits: EdgeLimits, out: Path
) -> dict[str, Any]:
    wasm = await module(program, build_limits)
    path = out / program.group / f"{program.name}.wasm"
    with written_whole(path) as unfinished:
        unfinished.write_bytes(wasm)
    found = _kept(program, C().fingerprint(), runtime.core.fingerprint, repr(edge_limits))
    if not found.exists():
        result = await native.run_in_sandbox(program, _OPTIMISATION, _LIMITS)
        compiled = f"{native.compiler()} {_OPTIMISATION} for {native.target()}"
        recording = _recording(program, native=_ended(result), compiler=compiled, edge=_on_the_edge(runtime, wasm))
        kept.keep(found, json.dumps(recording).encode())
    return {**json.loads(found.read_bytes()), "wasm": {"path": f"{program.group}/{path.name}", "size": len(wasm)}}


async def _script(program: Program) -> dict[str, Any]:
    found = _kept(program)
    if not found.exists():
        result = await run(interpreter.job(program.path, replace(_LIMITS, cpu_s=10)))
        kept.keep(found, json.dumps(_recording(program, native=_ended(result))).encode())
    value: dict[str, Any] = json.loads(found.read_bytes())
    return value


def _kept(program: Program, *more: str) -> Path:
    """The recording's place. Its name changes with the program, the compilers, the limits and the machine."""
    parts = (str(_REVISION), program.text(), native.compiler(), repr(_LIMITS), repr(machine.describe()), *more)
    return kept.path("recordings", f"{digest.of_bytes(chr(0).join(parts).encode())}.json")


def _recording(program: Program, **what: Any) -> dict[str, Any]:
    return {
        "name": program.name,
        "source": program.text(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": asdict(machine.describe()),
        **what,
    }


def _ended(result: Result) -> Mapping[str, Any]:
    return {
        "stdout": result.stdout.decode(errors="replace"),
        "stderr": result.stderr.decode(errors="replace"),
        "exit_code": result.exit_code if result.exit_code >= 0 else None,
        "signal": signal.Signals(-result.exit_code).name if result.exit_code < 0 else None,
        "limit": result.limit,
        "wall_ms": round(result.wall_ms, 1),
    }


def _on_the_edge(runtime: Sealed, wasm: bytes) -> Mapping[str, Any]:
    outcome = runtime.core.run(runtime.load(wasm), {})
    return {
        "stdout": outcome.stdout.decode(errors="replace"),
        "stderr": outcome.stderr.decode(errors="replace"),
        "exit_code": outcome.exit_code,
        "outcome": outcome.kind,
        "message": outcome.message,
        "wall_ms": round(outcome.total_us / 1000, 3),
    }


def _limits(edge: EdgeLimits) -> Mapping[str, Any]:
    return {"native": asdict(_LIMITS), "edge": asdict(edge)}


def _write(path: Path, value: Any) -> None:
    with written_whole(path) as unfinished:
        unfinished.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
