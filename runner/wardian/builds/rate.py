"""How many builds a client may start in a minute, and in an hour."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from wardian.errors import QuotaReached, TooManyBuilds
from wardian.units import counted

_MINUTE_S = 60.0
_HOUR_S = 3600.0
_ROUNDING_S = 1e-6


class Rate:
    """Each process counts for itself."""

    def __init__(self, per_minute: int, per_hour: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        """0 is no limit. `clock` tells seconds."""
        self._clock = clock
        self._minute = _Buckets(per_minute, _MINUTE_S)
        self._hour = _Buckets(per_hour, _HOUR_S)

    def take(self, client: str) -> None:
        """Count a build. Raises TooManyBuilds for the minute, QuotaReached for the hour; neither counts it."""
        now = self._clock()
        if over := self._minute.over(client, now):
            raise TooManyBuilds(
                f"You may start {self._minute.size} builds a minute here. What is built already is always answered.",
                math.ceil(over),
            )
        if over := self._hour.over(client, now):
            raise QuotaReached(
                f"{self._hour.size} programs were built for your internet address within an hour; this server allows "
                f"no more (WARDIAN_BUILD_HOUR). Try again in {counted(math.ceil(over / _MINUTE_S), 'minute')}. "
                "What is built already is always answered.",
                math.ceil(over),
            )
        self._minute.take(client, now)
        self._hour.take(client, now)


class _Buckets:
    """One for each client that asked lately: it holds as many builds as a period gives, and fills steadily."""

    def __init__(self, size: int, period_s: float) -> None:
        """0 is no limit."""
        self.size = size
        self._period_s = period_s
        self._forget_at = 0.0
        self._full_at: dict[str, float] = {}
        """When the client's bucket will be full again. Whoever is not in here has a full one."""

    def over(self, client: str, now: float) -> float:
        """Seconds until the client may take one, 0 if it may."""
        if self.size == 0:
            return 0.0
        over = self._after(client, now) - now - self._period_s
        return over if over > _ROUNDING_S else 0.0

    def take(self, client: str, now: float) -> None:
        if self.size:
            self._forget_full(now)
            self._full_at[client] = self._after(client, now)

    def _after(self, client: str, now: float) -> float:
        """When it will be full again if one is taken."""
        return max(self._full_at.get(client, now), now) + self._period_s / self.size

    def _forget_full(self, now: float) -> None:
        if now >= self._forget_at:
            self._forget_at = now + self._period_s
            self._full_at = {client: full_at for client, full_at in self._full_at.items() if full_at > now}
