"""Takes note of each request to a guest, and hands the notes to the database a few times a second.

The way of a request only appends to a list. All else happens on a thread of its own: a database that does not answer
slows no request, and what it has not taken is counted, not kept.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from wardian.edge import cgi, pages
from wardian.edge.figures import Figures
from wardian.edge.outcome import Outcome
from wardian.edge.pages import Answer
from wardian.model import Deployment, Frame, HostCall, Receipt
from wardian.storage.receipts import LeftOut, ReceiptRecords

FLUSH_S = 0.1
MOST = 20
"""Receipts of a deployment between two flushes; the rest is counted."""

_MOST_DEPLOYMENTS = 1024
_LONGEST_PATH = 2048
_LAST_FLUSH_S = 2.0
_log = logging.getLogger(__name__)


class _Note(NamedTuple):
    """What a receipt will hold, in its order: making one takes a tenth of the time. `at` is in seconds since 1970."""

    deployment: str
    version: int
    at: float
    method: str
    path: str
    query: str
    status: int
    outcome: str
    exit_code: int | None
    message: str
    instantiate_us: float
    total_us: float
    cpu_us: float
    fuel: int | None
    peak_memory: int
    bytes_in: int
    bytes_out: int
    hops: int
    trace: tuple[Frame, ...]
    calls: tuple[HostCall, ...]
    stderr: bytes


class _Notes:
    """Of one deployment, since the last flush."""

    __slots__ = ("kept", "left_out")

    def __init__(self) -> None:
        self.kept: list[_Note] = []
        self.left_out = 0


class Recorder:
    """One process's. `record` is for the event loop's thread only."""

    def __init__(self, records: ReceiptRecords, figures: Figures) -> None:
        self._records = records
        self._figures = figures
        self._notes: dict[str, _Notes] = {}
        self._writer = ThreadPoolExecutor(1, "receipts")
        self._flushing: asyncio.Task[None] | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Flush every FLUSH_S seconds, until `close`."""
        self._flushing = loop.create_task(self._flush_regularly())

    def record(
        self,
        deployment: Deployment,
        request: cgi.Request,
        answer: Answer,
        outcome: Outcome,
        calls: Sequence[HostCall] = (),
        hops: int = 0,
    ) -> None:
        """A request that a guest was run for. Never blocks and never fails."""
        status, _, body = answer
        received, sent = len(request.body), len(body)
        self._figures.count(deployment.language or "component", status, outcome, calls, received, sent)
        notes = self._notes.get(deployment.id)
        if notes is None:
            if len(self._notes) >= _MOST_DEPLOYMENTS:
                return self._figures.leave_out(1)
            notes = self._notes[deployment.id] = _Notes()
        if len(notes.kept) >= MOST:
            notes.left_out += 1
            return self._figures.leave_out(1)
        notes.kept.append(
            _Note(
                deployment.name,
                deployment.version,
                time.time(),
                request.method,
                request.path,
                request.query,
                status,
                outcome.kind,
                outcome.exit_code,
                outcome.message,
                outcome.instantiate_us,
                outcome.total_us,
                outcome.cpu_us,
                outcome.fuel,
                outcome.peak_memory,
                received,
                sent,
                hops,
                outcome.trace,
                tuple(calls),
                outcome.stderr,
            )
        )
        return None

    async def flush(self) -> None:
        """Write what was noted so far."""
        notes, self._notes = self._notes, {}
        try:
            await asyncio.get_running_loop().run_in_executor(self._writer, self._write, notes)
        except SQLAlchemyError as error:
            self._lose(notes, error)

    def close(self) -> None:
        """Stop flushing and write the rest, for at most two seconds."""
        if self._flushing is not None:
            self._flushing.cancel()
        writing = self._writer.submit(self._write, self._notes)
        with suppress(TimeoutError, SQLAlchemyError):
            writing.result(_LAST_FLUSH_S)
        self._writer.shutdown(wait=False, cancel_futures=True)

    async def _flush_regularly(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            if self._notes:
                await self.flush()

    def _write(self, notes: dict[str, _Notes]) -> None:
        if notes:
            self._records.add({deployment: _entries(of) for deployment, of in notes.items()})

    def _lose(self, notes: dict[str, _Notes], error: SQLAlchemyError) -> None:
        """The followers will be told how many there were, once the database answers again."""
        lost = sum(len(of.kept) for of in notes.values())
        self._figures.leave_out(lost)
        for deployment, of in notes.items():
            self._notes.setdefault(deployment, _Notes()).left_out += len(of.kept) + of.left_out
        if lost:
            _log.warning("the database did not take %d receipts: %s", lost, error)


def _entries(notes: _Notes) -> list[Receipt | LeftOut]:
    entries: list[Receipt | LeftOut] = [_receipt(note) for note in notes.kept]
    if notes.left_out:
        entries.append(LeftOut(datetime.now(UTC), notes.left_out))
    return entries


def _receipt(note: _Note) -> Receipt:
    values = note._asdict()
    query = values.pop("query")
    values["path"] = (f"{note.path}?{query}" if query else note.path)[:_LONGEST_PATH]
    return Receipt(**{**values, "at": datetime.fromtimestamp(note.at, UTC), "stderr": pages.tail(note.stderr)})
