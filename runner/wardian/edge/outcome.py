"""What came of running a guest once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wardian.model import Frame


class Busy(Exception):
    """So many guests run at this moment that there is no room for another one."""


class Kind(StrEnum):
    EXITED = "exited"
    TRAPPED = "trapped"
    UNANSWERED = "unanswered"
    CPU_LIMIT = "cpu_limit"
    WALL_LIMIT = "wall_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"


class Outcome(NamedTuple):
    """`exit_code` is None unless the guest exited. `stdout` and `stderr` hold what it wrote before it ended.

    `message` is a plain sentence that says what stopped the guest, empty when it exited. Times are in microseconds:
    `instantiate_us` until the guest's first instruction, `total_us` with it. `peak_memory` is in bytes. `fuel` counts
    instructions as wasmtime does, and is None where they are not counted. `trace` is where it crashed, innermost first.
    """

    kind: Kind
    exit_code: int | None
    stdout: bytes
    stderr: bytes
    message: str
    instantiate_us: float
    total_us: float
    cpu_us: float
    peak_memory: int
    fuel: int | None = None
    trace: tuple[Frame, ...] = ()
