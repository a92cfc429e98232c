"""Compresses new artifacts when nothing is being built: a build's answer never waits for it, nor does another build."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from wardian.builds.representations import Representations
from wardian.errors import WardianError
from wardian.model import Artifact, ArtifactKind

_PAUSE_S = 0.5
_MOST = 1000
_log = logging.getLogger(__name__)


class Compressor:
    """Forgets what waits when the process ends: a form that is missing is asked for again by who is sent another."""

    def __init__(self, representations: Representations, busy: Callable[[], bool]) -> None:
        self._representations = representations
        self._busy = busy
        self._waiting: dict[tuple[str, str], None] = {}
        self._news: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def new(self, artifact: Artifact) -> None:
        """An artifact has been stored. Zips are compressed as they are."""
        if artifact.kind is ArtifactKind.WASM:
            self.add(artifact.sha256, artifact.kind)

    def add(self, sha256: str, form: str) -> None:
        """Have the form compressed some time. Any thread may call this; nothing happens until `run` does."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._add, sha256, form)

    async def run(self) -> None:
        """Compress for ever; cancel to end."""
        self._loop, self._news = asyncio.get_running_loop(), asyncio.Event()
        while True:
            await self._news.wait()
            if self._busy():
                await asyncio.sleep(_PAUSE_S)
            elif self._waiting:
                sha256, form = next(iter(self._waiting))
                await self._complete(sha256, form)
                del self._waiting[sha256, form]
            else:
                self._news.clear()

    def _add(self, sha256: str, form: str) -> None:
        if len(self._waiting) < _MOST and self._news is not None:
            self._waiting[sha256, form] = None
            self._news.set()

    async def _complete(self, sha256: str, form: str) -> None:
        try:
            await self._representations.complete(sha256, form)
        except (WardianError, OSError) as error:
            _log.warning("%s.%s was not compressed: %s", sha256, form, error)
