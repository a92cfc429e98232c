"""The turns of clients as numbers, for a queue that is sorted by them: see `Turns` for who comes before whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wardian.queue.turns import Job


@dataclass(frozen=True, slots=True)
class Entered:
    """A job that waits or runs. Jobs of one round start in the order in which they came, after those of earlier ones.

    `seconds` is how long it has been running, None while it waits.
    """

    job: Job
    round: int
    seconds: float | None = None

    @property
    def waits(self) -> bool:
        return self.seconds is None


def next_round(client: str, entered: Collection[Entered]) -> int:
    """Of a new job of that client.

    A client's jobs follow one another, one in each round. A client that has none goes before those whose jobs run just
    then, and behind the first of every other one, so newcomers put off for ever nobody who waits.
    """
    own = [other.round for other in entered if other.job.client == client]
    if any(other.waits for other in entered if other.job.client == client):
        return max(own) + 1
    firsts: dict[str, int] = {}
    for other in entered:
        if other.waits:
            firsts[other.job.client] = min(other.round, firsts.get(other.job.client, other.round))
    if own:
        return max([*firsts.values(), max(own) + 1])
    running = {other.job.client: other.round for other in entered if not other.waits}
    behind = [first for other, first in firsts.items() if other not in running]
    return max(behind or running.values(), default=0)
