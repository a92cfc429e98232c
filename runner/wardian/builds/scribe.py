"""Writes down what a compiler says while it runs, so that whoever follows the build hears it through any process."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from types import TracebackType
from typing import Self

from wardian.model import Diagnostic
from wardian.storage.builds import BuildRecords
from wardian.storage.database import GONE
from wardian.threads import to_its_end

_EVERY_S = 0.2
_log = logging.getLogger(__name__)


class Scribe:
    """A context for the time in which the compiler runs. Calls belong to one event loop."""

    def __init__(self, records: BuildRecords, build: str, attempt: int) -> None:
        self._records = records
        self._build = build
        self._attempt = attempt
        self._log = ""
        self._found: tuple[Diagnostic, ...] = ()
        self._new = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._writing = asyncio.create_task(self._write())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What has not been written yet is in the end of the build."""
        self._writing.cancel()
        await asyncio.wait({self._writing})

    def said(self, text: str, found: tuple[Diagnostic, ...]) -> None:
        self._log += text
        self._found += found
        self._new.set()

    async def _write(self) -> None:
        while True:
            await self._new.wait()
            self._new.clear()
            try:
                await to_its_end(partial(self._records.said, self._build, self._attempt, self._log, self._found))
            except GONE as refused:
                _log.warning("the database did not take what build %s says: %s", self._build, refused)
            await asyncio.sleep(_EVERY_S)
