"""The compiled form of every deployed module, made once and shared by all processes that have the data folder."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass
from pathlib import Path

from wardian.edge import engine
from wardian.edge.words import size
from wardian.files import written_whole
from wardian.settings import Settings

_YOUNG_S = 3600
REFUSED = 3
"""The exit code of `wardian.edge.compile` for a module that no program of ours would run; stderr says why."""


class NotDeployable(Exception):
    """The module cannot run on the edge; the text says why."""


@dataclass(frozen=True, slots=True)
class CompileLimits:
    """Seconds and bytes; `guest_memory` is what the module may use when it runs."""

    wall_s: float
    cpu_s: int
    memory: int
    guest_memory: int


class Modules:
    """`folder` holds `<engine fingerprint>/<sha256>.cwasm`."""

    def __init__(self, folder: Path, fingerprint: str, limits: CompileLimits) -> None:
        self._folder = folder / fingerprint
        self._limits = limits
        self._making: dict[str, asyncio.Task[Path]] = {}

    @classmethod
    def open(cls, settings: Settings, fingerprint: str | None = None, folder: Path | None = None) -> Modules:
        """Those in the data folder, or another one; whoever has this machine's engine may give its fingerprint."""
        limits = CompileLimits(settings.build_wall_s, settings.build_cpu_s, settings.build_memory, settings.edge_memory)
        fingerprint = fingerprint or engine.fingerprint(engine.make_engine(settings.edge_memory, slots=1))
        return cls(folder or settings.data / "modules", fingerprint, limits)

    def path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.cwasm"

    async def ensure(self, sha256: str, read: Callable[[], Awaitable[bytes]]) -> Path:
        """The compiled module's path; compiles what `read` gives if there is none. Raises NotDeployable."""
        path = self.path(sha256)
        return path if path.exists() else await self.make(sha256, read)

    async def make(self, sha256: str, read: Callable[[], Awaitable[bytes]]) -> Path:
        """Compile in a separate process, however many ask at once. Raises NotDeployable."""
        task = self._making.get(sha256)
        if task is None:
            task = self._making[sha256] = asyncio.create_task(self._make(sha256, read))
            task.add_done_callback(lambda _: self._making.pop(sha256, None))
        return await asyncio.shield(task)

    def keep_only(self, needed: Set[str]) -> None:
        """Remove modules whose sha256 is not needed, and those of other engines. A lost one is made again."""
        for folder in self._folder.parent.iterdir() if self._folder.parent.exists() else ():
            for path in folder.iterdir():
                old = time.time() - path.stat().st_mtime > _YOUNG_S
                if old and (folder != self._folder or path.stem not in needed):
                    path.unlink(missing_ok=True)

    async def _make(self, sha256: str, read: Callable[[], Awaitable[bytes]]) -> Path:
        path = self.path(sha256)
        wasm = await read()
        with written_whole(path) as unfinished:
            await self._compile(wasm, unfinished)
        return path

    async def _compile(self, wasm: bytes, output: Path) -> None:
        limits = self._limits
        arguments = (str(limits.guest_memory), str(limits.cpu_s), str(limits.memory))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "wardian.edge.compile", "-", str(output), *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, stderr = await asyncio.wait_for(process.communicate(wasm), limits.wall_s)
        except TimeoutError:
            raise NotDeployable(f"Compiling it took more than {limits.wall_s:g} s; that is the limit.") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        _check(process.returncode or 0, stderr.decode(errors="replace").strip(), limits)


def _check(exit_code: int, message: str, limits: CompileLimits) -> None:
    if exit_code == 0:
        return
    if exit_code == REFUSED:
        raise NotDeployable(message)
    if exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise NotDeployable(f"Compiling it took more than {limits.cpu_s} s of CPU time; that is the limit.")
    if exit_code == -signal.SIGABRT:
        raise NotDeployable(f"Compiling it needed more than {size(limits.memory)} of memory; that is the limit.")
    raise RuntimeError(f"wardian.edge.compile ended with {exit_code}: {message}")
