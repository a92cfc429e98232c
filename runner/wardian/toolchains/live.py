"""What a compiler says, told while it still runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Self

from wardian.model import Diagnostic
from wardian.toolchains.bounds import MOST, bounded, plain

_EVERY_S = 0.05
"""A compiler that ends sooner is heard once it has ended, and costs nothing more."""

Tell = Callable[[str, tuple[Diagnostic, ...]], None]
"""Given the next piece of the log, in whole lines, and the diagnostics that are whole with it."""

Read = Callable[[str], tuple[str, Iterable[Diagnostic]]]
"""Makes of the compiler's next lines what people read, and the diagnostics that are whole with them."""


def silent(text: str, found: tuple[Diagnostic, ...]) -> None:
    """Told to nobody."""


class Live:
    """A context for the time in which the compiler runs. Calls belong to one event loop."""

    def __init__(self, read: Read, tell: Tell, log: int) -> None:
        """`log` is how many bytes of the compiler's words are told of. Of the diagnostics it is as in `bounded`."""
        self._read = read
        self._tell = tell
        self._room = log
        self._unread = bytearray()
        self._told: set[Diagnostic] = set()
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def hear(self, data: bytes) -> None:
        self._unread += data
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_EVERY_S, self._speak)

    def _speak(self) -> None:
        self._timer = None
        end = self._unread.rfind(b"\n") + 1
        lines = bytes(self._unread[:end])
        del self._unread[:end]
        text, found = self._read(lines.decode(errors="replace")) if lines else ("", ())
        new = tuple(self._new(found))
        text = plain(text)[: self._room]
        self._room -= len(text.encode())
        if text or new:
            self._tell(text, new)

    def _new(self, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
        """As in an answer, the same message of two sources counts once."""
        for one in found:
            if (plain_ := replace(one, notes=())) not in self._told and len(self._told) < MOST:
                self._told.add(plain_)
                yield from bounded([one])
