"""The edge's figures for Prometheus, over all its processes.

Each process holds a slot: a file with what it has counted, written once a second. A process that starts takes the
first free slot and goes on counting where its last holder stopped, so that a counter never goes down.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from wardian.edge.figures import Figures, Histogram
from wardian.edge.pages import Answer

SAVE_S = 1.0
_MICRO = 1e-6
_HISTOGRAMS = {
    "total": ("wardian_edge_request_seconds", "Time of a guest's whole run.", _MICRO),
    "instantiate": ("wardian_edge_instantiate_seconds", "Time until a guest's first instruction.", _MICRO),
    "cpu": ("wardian_edge_cpu_seconds", "CPU time of a guest's run.", _MICRO),
    "memory": ("wardian_edge_memory_bytes", "The most memory that a guest had.", 1),
}
_log = logging.getLogger(__name__)


class Metrics:
    """One process's slot, and the way to all of them."""

    def __init__(self, folder: Path, figures: Figures) -> None:
        """`folder` is for nothing else. `figures` start with what the slot holds."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._figures = figures
        self._lock, self._slot = _take_slot(folder)
        _add(figures, self._slot)
        self._saved = figures.changes
        self._writing = threading.Lock()
        self._closed = False
        self._saving: asyncio.Task[None] | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Save every SAVE_S seconds, until `close`."""
        self._saving = loop.create_task(self._save_regularly())

    def close(self) -> None:
        """Save, and leave the slot to another process."""
        if self._saving is not None:
            self._saving.cancel()
        self._write(self._figures.changes, self._figures.dump())
        with self._writing:
            os.close(self._lock)
            self._closed = True

    async def answer(self) -> Answer:
        """What Prometheus is told. It is saved first: a later answer, whoever gives it, is never less."""
        text = await asyncio.to_thread(self._collect, self._figures.changes, self._figures.dump())
        return 200, [("content-type", CONTENT_TYPE_LATEST), ("cache-control", "no-store")], text

    async def _save_regularly(self) -> None:
        while True:
            await asyncio.sleep(SAVE_S)
            if self._figures.changes != self._saved:
                await asyncio.to_thread(self._write, self._figures.changes, self._figures.dump())

    def _write(self, changes: int, dumped: dict[str, Any]) -> None:
        """Readers see the former file or this one, never a part, and never an older one after a newer."""
        new = self._slot.with_suffix(".new")
        with self._writing:
            if self._closed or changes < self._saved:
                return
            try:
                new.write_text(json.dumps(dumped), encoding="utf-8")
                new.replace(self._slot)
                self._saved = changes
            except OSError as error:
                _log.warning("the edge's figures could not be saved: %s", error)

    def _collect(self, changes: int, dumped: dict[str, Any]) -> bytes:
        self._write(changes, dumped)
        everything = Figures()
        everything.add(dumped)
        for slot in self._folder.glob("*.json"):
            if slot != self._slot:
                _add(everything, slot)
        registry = CollectorRegistry()
        registry.register(_Families(everything))
        return generate_latest(registry)


class _Families(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        languages = self._figures.languages
        for name, (metric, help, unit) in _HISTOGRAMS.items():
            family = HistogramMetricFamily(metric, help, labels=["language"])
            for language, of in languages.items():
                histogram = of.histograms[name]
                family.add_metric([language], list(_buckets(histogram, unit)), histogram.sum * unit)
            yield family
        yield _counter(
            "wardian_edge_requests",
            "Guests' runs, by how they ended and by the answer's status.",
            ["language", "outcome", "status"],
            (
                ([language, kind, f"{hundreds}xx"], number)
                for language, of in languages.items()
                for (kind, hundreds), number in of.requests.items()
            ),
        )
        yield _counter(
            "wardian_edge_received_bytes",
            "Bodies of requests.",
            ["language"],
            (([language], of.received) for language, of in languages.items()),
        )
        yield _counter(
            "wardian_edge_sent_bytes",
            "Bodies of answers.",
            ["language"],
            (([language], of.sent) for language, of in languages.items()),
        )
        yield _counter(
            "wardian_edge_host_calls",
            "Uses of grants, by function and outcome.",
            ["function", "outcome"],
            _by_class(self._figures.calls).items(),
        )
        yield _counter(
            "wardian_edge_refused",
            "Requests that no guest was run for, by why.",
            ["why"],
            (([why], number) for why, number in self._figures.refused.items()),
        )
        yield _counter(
            "wardian_edge_programs",
            "Programs that requests asked for, by where they were.",
            ["found"],
            (([found], number) for found, number in self._figures.found.items()),
        )
        yield _counter(
            "wardian_edge_receipts_left_out", "Requests without a receipt.", [], [([], self._figures.unkept)]
        )


def _counter(name: str, help: str, labels: list[str], values: Iterable[tuple[Sequence[str], int]]) -> Metric:
    family = CounterMetricFamily(name, help, labels=labels)
    for of, value in values:
        family.add_metric(of, value)
    return family


def _by_class(calls: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Whoever is called may answer with any status of HTTP: it counts as its hundreds."""
    classes: Counter[tuple[str, str]] = Counter()
    for (function, outcome), number in calls.items():
        classes[function, f"{outcome[0]}xx" if outcome.isdecimal() else outcome] += number
    return classes


def _buckets(histogram: Histogram, unit: float) -> Iterator[tuple[str, float]]:
    """Upper bounds, each with the number of all that is not above it."""
    names = [f"{bound * unit:.9g}" for bound in histogram.bounds]
    yield from zip([*names, "+Inf"], accumulate(histogram.counts), strict=True)


def _take_slot(folder: Path) -> tuple[int, Path]:
    """The kernel gives the lock back when the process is gone, whatever ended it (flock(2))."""
    for number in count():
        lock = os.open(folder / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return lock, folder / f"{number}.json"
    raise AssertionError


def _add(figures: Figures, slot: Path) -> None:
    """A file that a power cut or another version of Wardian has left counts for nothing."""
    try:
        figures.add(json.loads(slot.read_text(encoding="utf-8")))
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError) as error:
        _log.warning("%s is not read: %s", slot, error)
