"""The compiled form of every deployed module, made once and shared by all processes that have the data folder."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Set
from pathlib import Path

from wardian.edge import engine
from wardian.files import written_whole
from wardian.settings import Settings

_YOUNG_S = 3600

Compile = Callable[[bytes], Awaitable[bytes]]
"""Gives machine code for a module, as `wardian.edge.compile` makes it. Raises NotDeployable."""


class Modules:
    """`folder` holds `<engine fingerprint>/<sha256>.cwasm`."""

    def __init__(self, folder: Path, fingerprint: str, compile: Compile) -> None:
        self._folder = folder / fingerprint
        self._compile = compile
        self._making: dict[str, asyncio.Task[Path]] = {}

    @classmethod
    def open(
        cls, settings: Settings, compile: Compile, fingerprint: str | None = None, folder: Path | None = None
    ) -> Modules:
        """Those in the data folder, or another one; whoever has this machine's engine may give its fingerprint."""
        fingerprint = fingerprint or engine.fingerprint(engine.make_engine(settings.edge_memory, slots=1))
        return cls(folder or settings.data / "modules", fingerprint, compile)

    def path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.cwasm"

    def size(self, sha256: str) -> int | None:
        """Bytes of the compiled module, None if there is none."""
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    async def ensure(self, sha256: str, read: Callable[[], Awaitable[bytes]]) -> Path:
        """The compiled module's path; compiles what `read` gives if there is none. Raises what `Compile` raises."""
        path = self.path(sha256)
        return path if path.exists() else await self.make(sha256, read)

    async def make(self, sha256: str, read: Callable[[], Awaitable[bytes]]) -> Path:
        """Compile once, however many ask at the same time. Raises what `Compile` raises."""
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
        compiled = await self._compile(await read())
        with written_whole(path) as unfinished:
            unfinished.write_bytes(compiled)
        return path
