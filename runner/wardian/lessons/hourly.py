"""The runner's figures for whoever asks: measured when somebody does, and at most once an hour however many do."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Mapping

from wardian.errors import Unavailable

_log = logging.getLogger(__name__)

FRESH_S = 3600
_LONGEST_S = 300
"""The first time on a machine, programs are compiled for it."""

COMMAND = (sys.executable, "-m", "wardian", "lesson", "measure")
"""A process of its own, so that neither does this one wait nor is it what is measured."""


class Hourly:
    """Runs `command`, which prints the figures, with the environment `environ`."""

    def __init__(self, environ: Mapping[str, str], command: tuple[str, ...] = COMMAND) -> None:
        self._environ = environ
        self._command = command
        self._latest: bytes | None = None
        self._tried: float | None = None
        self._task: asyncio.Task[None] | None = None

    async def latest(self, wait_s: float) -> bytes | None:
        """The figures as JSON; those of the last time while new ones are measured, or None if there are none yet.

        Waits so many seconds for the first. Raises Unavailable when they could not be measured within this hour.
        """
        if self._due():
            self._tried = time.monotonic()
            self._task = asyncio.create_task(self._measure())
        if self._latest is None and self._task is not None:
            await asyncio.wait({self._task}, timeout=wait_s)
        if self._latest is None and not self._measuring():
            raise Unavailable("Nothing could be measured here; the server's log says why.", retry_after=self.fresh_s())
        return self._latest

    def fresh_s(self) -> int:
        """For how many seconds nothing new will be measured."""
        return 0 if self._tried is None else max(0, round(self._tried + FRESH_S - time.monotonic()))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _due(self) -> bool:
        return not self._measuring() and (self._tried is None or time.monotonic() - self._tried >= FRESH_S)

    def _measuring(self) -> bool:
        return self._task is not None and not self._task.done()

    async def _measure(self) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=PIPE, env=self._environ
            )
        except OSError:
            _log.exception("nothing could be started to measure")
            return
        try:
            stdout, stderr = await asyncio.wait_for(process.communicate(), _LONGEST_S)
        except TimeoutError:
            _log.error("measuring took more than %d s", _LONGEST_S)
            return
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode == 0:
            self._latest = stdout
        else:
            _log.error("measuring ended with %d: %s", process.returncode, stderr.decode(errors="replace").strip())
