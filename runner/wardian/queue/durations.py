"""How long jobs take, as far as recent ones of their kind tell, and when those that wait will start."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from statistics import fmean

_RECENT = 20


class Durations:
    """Of jobs by kind, in seconds."""

    def __init__(self) -> None:
        self._recent: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_RECENT))
        self._means: dict[str, float] = {}

    def note(self, kind: str, seconds: float) -> None:
        self._recent[kind].append(seconds)
        self._means[kind] = fmean(self._recent[kind])

    def expect(self, kind: str) -> float | None:
        """The mean of the last 20 of this kind, or of all kinds if there was none. None if there was no job at all."""
        if kind in self._means or not self._means:
            return self._means.get(kind)
        return fmean(self._means.values())


def starts(workers: int, left: Iterable[float], waiting: Iterable[float]) -> Iterator[float]:
    """In how many seconds each of those `waiting` starts, each on the worker that is free first.

    `left` is how long each of the running ones still takes, `waiting` how long the others will take, in their order.
    """
    free = [*left, *[0.0] * workers]
    del free[workers:]
    heapq.heapify(free)
    for seconds in waiting:
        start = heapq.heappop(free)
        yield start
        heapq.heappush(free, start + seconds)
