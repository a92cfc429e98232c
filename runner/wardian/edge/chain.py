"""A visitor's request and everything that it sets off: guests that fetch other guests share one chain."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from wardian.settings import Settings

NAME = "wardian"
"""What the edge calls itself in CDN-Loop (RFC 8586)."""

_ENTRY = re.compile(rf"{NAME}(?:\s*;\s*hops\s*=\s*\"?([0-9]+)\"?)?", re.IGNORECASE)
_MANY = 10**6


class OutOfTime(Exception):
    """The chain's deadline has passed."""


class Budget:
    """How many fetches a chain may still make. For several threads."""

    __slots__ = ("_left", "_lock", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._left = most
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Use one; False when there is none left."""
        with self._lock:
            if self._left == 0:
                return False
            self._left -= 1
            return True


class Chain(NamedTuple):
    """`deadline` is in seconds of `time.monotonic`. `hops` counts the guests that the request has come through."""

    deadline: float
    hops: int
    fetches: Budget
    most_hops: int

    @classmethod
    def of(cls, settings: Settings, headers: Sequence[tuple[str, str]], now: float) -> Chain:
        """The chain that a request begins; it has `edge_wall_s` from now. Header names are in lower case."""
        return cls(now + settings.edge_wall_s, hops(headers), Budget(settings.edge_fetches), settings.edge_hops)

    @property
    def looping(self) -> bool:
        """Whether the request has come through so many guests that no further one may answer it: 508."""
        return self.hops >= self.most_hops

    def wall_s(self) -> float | None:
        """The seconds that a guest may take because its caller has no more; None if none calls it. Raises OutOfTime."""
        if not self.hops:
            return None
        left_s = self.deadline - time.monotonic()
        if left_s <= 0:
            raise OutOfTime
        return left_s

    def next(self, deadline: float | None = None) -> Chain:
        """One hop deeper: the same budget, and no later deadline."""
        ends = self.deadline if deadline is None else min(deadline, self.deadline)
        return self._replace(deadline=ends, hops=self.hops + 1)

    def cdn_loop(self) -> tuple[str, str]:
        """The header that tells another server how deep this chain is: what `hops` reads."""
        return "cdn-loop", f"{NAME};hops={self.hops + 1}"


def hops(headers: Sequence[tuple[str, str]]) -> int:
    """How many guests an incoming request says in CDN-Loop that it has come through. Names are in lower case."""
    if "cdn-loop" not in dict(headers):
        return 0
    entries = [entry for name, value in headers if name == "cdn-loop" for entry in value.split(",")]
    matches = [match for entry in entries if (match := _ENTRY.fullmatch(entry.strip()))]
    return sum(_count(match[1]) for match in matches)


def _count(digits: str | None) -> int:
    """An entry without a count is one hop."""
    return 1 if digits is None else _MANY if len(digits) > 6 else max(int(digits), 1)
