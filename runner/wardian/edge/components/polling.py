"""wasi:io/poll: waiting for time to pass and for fetches."""

from __future__ import annotations

from wardian.edge.components.handles import Misuse
from wardian.edge.components.interface import Interface
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.streams import Pollable
from wardian.edge.components.values import BOOL, U32, Borrow, Case, List
from wardian.edge.powers import Error, Refused

poll = Interface("wasi:io/poll", {"pollable": Pollable})

_POLLABLE = Borrow(Pollable)
_UNFINISHED = Case("internal-error", "the body of the request was never finished")


@poll.function("[method]pollable.ready", _POLLABLE, result=BOOL)
def _is_ready(run: ComponentRun, pollable: Pollable) -> bool:
    return bool(ready_now(run, [pollable]))


@poll.function("[method]pollable.block", _POLLABLE)
def _block(run: ComponentRun, pollable: Pollable) -> None:
    _wait(run, [pollable])


@poll.function("poll", List(_POLLABLE), result=List(U32))
def _poll(run: ComponentRun, pollables: list[Pollable]) -> list[int]:
    if not pollables:
        raise Misuse("it polled an empty list")
    return _wait(run, pollables)


def ready_now(run: ComponentRun, pollables: list[Pollable]) -> list[int]:
    """The indices of those that need not be waited for."""
    now = run.guest.wall_ns()
    return [index for index, pollable in enumerate(pollables) if _is_over(run, pollable, now)]


def _is_over(run: ComponentRun, pollable: Pollable, now: int) -> bool:
    fetch = pollable.fetch
    if fetch is None:
        return pollable.at_ns is None or pollable.at_ns <= now
    if fetch.handle is None:
        return fetch.error is not None
    return _first(run, (fetch.handle,), 0) is not None


def _wait(run: ComponentRun, pollables: list[Pollable]) -> list[int]:
    while not (ready := ready_now(run, pollables)):
        moments = [pollable.at_ns for pollable in pollables if pollable.at_ns is not None]
        fetches = [pollable.fetch for pollable in pollables if pollable.fetch is not None]
        sent = tuple(fetch.handle for fetch in fetches if fetch.handle is not None)
        if sent:
            _first(run, sent, _left_ms(run, moments))
            if run.guest.over_time():
                run.guest.wait(0, for_stdin=False)
        elif moments:
            run.guest.wait(max(0, min(moments) - run.guest.wall_ns()), for_stdin=False)
        else:
            for fetch in fetches:
                fetch.error = _UNFINISHED
    return ready


def _first(run: ComponentRun, handles: tuple[int, ...], timeout_ms: int) -> int | None:
    if run.powers is None:
        return 0
    try:
        return run.powers.select(handles, timeout_ms)
    except Refused as refused:
        return None if refused.error is Error.TIMED_OUT else 0


def _left_ms(run: ComponentRun, moments: list[int]) -> int:
    """Until the first of the moments, or until the guest's time ends."""
    now = run.guest.wall_ns()
    left = [run.guest.wall_left_ns(), *(moment - now for moment in moments)]
    return max(1, -(-min(left) // 10**6))
