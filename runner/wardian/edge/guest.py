"""One run of a guest as the host sees it: its streams, its clocks and its limits."""

from __future__ import annotations

import io
import select
import time
from typing import TYPE_CHECKING, Protocol

from wardian.edge.engine import TICK_S
from wardian.edge.limits import Limits
from wardian.edge.memory import Memory
from wardian.edge.outcome import Kind

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

STDERR_KEPT = 64 * 1024
_TICK_NS = int(TICK_S * 1e9)


class Stopped(Exception):
    """A host function found the guest over a limit, which `Guest.stopped` names."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes | None:
        """At most `size` bytes, none at the end; None when there are none yet."""


class Sink(Protocol):
    def write(self, data: bytes, /) -> int | None:
        """How many bytes were taken."""


class Tail:
    """Keeps the last bytes written to it."""

    def __init__(self, kept: int = STDERR_KEPT) -> None:
        self._kept = kept
        self._bytes = bytearray()

    def write(self, data: bytes) -> int:
        self._bytes += data
        if len(self._bytes) > 2 * self._kept:
            del self._bytes[: -self._kept]
        return len(data)

    def getvalue(self) -> bytes:
        return bytes(self._bytes[-self._kept :])


class Guest:
    """A guest whose streams are all in memory. It never waits: sleeping moves its clocks on instead.

    A slept second counts as a second of wall time, so that a program cannot tell, while the thread it runs on is free
    for the next request at once.
    """

    def __init__(
        self,
        limits: Limits,
        stdin: Source,
        stdout: Sink,
        stderr: Sink,
        powers: Powers | None = None,
        wall_s: float | None = None,
    ) -> None:
        """`wall_s` is what is left to its caller, if that is less than the limit.

        `refusal` is for the words of the last host function that failed. `args` and `env` hold strings that each end
        with NUL, which the guest may ask for.
        """
        self.limits = limits
        self.powers = powers
        self.args = b""
        self.env = b""
        self.memory: Memory | None = None
        self.refusal = ""
        self.stdin = stdin
        self.stderr = stderr
        self.stopped: Kind | None = None
        self._stdout = stdout
        self._written = 0
        self._cpu_limit_ns = int(limits.cpu_s * 1e9)
        self._wall_limit_ns = int((limits.wall_s if wall_s is None else min(wall_s, limits.wall_s)) * 1e9)
        self._slept_ns = 0
        self._cpu_start_ns = time.thread_time_ns()
        self._start_ns = time.monotonic_ns()

    def cpu_ns(self) -> int:
        """CPU time since the start, of this thread."""
        return time.thread_time_ns() - self._cpu_start_ns

    def wall_ns(self) -> int:
        """Time since the start, with what was slept."""
        return time.monotonic_ns() - self._start_ns + self._slept_ns

    def wall_left_ns(self) -> int:
        """Until the limit of wall time."""
        return max(0, self._wall_limit_ns - self.wall_ns())

    def real_time_ns(self) -> int:
        """Time since 1970 in the guest's eyes."""
        return time.time_ns() + self._slept_ns

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

    def write_stdout(self, data: bytes) -> int:
        """Raises Stopped when more is written than the limit allows; what fits has been written then."""
        room = self.limits.response - self._written
        taken = self._stdout.write(data[:room]) or 0
        self._written += taken
        if len(data) > room:
            self.stopped = Kind.OUTPUT_LIMIT
            raise Stopped
        return taken

    def read_stdin(self, size: int) -> bytes | None:
        return self.stdin.read(size)

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        """Let `duration_ns` pass, or return early because there is input: says whether there is.

        Raises Stopped when the wall time ends before.
        """
        if for_stdin:
            return True
        self._slept_ns += duration_ns or 0
        if self.over_time():
            raise Stopped
        return False


class TerminalGuest(Guest):
    """A guest on this process's own stdin, stdout and stderr: it sleeps really, and may wait for a person freely."""

    stdin: io.FileIO

    def read_stdin(self, size: int) -> bytes | None:
        asked = time.monotonic_ns()
        data = self.stdin.read(size)
        self._start_ns += time.monotonic_ns() - asked
        return data

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        left_ns = max(0, self._wall_limit_ns - self.wall_ns())
        seconds = left_ns / 1e9 if duration_ns is None else min(duration_ns, left_ns) / 1e9
        readable, _, _ = select.select([self.stdin] if for_stdin else [], [], [], seconds)
        if not readable and self.over_time():
            raise Stopped
        return bool(readable)
