"""Guests whose streams are Python's."""

from __future__ import annotations

import io
import select
from typing import TYPE_CHECKING, Protocol

from wardian.edge.guest import STDERR_KEPT, Guest, Stopped, monotonic_ns
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers


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


class StreamGuest(Guest):
    """A guest that reads and writes what it is given."""

    def __init__(
        self,
        limits: Limits,
        stdin: Source,
        stdout: Sink,
        stderr: Sink,
        powers: Powers | None = None,
        wall_s: float | None = None,
    ) -> None:
        """`args` and `env` hold strings that each end with NUL, which the guest may ask for."""
        super().__init__(limits, powers, wall_s)
        self.args = b""
        self.env = b""
        self.stdin = stdin
        self.stderr = stderr
        self._stdout = stdout
        self._written = 0

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


class TerminalGuest(StreamGuest):
    """A guest on this process's own stdin, stdout and stderr: it sleeps really, and may wait for a person freely."""

    stdin: io.FileIO

    def read_stdin(self, size: int) -> bytes | None:
        asked = monotonic_ns()
        data = self.stdin.read(size)
        self.start_ns += monotonic_ns() - asked
        return data

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        left_ns = max(0, self._wall_limit_ns - self.wall_ns())
        seconds = left_ns / 1e9 if duration_ns is None else min(duration_ns, left_ns) / 1e9
        readable, _, _ = select.select([self.stdin] if for_stdin else [], [], [], seconds)
        if not readable and self.over_time():
            raise Stopped
        return bool(readable)
