"""Deployed artifacts, ready to run: each is loaded on its first request and kept while it is used."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from wardian.edge import hostcalls_library
from wardian.edge.components.runtime import ComponentRuntime
from wardian.edge.core import CoreRuntime, NotLoadable
from wardian.edge.limits import Limits
from wardian.edge.modules import Compile, Modules
from wardian.edge.outcome import Outcome
from wardian.edge.python import archive, component
from wardian.edge.python.project import Project
from wardian.edge.python.runtime import PythonRuntime
from wardian.model import Artifact, ArtifactKind
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_MOST_PROGRAMS = 128
_Program = TypeVar("_Program")


class Run(Protocol):
    def __call__(
        self, env: Mapping[str, str], stdin: bytes, powers: Powers | None = None, wall_s: float | None = None
    ) -> Outcome:
        """Run the program once, to its end, on the calling thread; several threads may run guests at once.

        `wall_s` is what the caller has left, if that is less than the limit. Raises Busy.
        """


class Programs:
    """One process's programs. `get` is not for several threads; what it gives is."""

    def __init__(self, settings: Settings, artifacts: Artifacts, compile: Compile) -> None:
        """`compile` makes the modules that are not there any more."""
        self._artifacts = artifacts
        self._limits = Limits.of(settings)
        self._core = CoreRuntime(self._limits, calls=hostcalls_library.installed())
        self._modules = Modules.open(settings, compile, self._core.fingerprint)
        self._python: PythonRuntime | None = None
        self._components: ComponentRuntime | None = None
        self._ready: OrderedDict[str, Run] = OrderedDict()
        self.found: Counter[str] = Counter()
        """How often a program was asked for that was in `memory`, on `disk` as machine code, or had to be `made`."""

    def close(self) -> None:
        self._ready.clear()
        self._core.close()
        if self._python is not None:
            self._python.close()
        if self._components is not None:
            self._components.close()

    async def get(self, artifact: Artifact) -> Run:
        """Raises NotFound, NotDeployable or Unavailable."""
        run = self._ready.get(artifact.sha256)
        if run is not None:
            self.found["memory"] += 1
        else:
            self.found["disk" if self._compiled(artifact) else "made"] += 1
            run = await self._load(artifact)
            self._ready[artifact.sha256] = run
            if len(self._ready) > _MOST_PROGRAMS:
                self._ready.popitem(last=False)
        self._ready.move_to_end(artifact.sha256)
        return run

    def _compiled(self, artifact: Artifact) -> bool:
        """Whether there is nothing to compile."""
        return artifact.kind is ArtifactKind.ZIP or self._modules.path(artifact.sha256).exists()

    async def _load(self, artifact: Artifact) -> Run:
        if artifact.kind is ArtifactKind.ZIP:
            return self._load_project(await self._read(artifact))
        if artifact.kind is ArtifactKind.COMPONENT:
            return await self._load_component(artifact)
        core = self._core
        program = await self._load_compiled(artifact, core.load)
        return lambda env, stdin, powers=None, wall_s=None: core.run(program, env, stdin, powers=powers, wall_s=wall_s)

    async def _load_compiled(self, artifact: Artifact, load: Callable[[Path], _Program]) -> _Program:
        path = await self._modules.ensure(artifact.sha256, lambda: self._read(artifact))
        try:
            return load(path)
        except NotLoadable:
            return load(await self._modules.make(artifact.sha256, lambda: self._read(artifact)))

    async def _load_component(self, artifact: Artifact) -> Run:
        if self._components is None:
            self._components = ComponentRuntime(self._limits)
        runtime = self._components
        program = await self._load_compiled(artifact, runtime.load)
        return lambda env, stdin, powers=None, wall_s=None: runtime.run(program, env, stdin, powers, wall_s)

    def _load_project(self, data: bytes) -> Run:
        if self._python is None:
            self._python = PythonRuntime(component.require(), self._limits)
        return Project(self._python, archive.unpack(data)).run

    async def _read(self, artifact: Artifact) -> bytes:
        return await asyncio.to_thread(self._artifacts.get, artifact.sha256, artifact.kind)
