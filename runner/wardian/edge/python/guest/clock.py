"""Waiting. The host lets no instance block in the system's own poll, so everything that waits asks it to sleep."""

# mypy: disable-error-code="attr-defined,misc,assignment"

from __future__ import annotations

import select
import selectors
import threading
import time
from asyncio import selector_events
from typing import Any

from wit_world.imports import clock

_LONGEST_S = 1e9
"""Longer than any program may run."""


def sleep(seconds: float, /) -> None:
    """What `time.sleep` is in a program."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    clock.sleep(round(min(seconds, _LONGEST_S) * 1e9))


class Selector(selectors._BaseSelectorImpl):
    """There are no sockets to wait for: only time passes."""

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("the event loop would wait for ever: no task can go on")
        if timeout > 0:
            sleep(timeout)
        return []


def _no_pipe(loop: Any) -> None:
    """asyncio wakes its loop from threads and signals through a pair of sockets; here are none of the three."""
    loop._ssock = loop._csock = None
    loop._internal_fds += 1


def _close_no_pipe(loop: Any) -> None:
    loop._internal_fds -= 1


def _no_wake_up(loop: Any) -> None:
    pass


def _select(read: Any, write: Any, other: Any, timeout: float | None = None, /) -> tuple[Any, Any, Any]:
    """What `select.select` is in a program: everything there is, is ready at once."""
    if not (read or write or other):
        sleep(3600.0 if timeout is None else timeout)
    return list(read), list(write), []


def _wait(condition: threading.Condition, timeout: float | None = None) -> bool:
    """What `threading.Condition.wait` is in a program, which has one thread: nobody can notify it."""
    if timeout is None:
        raise RuntimeError("this would wait for ever: there are no other threads")
    sleep(max(0.0, timeout))
    return False


def install() -> None:
    time.sleep = sleep
    threading.Condition.wait = _wait
    select.select = _select
    selectors.DefaultSelector = Selector
    loop = selector_events.BaseSelectorEventLoop
    loop._make_self_pipe, loop._close_self_pipe, loop._write_to_self = _no_pipe, _close_no_pipe, _no_wake_up
