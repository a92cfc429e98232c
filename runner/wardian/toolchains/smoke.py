"""Shows that a toolchain works: its program, compiled in the sandbox and run, must print what it should."""

from __future__ import annotations

import tempfile
from pathlib import Path

import wasmtime

from wardian.errors import ToolchainMissing
from wardian.model import Compilation, Profile, Project
from wardian.sandbox import Limits
from wardian.toolchains.base import Toolchain
from wardian.units import GIB, KIB, MIB

_LIMITS = Limits(wall_s=60, cpu_s=30, memory=1 * GIB, output=8 * MIB, log=256 * KIB)


async def expect(toolchain: Toolchain, project: Project, printed: str) -> None:
    """Compile in every profile and run. Raises ToolchainMissing saying what came instead, NoSandbox."""
    for profile in Profile:
        answer = await toolchain.compile(project, profile, _LIMITS)
        if answer.output is None:
            raise ToolchainMissing(f"{project.language.label} does not compile its test program: {_reason(answer)}")
        came = _run(answer.output)
        if came != printed:
            raise ToolchainMissing(
                f"{project.language.label}'s test program printed {came!r} and should have printed {printed!r}."
            )


def _reason(answer: Compilation) -> str:
    return next((found.message for found in answer.diagnostics), answer.log) or "it says nothing."


def _run(module: bytes) -> str:
    """What a WASI command prints. Raises ToolchainMissing when it does not end well."""
    engine = wasmtime.Engine()
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    with tempfile.TemporaryDirectory() as folder, wasmtime.Store(engine) as store:
        output = Path(folder, "stdout")
        wasi = wasmtime.WasiConfig()
        wasi.stdout_file = str(output)
        store.set_wasi(wasi)
        try:
            instance = linker.instantiate(store, wasmtime.Module(engine, module))
            start = instance.exports(store)["_start"]
            if not isinstance(start, wasmtime.Func):
                raise ToolchainMissing("The test program's module does not export the function `_start`.")
            start(store)
        except wasmtime.ExitTrap as end:
            if end.code != 0:
                raise ToolchainMissing(f"The test program ended with exit code {end.code}.") from end
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            raise ToolchainMissing(f"The test program stopped: {error}") from error
        return output.read_text()
