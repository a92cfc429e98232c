"""One run of a guest as the host sees it: its clocks and its limits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wardian.edge.engine import TICK_S
from wardian.edge.limits import Limits
from wardian.edge.memory import Memory
from wardian.edge.outcome import Kind

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

STDERR_KEPT = 64 * 1024
_TICK_NS = int(TICK_S * 1e9)


def monotonic_ns() -> int:
    """The clock of `Guest.start_ns`; C has the same."""
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC)


class Stopped(Exception):
    """A host function found the guest over a limit, which `Guest.stopped` names."""


class Guest:
    """A guest that never waits: sleeping moves its clocks on instead.

    A slept second counts as a second of wall time, so that a program cannot tell, while the thread it runs on is free
    for the next request at once.
    """

    def __init__(self, limits: Limits, powers: Powers | None = None, wall_s: float | None = None) -> None:
        """`wall_s` is what is left to its caller, if that is less than the limit.

        `refusal` is for the words of the last host function that failed.
        """
        self.limits = limits
        self.powers = powers
        self.memory: Memory | None = None
        self.refusal = ""
        self.stopped: Kind | None = None
        self.slept_ns = 0
        self._wall_s = limits.wall_s if wall_s is None or wall_s > limits.wall_s else wall_s
        self.cpu_start_ns = time.thread_time_ns()
        self.start_ns = monotonic_ns()

    @property
    def _cpu_limit_ns(self) -> int:
        return int(self.limits.cpu_s * 1e9)

    @property
    def _wall_limit_ns(self) -> int:
        return int(self._wall_s * 1e9)

    def cpu_ns(self) -> int:
        """CPU time since the start, of this thread."""
        return time.thread_time_ns() - self.cpu_start_ns

    def wall_ns(self) -> int:
        """Time since the start, with what was slept."""
        return monotonic_ns() - self.start_ns + self.slept_ns

    def wall_left_ns(self) -> int:
        """Until the limit of wall time."""
        return max(0, self._wall_limit_ns - self.wall_ns())

    def real_time_ns(self) -> int:
        """Time since 1970 in the guest's eyes."""
        return time.time_ns() + self.slept_ns

    def ticks_left(self) -> int:
        """Epochs that may pass before a limit can be reached; at least 1."""
        left = min(self._cpu_limit_ns - self.cpu_ns(), self._wall_limit_ns - self.wall_ns())
        return max(1, -(-left // _TICK_NS))

    def over_time(self) -> bool:
        """Whether the guest has used up its CPU or wall time; `stopped` then says which."""
        if self.cpu_ns() >= self._cpu_limit_ns:
            self.stopped = Kind.CPU_LIMIT
        elif self.wall_ns() >= self._wall_limit_ns:
            self.stopped = Kind.WALL_LIMIT
        return self.stopped is not None

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        """Let `duration_ns` pass, or return early because there is input: says whether there is.

        Raises Stopped when the wall time ends before.
        """
        if for_stdin:
            return True
        self.slept_ns += duration_ns or 0
        if self.over_time():
            raise Stopped
        return False
