"""What Prometheus is told of builds."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from wardian.model import Language, Status

_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)


class BuildMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["language"]
        self._asked = Counter(
            "wardian_builds_asked", "Builds that were asked for.", [*labels, "cached"], registry=registry
        )
        self._ended = Counter("wardian_builds_ended", "Builds that ended.", [*labels, "status"], registry=registry)
        self._stopped = Counter(
            "wardian_builds_stopped", "Builds that a limit ended.", [*labels, "limit"], registry=registry
        )
        self._seconds = Histogram(
            "wardian_build_seconds", "Time from start to end of a build.", labels, buckets=_SECONDS, registry=registry
        )
        self._waiting = Gauge("wardian_builds_waiting", "Builds that wait for a worker.", registry=registry)
        self._running = Gauge("wardian_builds_running", "Builds that are being compiled.", registry=registry)
        self._places = Gauge("wardian_builds_places", "Builds that can run at once.", registry=registry)

    def watch(self, waiting: Callable[[], int], running: Callable[[], int], places: int) -> None:
        """Ask these whenever the figures are read. `places` is how many can run at once in this process."""
        self._places.set(places)
        self._waiting.set_function(waiting)
        self._running.set_function(running)

    def asked(self, language: Language, *, cached: bool) -> None:
        self._asked.labels(language, "yes" if cached else "no").inc()

    def ended(self, language: Language, status: Status, seconds: float, limit: str | None = None) -> None:
        """`limit` is the one that stopped the compiler, if one did."""
        self._ended.labels(language, status).inc()
        if limit is not None:
            self._stopped.labels(language, limit).inc()
        self._seconds.labels(language).observe(seconds)
