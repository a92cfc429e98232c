"""What Prometheus is told of all builds that wait, on whatever machine: workers are added by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from wardian.storage.builds import BuildRecords


class Backlog(Collector):
    """Asks the database whenever the figures are read, which is on a thread. Every process tells the same."""

    def __init__(self, records: BuildRecords, registry: CollectorRegistry) -> None:
        self._records = records
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        return [_queued(), _oldest()]

    def collect(self) -> Iterable[Metric]:
        """Nothing while the database does not answer: a figure that is not known is no zero."""
        try:
            count, since = self._records.queued()
        except SQLAlchemyError:
            return
        queued, oldest = _queued(), _oldest()
        queued.add_metric([], count)
        oldest.add_metric([], 0.0 if since is None else max(0.0, (datetime.now(UTC) - since).total_seconds()))
        yield queued
        yield oldest


def _queued() -> GaugeMetricFamily:
    return GaugeMetricFamily("wardian_builds_queued", "Builds that wait, on all machines.", labels=[])


def _oldest() -> GaugeMetricFamily:
    return GaugeMetricFamily(
        "wardian_builds_queued_oldest_seconds", "How long the build has waited that waits for longest.", labels=[]
    )
