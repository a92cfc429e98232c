"""What one process of the edge counts for Prometheus: on the way of every request, so it only adds to numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from wardian.edge.outcome import Outcome
from wardian.model import HostCall

_STEPS_US = (25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000)
TIMES_US = (*_STEPS_US, 1_000_000, 2_500_000, 5_000_000, 10_000_000)
"""Upper bounds of the histograms of times."""

MEMORY = tuple(2**power for power in range(16, 28))
"""Upper bounds of the histogram of memory, in bytes: one page of WebAssembly to 128 MiB."""

FORMAT = 2
"""Of what `dump` answers. Counts that were kept with another format or other bounds begin anew."""


class Histogram:
    """`counts` has one number for each bound and one for what is beyond the last."""

    __slots__ = ("bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[int]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    def add(self, counts: Sequence[int], total: float) -> None:
        self.counts = [one + other for one, other in zip(self.counts, counts, strict=True)]
        self.sum += total


class OfLanguage:
    """The figures of all guests of a language."""

    __slots__ = ("cpu", "instantiate", "memory", "received", "requests", "sent", "total")

    def __init__(self) -> None:
        self.total = Histogram(TIMES_US)
        self.instantiate = Histogram(TIMES_US)
        self.cpu = Histogram(TIMES_US)
        self.memory = Histogram(MEMORY)
        self.requests: Counter[tuple[str, int]] = Counter()
        """By how the guest ended and the hundreds of the answer's status."""

        self.received = 0
        self.sent = 0

    @property
    def histograms(self) -> dict[str, Histogram]:
        return {"total": self.total, "instantiate": self.instantiate, "cpu": self.cpu, "memory": self.memory}


class Figures:
    """Not for several threads. No label says which deployment: there may be any number of them."""

    def __init__(self) -> None:
        self.languages: dict[str, OfLanguage] = {}
        self.calls: Counter[tuple[str, str]] = Counter()
        """By function and outcome."""

        self.refused: Counter[str] = Counter()
        """Requests that no guest was run for, by why."""

        self.found: Counter[str] = Counter()
        """Programs that were asked for, by where they were."""

        self.unkept = 0
        """Receipts that were left out."""

        self.changes = 0

    def count(
        self, language: str, status: int, outcome: Outcome, calls: Sequence[HostCall], received: int, sent: int
    ) -> None:
        """One request; `received` and `sent` are the sizes of its body and its answer's, in bytes."""
        of = self.languages.get(language)
        if of is None:
            of = self.languages[language] = OfLanguage()
        of.total.observe(outcome.total_us)
        of.instantiate.observe(outcome.instantiate_us)
        of.cpu.observe(outcome.cpu_us)
        of.memory.observe(outcome.peak_memory)
        of.requests[outcome.kind, status // 100] += 1
        of.received += received
        of.sent += sent
        for call in calls:
            self.calls[call.name, call.outcome] += 1
        self.changes += 1

    def refuse(self, why: str) -> None:
        self.refused[why] += 1
        self.changes += 1

    def leave_out(self, receipts: int) -> None:
        self.unkept += receipts
        self.changes += 1

    def dump(self) -> dict[str, Any]:
        """As JSON can tell it; `add` reads it."""
        return {
            "format": [FORMAT, list(TIMES_US), list(MEMORY)],
            "languages": {language: _dumped(of) for language, of in self.languages.items()},
            "calls": [[*labels, count] for labels, count in self.calls.items()],
            "refused": dict(self.refused),
            "found": dict(self.found),
            "unkept": self.unkept,
        }

    def add(self, dumped: dict[str, Any]) -> None:
        """Add what another process has counted. Raises KeyError, TypeError or ValueError for what `dump` never says."""
        if dumped["format"] != [FORMAT, list(TIMES_US), list(MEMORY)]:
            raise ValueError(dumped["format"])
        for language, values in dumped["languages"].items():
            of = self.languages.setdefault(language, OfLanguage())
            for name, histogram in of.histograms.items():
                histogram.add(*values[name])
            for kind, hundreds, count in values["requests"]:
                of.requests[kind, hundreds] += count
            of.received += values["received"]
            of.sent += values["sent"]
        for name, outcome, count in dumped["calls"]:
            self.calls[name, outcome] += count
        self.refused.update(dumped["refused"])
        self.found.update(dumped["found"])
        self.unkept += dumped["unkept"]


def _dumped(of: OfLanguage) -> dict[str, Any]:
    return {
        **{name: [histogram.counts, histogram.sum] for name, histogram in of.histograms.items()},
        "requests": [[*labels, count] for labels, count in of.requests.items()],
        "received": of.received,
        "sent": of.sent,
    }
