from __future__ import annotations

from wardian.queue.rounds import Entered, next_round
from wardian.queue.turns import Job


class Queue:
    """As the shared one keeps it: sorted by rounds, and by arrival within one. A job's client is its first letter."""

    def __init__(self) -> None:
        self.entered: list[Entered] = []

    def put(self, *names: str) -> None:
        for name in names:
            job = Job(name, name[0], "c")
            self.entered.append(Entered(job, next_round(job.client, self.entered)))
            self.entered.sort(key=lambda entered: entered.round)

    def start(self) -> str:
        first = next(entered for entered in self.entered if entered.waits)
        self.entered[self.entered.index(first)] = Entered(first.job, first.round, 0.0)
        return first.job.name

    def end(self, name: str) -> None:
        self.entered = [entered for entered in self.entered if entered.job.name != name]

    def waiting(self) -> list[str]:
        return [entered.job.name for entered in self.entered if entered.waits]


def queue_of(*names: str) -> Queue:
    queue = Queue()
    queue.put(*names)
    return queue


def test_clients_take_turns_and_each_has_its_oldest_job_first() -> None:
    assert queue_of("a1", "a2", "a3", "b1", "b2", "c1").waiting() == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_newcomer_goes_before_who_is_served() -> None:
    queue = queue_of("a1", "a2", "a3")
    queue.start()
    queue.put("b1")
    assert queue.waiting() == ["b1", "a2", "a3"]


def test_a_newcomer_goes_after_who_waits_and_is_not_served() -> None:
    queue = queue_of("a1", "a2", "b1")
    queue.start()
    queue.put("c1", "d1")
    assert queue.waiting() == ["b1", "c1", "d1", "a2"]


def test_newcomers_put_nobody_off_for_ever() -> None:
    queue = queue_of("a1", "a2")
    running = queue.start()
    for newcomer in "bcd":
        queue.put(f"{newcomer}1")
        queue.end(running)
        running = queue.start()
    assert "a2" not in queue.waiting()


def test_who_is_served_does_not_pass_itself_or_others() -> None:
    queue = queue_of("a1")
    queue.start()
    queue.put("b1", "a2", "c1")
    assert queue.waiting() == ["b1", "c1", "a2"]


def test_an_empty_queue_begins_anew() -> None:
    assert next_round("a", []) == 0
