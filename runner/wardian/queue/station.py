"""Takes jobs from the queue in PostgreSQL, by procrastinate's worker, for as long as the process runs."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from wardian.liveness import said_goodbye
from wardian.queue.local import Work
from wardian.queue.shared import QUEUE, TASK

_CONNECT_S = 5
_OPEN_S = 5.0
_POLL_S = 1.0
"""A net under the news of jobs, which come by NOTIFY."""

_AGAIN_S = 0.5
_BEATS = 3
_log = logging.getLogger(__name__)


class Station:
    def __init__(self, url: str, workers: int, lease_s: float, grace_s: float) -> None:
        """`workers` jobs run at once. It is heard of thrice in each `lease_s`. At its end jobs have `grace_s`."""
        self._url = url
        self._workers = workers
        self._lease_s = lease_s
        self._grace_s = grace_s
        self._running = 0

    def running(self) -> int:
        return self._running

    async def run(self, work: Work) -> None:
        """Until it is cancelled: then it takes no more jobs and waits for its own. A cancelled job's work is cancelled.

        When the database goes away it waits for it, as somebody new.
        """
        while True:
            await self._shift(work)
            await asyncio.sleep(_AGAIN_S)

    async def _shift(self, work: Work) -> None:
        """What takes jobs is told to stop, not cancelled: a pool of connections that is being opened would forget that,
        as `asyncio.wait_for` does on Python 3.11 (https://github.com/python/cpython/issues/86296).
        """
        stopped = asyncio.Event()
        taking = asyncio.create_task(self._take(work, stopped))
        try:
            await asyncio.wait({taking})
        finally:
            stopped.set()
            await asyncio.wait({taking})
        error = taking.exception()
        if isinstance(error, (ConnectorException, psycopg.Error)):
            _log.warning("the queue does not answer: %s", error.__cause__ or error)
        elif error is not None:
            raise error

    async def _take(self, work: Work, stopped: asyncio.Event) -> None:
        connector = PsycopgConnector(
            pool_factory=_pool,
            configure=_autocommit,
            conninfo=self._url,
            kwargs={"connect_timeout": _CONNECT_S},
            min_size=1,
            max_size=self._workers + 2,
            timeout=_OPEN_S,
        )
        app = App(connector=connector)

        @app.task(name=TASK)
        async def job(name: str, client: str, kind: str) -> None:
            self._running += 1
            try:
                await work(name)
            finally:
                self._running -= 1

        worker = self._worker(app)
        stopping = asyncio.create_task(_stop(worker, stopped))
        try:
            await app.open_async()
            if not stopped.is_set():
                await worker.run()  # type: ignore[no-untyped-call]
        finally:
            stopping.cancel()
            await app.close_async()

    def _worker(self, app: App) -> Worker:
        return Worker(
            app,
            queues=[QUEUE],
            concurrency=self._workers,
            fetch_job_polling_interval=_POLL_S,
            abort_job_polling_interval=_POLL_S,
            update_heartbeat_interval=self._lease_s / _BEATS,
            stalled_worker_timeout=self._lease_s,
            shutdown_graceful_timeout=self._grace_s,
            install_signal_handlers=False,
            delete_jobs="always",
        )


async def _stop(worker: Worker, stopped: asyncio.Event) -> None:
    await stopped.wait()
    worker.stop()  # type: ignore[no-untyped-call]


def _pool(*, check: Any, **options: Any) -> AsyncConnectionPool:
    """procrastinate's own `check` asks the server each time."""
    return AsyncConnectionPool(check=_check_alive, **options)


async def _check_alive(connection: AsyncConnection) -> None:
    """The pool takes another in its place."""
    if said_goodbye(connection):
        raise psycopg.OperationalError("the server has closed the connection")


async def _autocommit(connection: AsyncConnection) -> None:
    """Each of procrastinate's statements is one transaction: BEGIN and COMMIT would be two more."""
    await connection.set_autocommit(True)
