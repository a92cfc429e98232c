"""Times, told by the shortest, the middle one and one that nine in ten do not exceed."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_ROUND = re.compile(r"^ns (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Samples:
    """`samples` is how many; times are in microseconds.

    Whatever else a machine does makes a program slower and never faster: the shortest time is the least disturbed.
    """

    samples: int
    fastest_us: float
    median_us: float
    p90_us: float


def of_us(times: Sequence[float]) -> Samples:
    """Of at least two times in microseconds."""
    nine_in_ten = statistics.quantiles(times, n=10, method="inclusive")[-1]
    return Samples(len(times), round(min(times), 3), round(statistics.median(times), 3), round(nine_in_ten, 3))


def printed_us(output: str) -> list[float]:
    """The microseconds of the rounds that a program timed itself: a line `ns N` for each, in nanoseconds."""
    return [int(nanoseconds) / 1000 for nanoseconds in _ROUND.findall(output)]
