"""What a job writes, read as it comes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Self

_CHUNK = 65536


class Pipe:
    """A context that closes both of its ends. `end` is the one to write to."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._from, self.end = os.pipe()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        """Done when every process has closed its end."""
        self.kept = bytearray()
        """The first bytes, as many as are wanted."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._loop.remove_reader(self._from)
        os.close(self._from)
        self._close_end()

    def read(self, limit: int, flood: Callable[[], None], hear: Callable[[bytes], None] | None = None) -> None:
        """Keep the first `limit` bytes of what others write; `flood` hears of more. The own end is closed.

        `hear` is given what is kept, as it comes.
        """
        self._close_end()
        self._loop.add_reader(self._from, self._ready, limit, flood, hear)

    def _ready(self, limit: int, flood: Callable[[], None], hear: Callable[[bytes], None] | None) -> None:
        chunk = os.read(self._from, _CHUNK)
        room = limit - len(self.kept)
        self.kept += chunk[:room]
        if hear is not None and chunk and room > 0:
            hear(chunk[:room])
        if len(chunk) > room:
            flood()
        if not chunk:
            self._loop.remove_reader(self._from)
            self.ended.set_result(None)

    def _close_end(self) -> None:
        if self.end >= 0:
            os.close(self.end)
            self.end = -1
