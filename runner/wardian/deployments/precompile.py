"""Compiles modules for the edge, in the sandbox: a module may be made to exhaust or to break who compiles it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import wardian
from wardian.edge.compile import REFUSED, NotDeployable, is_component
from wardian.sandbox import PROCESSES, SCRATCH, Job, Limit, Limits, Result, run
from wardian.settings import Settings
from wardian.toolchains import interpreter, wasmtime_package
from wardian.units import GIB, KIB, MIB, size

_SCRIPT = Path(__file__).parent / "inside/compile_module.py"
_PACKAGES = "/packages"
_RESERVED = 6 * GIB + 128 * MIB
"""Address space of Python, its libraries and the memory that wasmtime sets aside for one instance, all before it
compiles anything. Almost none of it is filled."""

_GROWTH = 16
"""How much larger than the largest module the machine code may be."""

_PATIENCE = 6
"""How many times a build's time it may take to compile a component, which may have a language's whole runtime in it."""

_LOG = 64 * KIB
_THREADS = 4
_NO_MEMORY = re.compile(
    rb"memory allocation of \d+ bytes failed|^MemoryError|Cannot allocate memory|Resource temporarily unavailable",
    re.MULTILINE,
)


class Precompiler:
    """Compiles as many modules at once as there are workers for builds, under a build's limits."""

    def __init__(self, settings: Settings) -> None:
        self._limits = Limits(
            wall_s=settings.build_wall_s,
            cpu_s=settings.build_cpu_s,
            memory=settings.build_memory,
            output=settings.build_output * _GROWTH,
            log=_LOG,
        )
        self._patient = replace(
            self._limits, wall_s=_PATIENCE * settings.build_wall_s, cpu_s=_PATIENCE * settings.build_cpu_s
        )
        self._guest_memory = settings.edge_memory
        self._free = asyncio.Semaphore(settings.build_workers)

    async def __call__(self, wasm: bytes) -> bytes:
        """The machine code, for this host's processor.

        Raises NotDeployable saying why, NoSandbox, ToolchainMissing.
        """
        limits = self._patient if is_component(wasm) else self._limits
        async with self._free:
            result = await run(job_for(wasm, self._guest_memory, limits))
        _check(result, limits)
        return result.stdout


def job_for(wasm: bytes, guest_memory: int, limits: Limits) -> Job:
    """`limits.memory` is what compiling may fill; `guest_memory` is what the program may use when it runs, in bytes."""
    job = interpreter.job(
        _SCRIPT,
        replace(limits, memory=limits.memory + _RESERVED),
        args=(str(guest_memory),),
        stdin=wasm,
        mounts={
            f"{_PACKAGES}/wasmtime": wasmtime_package.folder(),
            f"{_PACKAGES}/wardian": Path(wardian.__file__).parent,
        },
        loads=(wasmtime_package.library(),),
    )
    # Each thread reserves address space, so that their number must not be the processor's.
    threads = {"RAYON_NUM_THREADS": str(_THREADS), "MALLOC_ARENA_MAX": "1"}
    return replace(job, env={**job.env, **threads})


def _check(result: Result, limits: Limits) -> None:
    if result.limit is not None:
        raise NotDeployable(_stopped(result.limit, limits))
    if result.exit_code == 0:
        return
    message = result.stderr.decode(errors="replace").strip()
    if result.exit_code == REFUSED:
        raise NotDeployable(message)
    if _NO_MEMORY.search(result.stderr):
        raise NotDeployable(_stopped(Limit.MEMORY, limits))
    if result.exit_code < 0:
        raise NotDeployable("Compiling it for the edge failed: something in it is more than the compiler can take.")
    raise RuntimeError(f"wardian.edge.compile ended with {result.exit_code}: {message}")


def _stopped(limit: Limit, limits: Limits) -> str:
    match limit:
        case Limit.WALL:
            return f"Compiling it took more than {limits.wall_s:g} s; that is the limit."
        case Limit.CPU:
            return f"Compiling it took more than {limits.cpu_s} s of CPU time; that is the limit."
        case Limit.MEMORY:
            return f"Compiling it needed more than {size(limits.memory)} of memory; that is the limit."
        case Limit.OUTPUT:
            return f"Compiled for the edge it is larger than {size(limits.output)}; that is the limit."
        case Limit.LOG:
            return f"Compiling it gave more than {size(limits.log)} of messages; that is the limit."
        case Limit.DISK:
            return f"Compiling it wrote more than {size(SCRATCH)} of files; that is the limit."
        case Limit.PROCESSES:
            return f"Compiling it took more than {PROCESSES} threads; that is the limit."
        case Limit.KILLED:
            return "Compiling it was ended from outside, not by a limit. Deploy it again to retry."
