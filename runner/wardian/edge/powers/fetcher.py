"""What all fetches of a process share, and the way of one through grants and redirects."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from ssl import SSLContext
from typing import Any, TypeVar

from wardian.edge.chain import Chain
from wardian.edge.powers.asks import REDIRECTS, Ask
from wardian.edge.powers.exchange import Response, exchange, make_tls
from wardian.edge.powers.inside import Neighbours
from wardian.edge.powers.network import CheckedNetwork, Resolver
from wardian.edge.powers.refused import NO_FETCH, Error, Refused
from wardian.edge.powers.targets import Target, parse_grant
from wardian.settings import Networks

MOST_REDIRECTS = 5

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Permit:
    """What one run of the deployment of that id may fetch, and what it has left of its chain's time and fetches."""

    deployment: str
    grants: tuple[str, ...]
    chain: Chain

    def use(self, target: Target) -> None:
        """One fetch of it. Raises Refused."""
        if target.grant not in map(parse_grant, self.grants):
            raise Refused(Error.NOT_GRANTED, self._missing(target.grant))
        if not self.chain.fetches.take():
            raise Refused(
                Error.TOO_MANY,
                f"A request may set off {self.chain.fetches.most} fetches, with redirects and other guests' fetches.",
            )

    def _missing(self, grant: str) -> str:
        if not self.grants:
            return NO_FETCH
        return (
            f"This deployment may not fetch {grant}; it may fetch only {', '.join(self.grants)}. "
            "Whoever deploys it can grant that: under Permissions in the playground, "
            f'or with fetch = ["{grant}"] under [grants] in wardian.toml.'
        )


@dataclass(slots=True)
class Journey:
    """One fetch on its way. `passed` are the redirects that it came through: what was asked, status, seconds."""

    ask: Ask
    deadline: float
    passed: list[tuple[str, int, float]] = field(default_factory=list)
    task: asyncio.Task[Any] | None = None
    response: Response | None = None


class Fetcher:
    """One process's. Its coroutines run on the event loop."""

    def __init__(self, neighbours: Neighbours, networks: Networks) -> None:
        """`networks` may be reached though they are not public."""
        self._neighbours = neighbours
        self._networks = networks
        self._resolver = Resolver()
        self._dropping: set[Future[None]] = set()

    def close(self) -> None:
        self._resolver.close()

    async def fetch(self, journey: Journey, permit: Permit, redirects: int) -> Response:
        """The answer at the end of at most so many redirects; with 0 they are not followed. Raises Refused.

        The permit was used for the first step.
        """
        journey.task = asyncio.current_task()
        for left in range(redirects, -1, -1):
            started = time.monotonic()
            journey.response = response = await self._step(journey, permit)
            location = response.header("location") if response.status in REDIRECTS else None
            if location is None or redirects == 0:
                return response
            await response.body.aclose()
            journey.passed.append((journey.ask.label, response.status, time.monotonic() - started))
            if left == 0:
                break
            journey.ask = journey.ask.redirected(response.status, location)
            permit.use(journey.ask.target)
        raise Refused(Error.TOO_MANY, f"The fetch was redirected more than {redirects} times.")

    async def chunk(self, journey: Journey, response: Response) -> bytes:
        """Raises Refused, also when the fetch's time is up."""
        return await within(journey, response.body.chunk())

    def drop(self, journey: Journey, loop: asyncio.AbstractEventLoop) -> None:
        """From any thread: what is left of the fetch is given up soon."""
        work = self._drop(journey)
        try:
            dropping = asyncio.run_coroutine_threadsafe(work, loop)
        except RuntimeError:  # the loop is closed, and with it all connections
            return work.close()
        self._dropping.add(dropping)
        return dropping.add_done_callback(self._dropping.discard)

    async def _drop(self, journey: Journey) -> None:
        if journey.task is not None:
            journey.task.cancel()
            await asyncio.wait([journey.task])
        if journey.response is not None:
            await journey.response.body.aclose()

    async def _step(self, journey: Journey, permit: Permit) -> Response:
        name = self._neighbours.name(journey.ask.target)
        if name is not None:
            deeper = permit.chain.next(journey.deadline)
            return await within(journey, self._neighbours.exchange(name, journey.ask, deeper))
        network = CheckedNetwork(self._resolver, self._networks, permit.deployment, journey.deadline)
        return await within(journey, exchange(journey.ask, [permit.chain.cdn_loop()], network, self._tls))

    @cached_property
    def _tls(self) -> SSLContext:
        return make_tls()


async def within(journey: Journey, work: Coroutine[Any, Any, _T]) -> _T:
    """Raises Refused when the fetch's time is up, also if there would be no need to wait."""
    late = Refused(Error.TIMED_OUT, f"{journey.ask.target.grant} did not answer within the time that the fetch had.")
    left = journey.deadline - time.monotonic()
    if left <= 0:
        work.close()
        raise late
    try:
        async with asyncio.timeout(left):
            return await work
    except TimeoutError:
        raise late from None
