"""The order in which waiting jobs start: clients take turns, and each has its oldest job first."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Job:
    """`client` is who asked for it. Jobs of a `kind` take about the same time."""

    name: str
    client: str
    kind: str


class Turns:
    """A client has one place in the ring, however many jobs it has."""

    def __init__(self) -> None:
        self._ring: dict[str, deque[Job]] = {}
        """The jobs of each client that has any; the first client is the next to be served."""

    def __len__(self) -> int:
        return sum(map(len, self._ring.values()))

    def __iter__(self) -> Iterator[Job]:
        """The next to start first."""
        jobs = list(map(tuple, self._ring.values()))
        for turn in range(max(map(len, jobs), default=0)):
            yield from (own[turn] for own in jobs if turn < len(own))

    def has(self, client: str) -> bool:
        """Whether one of the client's jobs waits."""
        return client in self._ring

    def add(self, job: Job, served: Container[str]) -> None:
        """A client that had no job goes before those at the ring's end that are `served` just now, unless it is too.

        So another client's many jobs put a newcomer's one off by those that run, or else by one. Since only who is
        served is passed, newcomers put nobody off for ever.
        """
        if job.client in self._ring:
            self._ring[job.client].append(job)
            return
        passed = [] if job.client in served else list(takewhile(lambda other: other in served, reversed(self._ring)))
        self._ring[job.client] = deque([job])
        for other in reversed(passed):
            self._ring[other] = self._ring.pop(other)

    def take(self) -> Job | None:
        """The next job. Its client is last in the ring from then on."""
        client = next(iter(self._ring), None)
        if client is None:
            return None
        jobs = self._ring.pop(client)
        job = jobs.popleft()
        if jobs:
            self._ring[client] = jobs
        return job

    def remove(self, name: str) -> None:
        """Nothing happens if it does not wait."""
        job = next((job for job in self if job.name == name), None)
        if job is not None:
            self._ring[job.client].remove(job)
            if not self._ring[job.client]:
                del self._ring[job.client]
