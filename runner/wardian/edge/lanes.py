"""Where guests run: at once on the event loop those that end soon, on threads all others (decision 0018)."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from wardian.edge.outcome import Busy, Outcome

SOON_US = 10_000
"""CPU time, in microseconds, that a run may take on the event loop without holding up the others."""

_MOST_TRIALS = 1 << 20
_MOST_PACES = 4096
_NICE = 10
"""The event loop goes first when there are more threads than processors."""


class Pace:
    """What is known of how long a program's runs take. For one thread.

    A program is on trial until it has ended soon `trials` times in a row: once at first, and twice as often as before
    each time that it takes long, so that none can earn its place by many short runs and use it for a long one.
    """

    def __init__(self) -> None:
        self._trials = 1
        self._left = 1

    @property
    def soon(self) -> bool:
        return self._left == 0

    def note(self, cpu_us: float) -> None:
        """A run took this much CPU time, in microseconds."""
        if cpu_us > SOON_US:
            self._trials = min(2 * self._trials, _MOST_TRIALS)
            self._left = self._trials
        elif self._left:
            self._left -= 1


class Lanes:
    """One process's. It belongs to the event loop."""

    def __init__(self, threads: int) -> None:
        """At most so many guests run on threads at once."""
        self._free = threading.Semaphore(threads)
        self._pool = ThreadPoolExecutor(threads, "guest", initializer=_stand_back)
        self._paces: OrderedDict[str, Pace] = OrderedDict()
        self._start_all(threads)

    def close(self) -> None:
        """Waits for the guests that still run."""
        self._pool.shutdown()

    def pace(self, sha256: str) -> Pace:
        """The program's whose artifact that is."""
        pace = self._paces.get(sha256)
        if pace is None:
            pace = self._paces[sha256] = Pace()
            if len(self._paces) > _MOST_PACES:
                self._paces.popitem(last=False)
        return pace

    async def on_thread(self, run: Callable[[], Outcome]) -> Outcome:
        """Raises Busy if no thread is free: whoever waited for one might be what another guest waits for."""
        if not self._free.acquire(blocking=False):
            raise Busy
        future = self._pool.submit(run)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _start_all(self, threads: int) -> None:
        """Now: whoever starts a thread waits until it runs, which takes seconds when the others keep the processors."""
        all_there = threading.Barrier(threads + 1)
        for _ in range(threads):
            self._pool.submit(all_there.wait)
        all_there.wait()

    def _leave(self, future: Future[Outcome]) -> None:
        self._free.release()


def _stand_back() -> None:
    """On Linux a priority is a thread's own (setpriority(2))."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
