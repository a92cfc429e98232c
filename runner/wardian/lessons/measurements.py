"""The runner's own figures: what it costs to start something, and what sandboxing costs what is computed."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from wardian import digest
from wardian.edge.limits import Limits as EdgeLimits
from wardian.errors import Unavailable
from wardian.lessons import kept, kernels, machine, native, programs, starts
from wardian.lessons.kernels import Kernel, Wrong
from wardian.lessons.sealed import module, sealed
from wardian.lessons.starts import Start
from wardian.sandbox import Limits

PLACE = Path("assets/measurements.json")
_DAY_S = 24 * 3600
_REVISION = 2
"""Raise it when what is told of a measurement changes."""


@dataclass(slots=True)
class Measurements:
    """`date` is UTC in ISO 8601. `missing` says why figures that could not be taken here are left out."""

    date: str
    machine: str
    starts: dict[str, Start] = field(default_factory=dict)
    kernels: dict[str, Kernel] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"


async def of_today(build_limits: Limits, edge_limits: EdgeLimits) -> str:
    """As JSON; those of the last 24 hours, if nothing that decides them has changed since."""
    texts = [program.text() for group in (starts.GROUP, kernels.GROUP) for program in programs.of(group)]
    versions = [native.compiler(), importlib.metadata.version("wasmtime"), sys.version]
    parts = [str(_REVISION), str(machine.describe()), repr(build_limits), repr(edge_limits), *versions, *texts]
    place = kept.path("measurements", f"{digest.of_bytes(chr(0).join(parts).encode())}.json")
    if place.exists() and time.time() - place.stat().st_mtime < _DAY_S:
        return place.read_text(encoding="utf-8")
    measured = await measure(build_limits, edge_limits)
    if not measured.missing:
        kept.keep(place, measured.to_json().encode())
    return measured.to_json()


async def measure(build_limits: Limits, edge_limits: EdgeLimits) -> Measurements:
    """Takes some seconds of one processor."""
    measured = Measurements(datetime.now(UTC).isoformat(timespec="seconds"), str(machine.describe()))
    with sealed(edge_limits) as runtime, _reasons(measured.missing):
        wasm = await module(starts.HELLO, build_limits)
        measured.starts |= starts.instances(runtime, runtime.load(wasm))
    with _reasons(measured.missing):
        measured.starts |= await starts.natives()
    with _reasons(measured.missing):
        measured.starts |= starts.javascript()
    unhurried = replace(edge_limits, cpu_s=kernels.SECONDS, wall_s=kernels.SECONDS)
    with sealed(unhurried) as runtime:
        for program in programs.of(kernels.GROUP):
            with _reasons(measured.missing):
                wasm = await module(program, build_limits)
                measured.kernels[program.name] = await kernels.measure(program, wasm, runtime)
    return measured


@contextmanager
def _reasons(missing: list[str]) -> Iterator[None]:
    """Goes on after the block, with the reason kept, when what it measures cannot be measured here."""
    try:
        yield
    except (Unavailable, Wrong) as error:
        if str(error) not in missing:
            missing.append(str(error))
