"""Running an artifact on this process's own terminal, as sealed and as limited as on the edge."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wardian import digest
from wardian.edge.compile import NotDeployable
from wardian.edge.core import CoreRuntime
from wardian.edge.limits import Limits
from wardian.edge.modules import Compile, Modules
from wardian.edge.outcome import Outcome
from wardian.edge.python import archive, component
from wardian.edge.python.runtime import PythonRuntime
from wardian.errors import InvalidRequest
from wardian.model import ArtifactKind
from wardian.settings import Settings, cache_dir


def run_here(
    data: bytes,
    kind: ArtifactKind,
    env: Mapping[str, str],
    args: Sequence[str],
    settings: Settings,
    compile: Compile,
) -> Outcome:
    """Run an artifact on stdin, stdout and stderr; the outcome's are empty. `args` are those after the program's name.

    Waiting for input takes no time off the limit. Ctrl-C ends the process.
    Raises InvalidRequest for a module that the edge would refuse, NoSandbox where none can be compiled,
    ToolchainMissing without the Python runtime.
    """
    limits = Limits.of(settings)
    if kind is ArtifactKind.ZIP:
        python = PythonRuntime(component.require(), limits)
        with _interruptible():
            return python.run_in_terminal(archive.unpack(data), env, args)
    core = CoreRuntime(limits, slots=1)
    modules = Modules.open(settings, compile, core.fingerprint, cache_dir() / "modules")
    program = core.load(asyncio.run(_compiled(data, modules)))
    with _interruptible():
        return core.run_in_terminal(program, env, ("program", *args))


async def _compiled(data: bytes, modules: Modules) -> Path:
    async def read() -> bytes:
        return data

    try:
        return await modules.ensure(digest.of_bytes(data), read)
    except NotDeployable as refusal:
        raise InvalidRequest("/build", str(refusal)) from refusal


@contextmanager
def _interruptible() -> Iterator[None]:
    """Python would only note a Ctrl-C while a guest runs; like this it ends the process at once."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
