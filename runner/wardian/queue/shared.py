"""A queue in PostgreSQL, for workers on any machine: procrastinate's, with clients that take turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from procrastinate import SyncPsycopgConnector
from procrastinate.jobs import Job as Deferred
from procrastinate.manager import JobManager
from sqlalchemy import Connection, text

from wardian.errors import QueueFull
from wardian.queue.durations import Durations, starts
from wardian.queue.local import Place
from wardian.queue.room import check_room
from wardian.queue.rounds import Entered, next_round
from wardian.queue.turns import Job

QUEUE = "builds"
TASK = "build"

_ENTERED = text("""
    SELECT args->>'name' AS name, args->>'client' AS client, args->>'kind' AS kind, -priority AS round,
           CASE WHEN status = 'doing' THEN coalesce((
               SELECT greatest(0, extract(epoch FROM clock_timestamp() - max(at)))
               FROM procrastinate_events WHERE job_id = jobs.id AND type = 'started'
           ), 0) END AS seconds
    FROM procrastinate_jobs AS jobs
    WHERE queue_name = :queue AND status IN ('todo', 'doing')
    ORDER BY priority DESC, id
""")
_FIND = text("SELECT id FROM procrastinate_jobs WHERE lock = :name AND status IN ('todo', 'doing')")
_FORGET_WORKERS = text("SELECT procrastinate_prune_stalled_workers_v1(:lease)")
_DROP = text("""
    DELETE FROM procrastinate_jobs AS jobs
    WHERE queue_name = :queue AND status = 'doing' AND (worker_id IS NULL OR (
        SELECT max(at) FROM procrastinate_events WHERE job_id = jobs.id AND type = 'started'
    ) < now() - make_interval(secs => :longest))
""")


class SharedQueue:
    """Jobs have names; what they stand for is kept elsewhere.

    Whatever is done belongs to the transaction of the given connection, which must be a writing one but to look. Calls
    block: asyncio code makes them in a worker thread.
    """

    def __init__(self, size: int) -> None:
        """`size` jobs may wait."""
        self._size = size
        self._jobs = JobManager(SyncPsycopgConnector())
        self._durations = Durations()

    def put(self, connection: Connection, jobs: Sequence[Job], *, always: bool = False) -> dict[str, QueueFull]:
        """Add jobs that are not there, in this order.

        Tells by name which had no room. All have it if `always`: jobs that have been acknowledged before.
        """
        entered = self.entered(connection)
        refused: dict[str, QueueFull] = {}
        deferred: list[Deferred] = []
        for job in jobs:
            try:
                if not always:
                    self._check_room(job, entered)
            except QueueFull as full:
                refused[job.name] = full
                continue
            place = Entered(job, next_round(job.client, entered))
            entered.append(place)
            deferred.append(_deferred(place))
        if deferred:
            self._jobs.batch_defer_jobs(deferred, connection=_driver(connection))
        return refused

    def _check_room(self, job: Job, entered: Sequence[Entered]) -> None:
        waiting = [other for other in entered if other.waits]
        check_room(self._size, len(waiting), own=any(other.job.client == job.client for other in waiting))

    def cancel(self, connection: Connection, name: str) -> None:
        """Take the job out, or have its worker stop it."""
        for job in connection.scalars(_FIND, {"name": name}).all():
            self._jobs.cancel_job_by_id(job, abort=True, delete_job=True, connection=_driver(connection))

    def entered(self, connection: Connection) -> list[Entered]:
        """All that wait or run, the next to start first."""
        rows = connection.execute(_ENTERED, {"queue": QUEUE})
        return [
            Entered(Job(row.name, row.client, row.kind), row.round, None if row.seconds is None else float(row.seconds))
            for row in rows
        ]

    def places(self, connection: Connection) -> list[Place]:
        """The waiting jobs, the next to start first. While any waits, as many run as can at once."""
        entered = self.entered(connection)
        waiting = [other.job for other in entered if other.waits]
        left = [
            max(0.0, (self._durations.expect(other.job.kind) or 0.0) - other.seconds)
            for other in entered
            if other.seconds is not None
        ]
        expected = [self._durations.expect(job.kind) for job in waiting]
        waits = starts(max(1, len(left)), left, (seconds or 0.0 for seconds in expected))
        return [
            Place(job.name, position, None if known is None else round(wait, 1))
            for position, (job, known, wait) in enumerate(zip(waiting, expected, waits, strict=True), 1)
        ]

    def took(self, kind: str, seconds: float) -> None:
        """A job has ended after so long: from this, waits are told."""
        self._durations.note(kind, seconds)

    def drop_lost(self, connection: Connection, lease_s: float, longest_s: float) -> None:
        """Jobs whose worker has not been heard of for `lease_s`, or that run for longer than any may."""
        connection.execute(_FORGET_WORKERS, {"lease": lease_s})
        connection.execute(_DROP, {"queue": QUEUE, "longest": longest_s})


def _deferred(entered: Entered) -> Deferred:
    job = entered.job
    return Deferred(
        id=None,
        queue=QUEUE,
        task_name=TASK,
        lock=job.name,
        queueing_lock=job.name,
        priority=-entered.round,
        task_kwargs=asdict(job),
    )


def _driver(connection: Connection) -> Any:
    """psycopg's own connection, in the same transaction."""
    return connection.connection.driver_connection
