"""The event loop that `asyncio.run` makes: nothing can call a worker back while its program runs, so the loop sleeps.

Pyodide's own loop, and its time.sleep, leave waiting to JavaScript, for which the engine must be able to suspend
WebAssembly, and that loop must be the running one.
"""

import time
from asyncio import events, selector_events
from selectors import _BaseSelectorImpl

ENDLESS = "the event loop would wait for ever: no task can go on"


class Selector(_BaseSelectorImpl):
    """There are no sockets to wait for: only time passes."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError(ENDLESS)
        if timeout > 0:
            time.sleep(timeout)
        return []


class Loop(selector_events.BaseSelectorEventLoop):
    def __init__(self):
        super().__init__(Selector())

    def _make_self_pipe(self):
        """asyncio wakes its loop from threads and signals through a pair of sockets; here are none of the three."""
        self._ssock = self._csock = None
        self._internal_fds += 1

    def _close_self_pipe(self):
        self._internal_fds -= 1

    def _write_to_self(self):
        pass


class Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


time.sleep = time.sleep.__wrapped__
events._set_running_loop(None)
events._set_event_loop_policy(Policy())
