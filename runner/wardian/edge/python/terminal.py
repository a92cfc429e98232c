"""A Python guest in a terminal."""

from __future__ import annotations

import io
import os
import threading
import time

from wasmtime import WasiConfig

from wardian.edge.guest import Stopped
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind
from wardian.edge.streams import TerminalGuest

_CHUNK = 65536
_IDLE_S = 0.005
"""How often a guest that waits for a line looks whether it is there: too often to notice, too seldom to cost."""


class PatientGuest(TerminalGuest):
    """A guest on this process's streams, whose wall time is what it computes and sleeps.

    The component reads stdin without us, so that the time a person takes to answer is seen by nobody.
    """

    def __init__(self, limits: Limits) -> None:
        stdin, stdout, stderr = (io.FileIO(fd, mode, closefd=False) for fd, mode in ((0, "r"), (1, "w"), (2, "w")))
        super().__init__(limits, stdin, stdout, stderr)
        self._rested_ns = 0

    def over_time(self) -> bool:
        if self.cpu_ns() >= self._cpu_limit_ns:
            self.stopped = Kind.CPU_LIMIT
        elif self.cpu_ns() + self._rested_ns >= self._wall_limit_ns:
            self.stopped = Kind.WALL_LIMIT
        return self.stopped is not None

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        left_ns = max(0, self._wall_limit_ns - self.cpu_ns() - self._rested_ns)
        rest_ns = left_ns if duration_ns is None else min(duration_ns, left_ns)
        time.sleep(rest_ns / 1e9)
        self._rested_ns += rest_ns
        if self.over_time():
            raise Stopped
        return False


class Terminal:
    """This process's own streams. stdout passes through a pipe that a thread empties, to count it."""

    def __init__(self, guest: PatientGuest) -> None:
        self._guest = guest
        self._read, self._write = os.pipe()
        self._pump = threading.Thread(target=self._forward, name="stdout", daemon=True)

    def __enter__(self) -> Terminal:
        self._pump.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def wasi(self) -> WasiConfig:
        config = WasiConfig()
        config.inherit_stdin()
        config.stdout_file = f"/proc/self/fd/{self._write}"
        config.inherit_stderr()
        return config

    def idle(self) -> None:
        time.sleep(_IDLE_S)

    def over(self) -> bool:
        return self._guest.stopped is Kind.OUTPUT_LIMIT

    def written(self) -> tuple[bytes, bytes]:
        self._end()
        return b"", b""

    def _forward(self) -> None:
        """Until the pipe has no writer left."""
        with io.FileIO(self._read) as pipe:
            while data := pipe.read(_CHUNK):
                self._write_out(data)

    def _write_out(self, data: bytes) -> None:
        """What follows the limit, or a terminal that is gone, is dropped."""
        try:
            while data and self._guest.stopped is not Kind.OUTPUT_LIMIT:
                data = data[self._guest.write_stdout(data) :]
        except (Stopped, BrokenPipeError):
            return

    def _end(self) -> None:
        if self._pump.is_alive():
            os.close(self._write)
            self._pump.join()
