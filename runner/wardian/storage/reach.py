"""The database as somebody asks it who has visitors waiting: one that does not answer holds nobody up for long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import select

from wardian.errors import WrongSchema
from wardian.storage.database import GONE, Database

PATIENCE_S = 2.0
"""How long the database may take for an answer before it counts as lost."""

_AWAY = (*GONE, WrongSchema, TimeoutError)
"""A schema is found out to be another one by a connection that is made anew: the others were lost."""

_RETRY_S = 0.5
_THREADS = 4
_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)


class Lost(Exception):
    """The database does not answer for now."""


class Reach:
    """Belongs to an event loop. While the database is lost it is asked by one only: whether it is back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(_THREADS, "database")
        self._watching: asyncio.Task[None] | None = None

    def close(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def ask(self, read: Callable[[], _Answer]) -> _Answer:
        """What `read` gives. Raises Lost, at once when it is known.

        SQLite answers sooner than another thread would be awake.
        """
        if self._watching is not None:
            raise Lost
        try:
            return await self._ask(read) if self._database.remote else read()
        except _AWAY as error:
            self._lose(error)
            raise Lost from error

    async def answers(self) -> bool:
        try:
            await self.ask(self._check)
        except Lost:
            return False
        return True

    async def _ask(self, read: Callable[[], _Answer]) -> _Answer:
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.get_running_loop().run_in_executor(self._threads, read)

    def _lose(self, error: BaseException) -> None:
        """Several may find out at the same time."""
        if self._watching is None:
            _log.warning("the database is lost: %s", error or "no answer in time")
            self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_RETRY_S)
            try:
                await self._ask(self._check)
            except _AWAY:
                continue
            _log.warning("the database is back")
            self._watching = None
            return

    def _check(self) -> None:
        with self._database.read() as connection:
            connection.execute(select(1))
