"""The fetches of one run, as its guest's thread sees them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from wardian.edge.powers import asks
from wardian.edge.powers.exchange import Response
from wardian.edge.powers.fetcher import MOST_REDIRECTS, Fetcher, Journey, Permit
from wardian.edge.powers.log import Log
from wardian.edge.powers.refused import Error, Refused
from wardian.units import size as in_words

_GRACE_S = 1.0
"""How long after its own end a fetch is waited for before the event loop is taken to be gone."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Seconds and bytes: what a fetch has if the guest says nothing, and may have at most."""

    seconds: float
    sent: int
    received: int


class _Fetch:
    """One under way. `rest` is what was received and not read yet, `most` how much may be received, in bytes."""

    def __init__(self, journey: Journey, future: Future[Response], most: int) -> None:
        self.journey = journey
        self.future = future
        self.most = most
        self.sent = len(journey.ask.body)
        self.received = 0
        self.rest = b""
        self.ended = False
        self.failure: Refused | None = None
        self.started = time.monotonic()
        self.took_s = 0.0
        self.logged = False
        future.add_done_callback(self._head_came)

    def _head_came(self, future: Future[Response]) -> None:
        self.took_s = time.monotonic() - self.started


class Fetches:
    """One run's; see `Powers` for what each call does. For the guest's thread alone."""

    def __init__(
        self, fetcher: Fetcher, permit: Permit, limits: FetchLimits, loop: asyncio.AbstractEventLoop, log: Log
    ) -> None:
        self._fetcher = fetcher
        self._permit = permit
        self._limits = limits
        self._loop = loop
        self._log = log
        self._handles: list[_Fetch | None] = []

    def send(self, head: str, body: bytes, timeout_ms: int, most: int, redirects: int = MOST_REDIRECTS) -> int:
        started = time.monotonic()
        try:
            ask = asks.parse(head, body, self._sendable())
            self._permit.use(ask.target)
        except Refused as refused:
            target = head.partition("\n")[0].partition("?")[0]
            self._log.add("fetch", target, refused.error.label, time.monotonic() - started)
            raise
        seconds = timeout_ms / 1000 if timeout_ms > 0 else self._limits.seconds
        journey = Journey(ask, min(started + seconds, self._permit.chain.deadline))
        future = self._start(self._fetcher.fetch(journey, self._permit, redirects))
        limit = self._limits.received
        self._handles.append(_Fetch(journey, future, min(most, limit) if most > 0 else limit))
        return len(self._handles) - 1

    def select(self, handles: Sequence[int], timeout_ms: int) -> int:
        futures = [self._find(handle).future for handle in handles]
        if not futures:
            raise Refused(Error.INVALID, "There is no handle to wait for.")
        left = max(self._permit.chain.deadline - time.monotonic(), 0)
        wait_for(futures, left if timeout_ms < 0 else min(timeout_ms / 1000, left), FIRST_COMPLETED)
        ready = next((index for index, future in enumerate(futures) if future.done()), None)
        if ready is None:
            raise Refused(Error.TIMED_OUT, f"None of the fetches had an answer within {timeout_ms} ms.")
        return ready

    def head(self, handle: int) -> str:
        response = self._response(self._find(handle))
        lines = (f"{name}: {' '.join(value.splitlines())}\n" for name, value in response.headers)
        return "".join((f"{response.status}\n", *lines))

    def read(self, handle: int, size: int) -> bytes:
        fetch = self._find(handle)
        response = self._response(fetch)
        if not fetch.rest and not fetch.ended:
            self._receive(fetch, response)
        part, fetch.rest = fetch.rest[: max(size, 0)], fetch.rest[max(size, 0) :]
        return part

    def close(self, handle: int) -> None:
        fetch = self._find(handle)
        self._handles[handle] = None
        self._give_up(fetch)

    def close_all(self) -> None:
        for fetch in self._handles:
            if fetch is not None:
                self._give_up(fetch)
        self._handles.clear()

    def _sendable(self) -> int:
        """What is left of the bytes that bodies on their way may have together."""
        held = sum(fetch.sent for fetch in self._handles if fetch is not None and not fetch.future.done())
        return max(self._limits.sent - held, 0)

    def _find(self, handle: int) -> _Fetch:
        fetch = self._handles[handle] if 0 <= handle < len(self._handles) else None
        if fetch is None:
            raise Refused(Error.INVALID, f"{handle} is not the handle of a fetch, or it was closed.")
        return fetch

    def _response(self, fetch: _Fetch) -> Response:
        return self._wait(fetch, fetch.future)

    def _receive(self, fetch: _Fetch, response: Response) -> None:
        started = time.monotonic()
        try:
            fetch.rest = self._wait(fetch, self._start(self._fetcher.chunk(fetch.journey, response)))
        finally:
            fetch.took_s += time.monotonic() - started
        fetch.received += len(fetch.rest)
        fetch.ended = not fetch.rest
        if fetch.received > fetch.most:
            fetch.rest = b""
            most = in_words(fetch.most)
            self._fail(fetch, Refused(Error.TOO_LARGE, f"The body of the answer is larger than {most}."))
        if fetch.ended:
            self._record(fetch, str(response.status))

    def _wait(self, fetch: _Fetch, future: Future[_T]) -> _T:
        if fetch.failure is not None:
            raise fetch.failure
        left = max(fetch.journey.deadline - time.monotonic(), 0)
        try:
            return future.result(left + _GRACE_S)
        except Refused as refused:
            self._fail(fetch, refused)
        except (CancelledError, TimeoutError):
            self._fail(fetch, Refused(Error.TIMED_OUT, "The edge is stopping, or too busy to fetch."))

    def _fail(self, fetch: _Fetch, refused: Refused) -> NoReturn:
        fetch.failure = refused
        self._record(fetch, refused.error.label)
        raise refused

    def _give_up(self, fetch: _Fetch) -> None:
        done = fetch.future.done() and not fetch.future.cancelled() and fetch.future.exception() is None
        self._record(fetch, str(fetch.future.result().status) if done else "given_up")
        if not fetch.ended:
            self._fetcher.drop(fetch.journey, self._loop)

    def _record(self, fetch: _Fetch, outcome: str) -> None:
        """Once a fetch, with the redirects before it."""
        if fetch.logged:
            return
        fetch.logged = True
        passed = fetch.journey.passed
        for label, status, seconds in passed:
            self._log.add("fetch", label, str(status), seconds)
        took_s = fetch.took_s if fetch.future.done() else time.monotonic() - fetch.started
        own_s = max(took_s - sum(seconds for *_, seconds in passed), 0)
        self._log.add("fetch", fetch.journey.ask.label, outcome, own_s, fetch.sent, fetch.received)

    def _start(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise Refused(Error.UNREACHABLE, "The edge is stopping.") from None
