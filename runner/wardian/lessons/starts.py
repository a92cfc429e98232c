"""What it costs to start something here: an instance of a module, a thread, a process, a sandbox."""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from wardian.edge.core import Program as Loaded
from wardian.errors import NoSandbox, ToolchainMissing
from wardian.lessons import native, samples
from wardian.lessons.node import context_us, worker_us
from wardian.lessons.programs import Program
from wardian.lessons.samples import Samples
from wardian.lessons.sealed import Sealed
from wardian.sandbox import Limits, run
from wardian.units import KIB, MIB

GROUP = "starts"
HELLO = Program(GROUP, "hello")
_THREAD = Program(GROUP, "thread")
_OPTIMISATION = "-O2"
_LIMITS = Limits(wall_s=20, cpu_s=10, memory=256 * MIB, output=64 * KIB, log=64 * KIB)
_HELLO = b"hello\n"


@dataclass(frozen=True, slots=True)
class Start:
    """`how` is one sentence that says what was started, from where to where, and by what."""

    how: str
    times: Samples


def instances(runtime: Sealed, program: Loaded) -> dict[str, Start]:
    """Of `HELLO` as the edge starts it. Raises ValueError when it does not print what it should."""
    outcomes = [runtime.core.run(program, {}) for _ in range(550)][50:]
    if any(outcome.stdout != _HELLO for outcome in outcomes):
        raise ValueError("the program did not print hello")
    return {
        "instantiation": Start(
            "Making a WebAssembly instance of a C program under the edge's limits, up to its first instruction.",
            samples.of_us([outcome.instantiate_us for outcome in outcomes]),
        ),
        "instance": Start(
            "The same, with the program's run, which prints a line, and with the instance's end.",
            samples.of_us([outcome.total_us for outcome in outcomes]),
        ),
    }


async def natives() -> dict[str, Start]:
    """Raises ToolchainMissing, NoSandbox."""
    hello = native.executable(HELLO, _OPTIMISATION)
    return {
        "thread": Start(
            "pthread_create and pthread_join of a thread that does nothing, in a C program.",
            samples.of_us(await _threads()),
        ),
        "process": Start(
            "posix_spawn and waitpid of the same C program, compiled for this machine and linked statically.",
            samples.of_us(_spawned_us((str(hello),), 200)),
        ),
        "sandbox": Start(
            "The same native program in a bubblewrap sandbox: namespaces, system call filter and limits of its own.",
            samples.of_us(await _sandboxed_us(hello, 20)),
        ),
        "python": Start(
            f"posix_spawn and waitpid of CPython {sys.version.split()[0]} with an empty program.",
            samples.of_us(_spawned_us((sys.executable, "-I", "-S", "-c", ""), 15)),
        ),
    }


def javascript() -> dict[str, Start]:
    """What Node can tell of V8; nothing where Node is not installed."""
    node = shutil.which("node")
    if node is None:
        return {}
    return {
        "v8-context": Start(
            "vm.createContext in Node: fresh globals in a running V8.", samples.of_us(context_us(node))
        ),
        "v8-isolate": Start(
            "A worker thread of Node, which is a V8 isolate with an event loop of its own, until its first message.",
            samples.of_us(worker_us(node)),
        ),
    }


async def _threads() -> list[float]:
    result = await native.run_in_sandbox(_THREAD, _OPTIMISATION, _LIMITS)
    if result.exit_code != 0:
        raise NoSandbox(f"Threads cannot be measured: the program ended with {result.exit_code}.")
    return samples.printed_us(result.stdout.decode())


async def _sandboxed_us(program: Path, times: int) -> list[float]:
    results = [await run(native.job(program, _LIMITS)) for _ in range(times + 2)][2:]
    if any(result.stdout != _HELLO for result in results):
        raise NoSandbox("The program did not print hello in the sandbox.")
    return [result.wall_ms * 1000 for result in results]


def _spawned_us(argv: tuple[str, ...], times: int) -> list[float]:
    """Raises ToolchainMissing when it does not end well."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    taken = []
    for _ in range(times + times // 10):
        start = time.perf_counter_ns()
        process = os.posix_spawn(argv[0], argv, {}, file_actions=quiet)
        _, status = os.waitpid(process, 0)
        taken.append((time.perf_counter_ns() - start) / 1000)
        if status != 0:
            raise ToolchainMissing(f"{Path(argv[0]).name} cannot be measured: it ended with {status}.")
    return taken[times // 10 :]
