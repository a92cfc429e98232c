"""What came of running a guest once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EXITED = "exited"
    TRAPPED = "trapped"
    CPU_LIMIT = "cpu_limit"
    WALL_LIMIT = "wall_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`exit_code` is None unless the guest exited. `stdout` and `stderr` hold what it wrote before it ended.

    `message` is a plain sentence that says what stopped the guest, empty when it exited. Times are in microseconds:
    `instantiate_us` until the guest's first instruction, `total_us` with it. `peak_memory` is in bytes.
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
