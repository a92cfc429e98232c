"""What Prometheus is told of checks and formats."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from wardian.queue.lane import Lane


class QuickMetrics(Collector):
    """Asks the lane whenever the figures are read."""

    def __init__(self, lane: Lane, registry: CollectorRegistry) -> None:
        self._lane = lane
        registry.register(self)

    def collect(self) -> Iterable[Metric]:
        lane = self._lane
        yield GaugeMetricFamily("wardian_quick_running", "Checks and formats that run.", lane.running())
        yield GaugeMetricFamily("wardian_quick_waiting", "Checks and formats that wait to run.", lane.waiting())
        refused = CounterMetricFamily("wardian_quick_refused", "Checks and formats that got no answer.", labels=["why"])
        refused.add_metric(["full"], lane.refused)
        refused.add_metric(["replaced"], lane.replaced)
        yield refused
