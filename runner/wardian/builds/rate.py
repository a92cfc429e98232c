"""How many builds a client may start in a minute."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from wardian.errors import TooManyBuilds

_MINUTE_S = 60.0
_ROUNDING_S = 1e-6


class Rate:
    """A bucket for each client that asked lately: it holds as many builds as a minute gives, and fills steadily."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """0 is no limit. `clock` tells seconds."""
        self._per_minute = per_minute
        self._clock = clock
        self._forget_at = 0.0
        self._full_at: dict[str, float] = {}
        """When the client's bucket will be full again. Whoever is not in here has a full one."""

    def take(self, client: str) -> None:
        """Count a build. Raises TooManyBuilds."""
        if self._per_minute == 0:
            return
        now = self._clock()
        self._forget_full(now)
        full_at = max(self._full_at.get(client, now), now) + _MINUTE_S / self._per_minute
        over = full_at - now - _MINUTE_S
        if over > _ROUNDING_S:
            raise TooManyBuilds(
                f"You may start {self._per_minute} builds a minute here. What is built already is always answered.",
                math.ceil(over),
            )
        self._full_at[client] = full_at

    def _forget_full(self, now: float) -> None:
        if now >= self._forget_at:
            self._forget_at = now + _MINUTE_S
            self._full_at = {client: full_at for client, full_at in self._full_at.items() if full_at > now}
