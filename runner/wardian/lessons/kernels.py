"""The same C programs natively and as WebAssembly on the edge's engine; each times itself, round by round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wardian.lessons import native, samples
from wardian.lessons.programs import Program
from wardian.lessons.samples import Samples
from wardian.lessons.sealed import Sealed
from wardian.sandbox import Limits
from wardian.units import KIB, MIB

GROUP = "kernels"
SECONDS = 30
"""What a kernel may take, all rounds together: more than a request may, under the same checks."""

_OPTIMISATION = "-O2"
_LIMITS = Limits(wall_s=SECONDS, cpu_s=SECONDS, memory=512 * MIB, output=64 * KIB, log=64 * KIB)
_CHECKSUM = re.compile(r"^checksum (\S+)$", re.MULTILINE)


class Wrong(Exception):
    """A kernel did not end well, or did not compute the same natively and as WebAssembly."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """`checksum` is of what both computed."""

    checksum: str
    native: Samples
    wasm: Samples


async def measure(program: Program, wasm: bytes, runtime: Sealed) -> Kernel:
    """Raises Wrong, ToolchainMissing, NoSandbox."""
    result = await native.run_in_sandbox(program, _OPTIMISATION, _LIMITS)
    if result.exit_code != 0:
        raise Wrong(f"{program.name} ended with {result.exit_code} natively: {result.stderr.decode(errors='replace')}")
    outcome = runtime.core.run(runtime.load(wasm), {})
    if outcome.exit_code != 0:
        raise Wrong(f"{program.name} did not end well as WebAssembly: {outcome.message or outcome.exit_code}")
    here, there = result.stdout.decode(), outcome.stdout.decode()
    if _checksum(program, here) != _checksum(program, there):
        raise Wrong(f"{program.name} computes something else as WebAssembly")
    return Kernel(
        _checksum(program, here),
        native=samples.of_us(samples.printed_us(here)),
        wasm=samples.of_us(samples.printed_us(there)),
    )


def _checksum(program: Program, output: str) -> str:
    match = _CHECKSUM.search(output)
    if match is None:
        raise Wrong(f"{program.name} printed no checksum")
    return match[1]
