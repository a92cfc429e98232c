"""Where guests run: at once on the event loop those that end soon, on threads all others (decision 0018)."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from wardian.edge.outcome import Busy, Outcome

SOON_US = 10_000
"""CPU time, in microseconds, that a run may take on the event loop without holding up the others."""

_MOST_TRIALS = 1 << 20
_MOST_PACES = 4096
WORKING = 8
"""Guests that calculate at once: more would only slow one another down."""

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
        """At most so many guests that may wait run at once."""
        self._waiting = _Lane("waits", threads)
        self._working = _Lane("works", WORKING)
        self._paces: OrderedDict[str, Pace] = OrderedDict()

    def close(self) -> None:
        """Waits for the guests that still run."""
        self._waiting.close()
        self._working.close()

    def pace(self, sha256: str) -> Pace:
        """The program's whose artifact that is."""
        pace = self._paces.get(sha256)
        if pace is None:
            pace = self._paces[sha256] = Pace()
            if len(self._paces) > _MOST_PACES:
                self._paces.popitem(last=False)
        return pace

    async def wait(self, deployment: str, run: Callable[[], Outcome]) -> Outcome:
        """Run a guest that may wait for others.

        Raises Busy if there is no thread for it: whoever waited for one might be what another guest waits for.
        """
        if not self._waiting.take(deployment):
            raise Busy
        return await self._waiting.run(deployment, run)

    async def work(self, deployment: str, run: Callable[[], Outcome], seconds: float) -> Outcome:
        """Run a guest that waits for nobody when it is its turn. Raises Busy if it is not within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._working.turn(deployment)
        except TimeoutError:
            raise Busy from None
        return await self._working.run(deployment, run)


class _Lane:
    """Threads, of which one deployment has half at most."""

    def __init__(self, name: str, threads: int) -> None:
        self._free = threads
        self._share = max(1, threads // 2)
        self._taken: Counter[str] = Counter()
        self._turns: list[tuple[str, asyncio.Future[None]]] = []
        self._pool = ThreadPoolExecutor(threads, name, initializer=_stand_back)
        self._start_all(threads)

    def close(self) -> None:
        self._pool.shutdown()

    def take(self, deployment: str) -> bool:
        """Whether there is a thread for it, which is then its own until it has run."""
        if not self._free or self._taken[deployment] >= self._share:
            return False
        self._free -= 1
        self._taken[deployment] += 1
        return True

    async def turn(self, deployment: str) -> None:
        """Wait for a thread. Those who came first go first, but for deployments that have their share."""
        if self.take(deployment):
            return
        turn = asyncio.get_running_loop().create_future()
        self._turns.append((deployment, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._turns.remove((deployment, turn))
            else:
                self._leave(deployment)
            raise

    async def run(self, deployment: str, run: Callable[[], Outcome]) -> Outcome:
        """On the thread that was taken, which is free again when the guest has ended, whoever still waits for it."""
        loop = asyncio.get_running_loop()
        future = self._pool.submit(run)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._leave, deployment))
        return await asyncio.wrap_future(future)

    def _leave(self, deployment: str) -> None:
        self._free += 1
        self._taken[deployment] -= 1
        if not self._taken[deployment]:
            del self._taken[deployment]
        for place, (waiting, turn) in enumerate(self._turns):
            if not turn.cancelled() and self.take(waiting):
                del self._turns[place]
                turn.set_result(None)
                return

    def _start_all(self, threads: int) -> None:
        """Now: whoever starts a thread waits until it runs, which takes seconds when the others keep the processors."""
        all_there = threading.Barrier(threads + 1)
        for _ in range(threads):
            self._pool.submit(all_there.wait)
        all_there.wait()


def _stand_back() -> None:
    """On Linux a priority is a thread's own (setpriority(2))."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
