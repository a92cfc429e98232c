"""How a command ended."""

from __future__ import annotations

from typing import NamedTuple

from wardian.edge.failure import Failure


class Ended(NamedTuple):
    """`failure` is None when it returned; `ready_ns`, of `guest.monotonic_ns`, is when it started."""

    failure: Failure | None
    ready_ns: int
    peak_memory: int
    fuel: int
    stdout: bytes
    stderr: bytes
