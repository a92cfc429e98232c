"""What is made of an artifact when it is first asked for, and kept beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from wardian.storage.artifacts import Artifacts

Make = Callable[[str], Awaitable[bytes]]
"""Makes the form of the artifact with that sha256. What it raises, who asked gets."""


class Form:
    """One is made at a time, so that reading never takes the cores from building."""

    def __init__(self, artifacts: Artifacts, name: str, make: Make) -> None:
        self._artifacts = artifacts
        self._name = name
        self._make = make
        self._turn = asyncio.Semaphore(1)

    async def get(self, sha256: str) -> bytes:
        kept = await self._kept(sha256)
        if kept is not None:
            return kept
        async with self._turn:
            made = await self._kept(sha256)
            if made is None:
                made = await self._make(sha256)
                await asyncio.to_thread(self._artifacts.keep_form, sha256, self._name, made)
            return made

    async def _kept(self, sha256: str) -> bytes | None:
        return await asyncio.to_thread(self._artifacts.form, sha256, self._name)
