"""What followers of a build are told, with ids by which they can resume."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass

from wardian.model import Build

_END = "end"


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is `<run>-<number>`; the events of an ended build have the run `end`, whichever process tells them.

    | kind | data |
    | --- | --- |
    | position | `position`: 1 for the next build to start |
    | stage | `stage`: building |
    | log | `log`: all that the compiler said |
    | diagnostics | `diagnostics`: a list of them |
    | done | the Build |
    """

    run: str
    number: int
    kind: str
    data: Mapping[str, object] | Build

    @property
    def id(self) -> str:
        return f"{self.run}-{self.number}"


class Feed:
    """The events of one build while it waits and is built. Kept in memory: another process starts another run."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._events: list[Event] = []
        self._number = 0
        self._changed = asyncio.Event()
        self.closed = asyncio.Event()

    def publish(self, kind: str, data: Mapping[str, object]) -> None:
        """Two events of a kind in a row are news and old news: only the later is kept for those who come later."""
        if self._events and self._events[-1].kind == kind:
            if self._events[-1].data == data:
                return
            self._events.pop()
        self._number += 1
        self._events.append(Event(self._run, self._number, kind, data))
        self._wake()

    def close(self) -> None:
        self.closed.set()
        self._wake()

    async def follow(self, after: str | None) -> AsyncIterator[Event]:
        """The events after that id, now and as they come, until the feed is closed. An id of another run means all."""
        seen = _number(after, self._run)
        while True:
            changed = self._changed
            for event in [event for event in self._events if event.number > seen]:
                seen = event.number
                yield event
            if self.closed.is_set():
                return
            await changed.wait()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def of_end(build: Build, after: str | None) -> Iterator[Event]:
    """The events of an ended build after that id."""
    events = (
        Event(_END, 1, "log", {"log": build.log}),
        Event(_END, 2, "diagnostics", {"diagnostics": build.diagnostics}),
        Event(_END, 3, "done", build),
    )
    seen = _number(after, _END)
    return (event for event in events if event.number > seen)


def _number(event: str | None, run: str) -> int:
    """The number in an event's id, or 0 when it is of another run."""
    name, _, number = (event or "").rpartition("-")
    return int(number) if name == run and number.isascii() and number.isdecimal() else 0
