"""How many builds a client may start in a minute, and in an hour, whichever process it asks."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from wardian.errors import QuotaReached, TooManyBuilds, WardianError
from wardian.storage.buckets import Bucket, Buckets
from wardian.storage.claims import Enter, Wanted
from wardian.storage.database import GONE
from wardian.threads import to_its_end
from wardian.units import counted

_MINUTE_S = 60.0
_HOUR_S = 3600.0
_ROUNDING_S = 1e-3
_HEEDED_S = 1.0
"""Who was refused is refused again for so long without a look at the database, so that insisting costs it nothing."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Limit:
    """A bucket holds `size` builds, and so many more come in `period_s`. `refusal` is told of it, and when."""

    name: str
    size: int
    period_s: float
    refusal: Callable[[int, float], WardianError]

    @property
    def each_s(self) -> float:
        return self.period_s / self.size

    def missing(self, full_in: float) -> int:
        """How many were taken too many of a bucket that will be full in so many seconds."""
        return max(0, math.ceil((full_in - self.period_s - _ROUNDING_S) / self.each_s))


@dataclass(frozen=True, slots=True)
class _Refused:
    limit: _Limit
    at: float
    free_at: float


class Rate:
    """Builds are counted in the transaction that writes them down: none is forgotten, and none needs another one."""

    def __init__(
        self, buckets: Buckets, per_minute: int, per_hour: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        """0 is no limit. `clock` tells seconds since 1970."""
        self._buckets = buckets
        self._clock = clock
        limits = _Limit("minute", per_minute, _MINUTE_S, _too_many), _Limit("hour", per_hour, _HOUR_S, _quota_reached)
        self._limits = [limit for limit in limits if limit.size]
        self._refused: dict[str, _Refused] = {}
        """The last one of each client that was refused lately."""

    def check(self, client: str) -> None:
        """Raises TooManyBuilds or QuotaReached for whom this process has just refused a build."""
        refused, now = self._refused.get(client), self._clock()
        if refused is not None and now < min(refused.at + _HEEDED_S, refused.free_at):
            raise refused.limit.refusal(refused.limit.size, refused.free_at - now)

    def admitting(self, enter: Enter) -> Enter:
        """`enter`, for builds that may start; TooManyBuilds or QuotaReached for the others. What it lets in counts."""
        if not self._limits:
            return enter

        def admit(connection: Connection, due: Sequence[Wanted]) -> Mapping[str, WardianError]:
            refused = self._take(connection, due)
            rest = [one for one in due if one.build not in refused]
            refused |= enter(connection, rest) if rest else {}
            if refused:
                self._buckets.give_back(connection, self._cost([one for one in due if one.build in refused]))
            return refused

        return admit

    async def forget_regularly(self, every_s: float = _MINUTE_S) -> None:
        """Forget for ever who may start as many as ever; cancel to end."""
        while True:
            self._refused.clear()
            try:
                await to_its_end(partial(self._buckets.forget_full, self._clock()))
            except GONE as error:
                _log.warning("nobody's builds were forgotten: %s", error)
            await asyncio.sleep(every_s)

    def _take(self, connection: Connection, due: Sequence[Wanted]) -> dict[str, WardianError]:
        """For all; why some were too many, which the last of their client's are."""
        now = self._clock()
        full_at = self._buckets.take(connection, self._cost(due), now)
        refused: dict[str, WardianError] = {}
        for client in {one.interest.client for one in due}:
            full_in = {limit: full_at[limit.name, client] - now for limit in self._limits}
            limit = max(self._limits, key=lambda limit: limit.missing(full_in[limit]))
            if missing := limit.missing(full_in[limit]):
                builds = [one.build for one in due if one.interest.client == client][-missing:]
                free_in = full_in[limit] - limit.period_s - (len(builds) - 1) * limit.each_s
                self._refused[client] = _Refused(limit, now, now + free_in)
                refused |= {build: limit.refusal(limit.size, free_in) for build in builds}
        return refused

    def _cost(self, wanted: Sequence[Wanted]) -> dict[Bucket, float]:
        """How long these builds' clients' buckets take to fill again."""
        builds = Counter(one.interest.client for one in wanted)
        return {
            (limit.name, client): count * limit.each_s for client, count in builds.items() for limit in self._limits
        }


def _too_many(size: int, seconds: float) -> TooManyBuilds:
    return TooManyBuilds(
        f"You may start {size} builds a minute here. What is built already is always answered.", math.ceil(seconds)
    )


def _quota_reached(size: int, seconds: float) -> QuotaReached:
    return QuotaReached(
        f"{size} programs were built for your internet address within an hour; this server allows "
        f"no more (WARDIAN_BUILD_HOUR). Try again in {counted(math.ceil(seconds / _MINUTE_S), 'minute')}. "
        "What is built already is always answered.",
        math.ceil(seconds),
    )
