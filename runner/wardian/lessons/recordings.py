"""What the lessons' own programs do natively, in the sandbox: recorded once, since no reader's program may do so."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wardian import digest
from wardian.edge.limits import Limits as EdgeLimits
from wardian.files import written_whole
from wardian.lessons import kept, kernels, machine, native, programs
from wardian.lessons.programs import Program
from wardian.lessons.sealed import Sealed, module, sealed
from wardian.sandbox import Limits, Result, run
from wardian.toolchains import interpreter
from wardian.toolchains.c import C
from wardian.units import KIB, MIB

FOLDER = Path("assets/recordings")
_OPTIMISATION = "-O1"
_LIMITS = Limits(wall_s=10, cpu_s=2, memory=256 * MIB, output=64 * KIB, log=64 * KIB)
_REVISION = 2
"""Raise it when what is recorded of a program changes."""


async def record(out: Path, build_limits: Limits, edge_limits: EdgeLimits) -> int:
    """Write `escapes.json` and `threads.json` into the folder `out`: so many recordings.

    Beside them `escapes/<attempt>.wasm` and `kernels/<name>.wasm`, for browsers to run.

    Raises ToolchainMissing, NoSandbox.
    """
    attempts = {program: await module(program, build_limits) for program in programs.of("escapes")}
    computing = {program: await module(program, build_limits) for program in programs.of(kernels.GROUP)}
    for program, wasm in (attempts | computing).items():
        _write(out / program.group / f"{program.name}.wasm", wasm)
    scripts = programs.of("threads")
    _write(out / "escapes.json", await _escapes(attempts, edge_limits))
    _write(out / "threads.json", await _threads(scripts))
    return len(attempts) + len(scripts)


async def _escapes(attempts: Mapping[Program, bytes], edge_limits: EdgeLimits) -> bytes:
    with sealed(edge_limits) as runtime:
        place = _kept(attempts, runtime.core.fingerprint, C().fingerprint(), repr(edge_limits))
        if not place.exists():
            recorded = {
                program.name: {
                    "source": program.text(),
                    **_ended(await native.run_in_sandbox(program, _OPTIMISATION, _LIMITS)),
                    "edge": _on_the_edge(runtime, wasm),
                }
                for program, wasm in attempts.items()
            }
            compiled = f"{native.compiler()} {_OPTIMISATION} for {native.target()}"
            limits = {"native": asdict(_LIMITS), "edge": asdict(edge_limits)}
            kept.keep(place, _recording(attempts=recorded, compiler=compiled, limits=limits))
    return place.read_bytes()


async def _threads(scripts: Sequence[Program]) -> bytes:
    place = _kept(scripts, sys.version)
    if not place.exists():
        recorded = {
            program.name: {
                "source": program.text(),
                **_ended(await run(interpreter.job(program.path, _LIMITS))),
            }
            for program in scripts
        }
        kept.keep(place, _recording(programs=recorded, limits={"native": asdict(_LIMITS)}))
    return place.read_bytes()


def _kept(wanted: Iterable[Program], *more: str) -> Path:
    """The recording's place. Its name changes with the programs, the compilers, the limits and the machine."""
    texts = (text for program in wanted for text in (program.name, program.text()))
    parts = (str(_REVISION), native.compiler(), repr(_LIMITS), str(machine.describe()), *more, *texts)
    return kept.path("recordings", f"{digest.of_bytes(chr(0).join(parts).encode())}.json")


def _recording(**what: Any) -> bytes:
    date = datetime.now(UTC).isoformat(timespec="seconds")
    value = {"date": date, "machine": str(machine.describe()), **what}
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


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


def _write(path: Path, data: bytes) -> None:
    with written_whole(path) as unfinished:
        unfinished.write_bytes(data)
