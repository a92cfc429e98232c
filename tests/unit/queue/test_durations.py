from __future__ import annotations

from wardian.queue.durations import Durations, starts


def test_a_kind_takes_what_its_recent_jobs_took() -> None:
    durations = Durations()
    assert durations.expect("c") is None
    durations.note("c", 100.0)
    for _ in range(20):
        durations.note("c", 1.0)
    durations.note("rust", 3.0)
    assert (durations.expect("c"), durations.expect("rust")) == (1.0, 3.0)


def test_a_kind_that_was_never_seen_takes_what_the_others_do() -> None:
    durations = Durations()
    durations.note("c", 1.0)
    durations.note("rust", 3.0)
    assert durations.expect("wat") == 2.0


def test_each_job_starts_on_the_worker_that_is_free_first() -> None:
    assert list(starts(2, [1.0, 4.0], [2.0, 2.0, 2.0])) == [1.0, 3.0, 4.0]
    assert list(starts(2, [], [2.0, 5.0, 1.0])) == [0.0, 0.0, 2.0]
    assert list(starts(1, [3.0], [])) == []
