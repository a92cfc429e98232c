"""The lessons' own C programs as WebAssembly, run as the edge runs a guest."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wardian import digest
from wardian.edge import hostcalls_library
from wardian.edge.compile import compile_module
from wardian.edge.core import CoreRuntime
from wardian.edge.core import Program as Loaded
from wardian.edge.engine import make_engine
from wardian.edge.limits import Limits as EdgeLimits
from wardian.errors import ToolchainMissing
from wardian.lessons import kept
from wardian.lessons.programs import Program
from wardian.model import Language, Profile, Project
from wardian.sandbox import Limits
from wardian.toolchains.c import C


async def module(program: Program, limits: Limits) -> bytes:
    """The module that a build, under its `limits`, makes of the program. Raises ToolchainMissing, NoSandbox."""
    toolchain = C()
    project = Project(Language.C, {Language.C.entry: program.text()})
    build = digest.of_build(project, Profile.RELEASE, toolchain.fingerprint())
    made = kept.path("wasm", f"{build}.wasm")
    if not made.exists():
        compilation = await toolchain.compile(project, Profile.RELEASE, limits)
        if compilation.output is None:
            raise ToolchainMissing(f"{program.group}/{program.name} does not compile to WebAssembly: {compilation.log}")
        kept.keep(made, compilation.output)
    return made.read_bytes()


class Sealed:
    """One runtime, made as each worker of the edge makes its own."""

    def __init__(self, limits: EdgeLimits) -> None:
        self._memory = limits.memory
        self.core = CoreRuntime(limits, calls=hostcalls_library.installed())

    def load(self, wasm: bytes) -> Loaded:
        """Compiled in this process: it is one of our own modules."""
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch, "module.cwasm")
            path.write_bytes(compile_module(wasm, make_engine(self._memory, slots=1), self._memory))
            return self.core.load(path)


@contextmanager
def sealed(limits: EdgeLimits) -> Iterator[Sealed]:
    runtime = Sealed(limits)
    try:
        yield runtime
    finally:
        runtime.core.close()
