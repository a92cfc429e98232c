from __future__ import annotations

from wardian.queue.turns import Job, Turns


def turns_of(*names: str, served: tuple[str, ...] = ()) -> Turns:
    """A job's client is its first letter."""
    turns = Turns()
    for name in names:
        turns.add(Job(name, name[0], "c"), served)
    return turns


def taken(turns: Turns) -> list[str]:
    jobs = []
    while (job := turns.take()) is not None:
        jobs.append(job.name)
    return jobs


def test_clients_take_turns_and_each_has_its_oldest_job_first() -> None:
    turns = turns_of("a1", "a2", "a3", "b1", "b2", "c1")
    assert [job.name for job in turns] == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert taken(turns) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_newcomer_goes_before_who_is_served_and_after_who_waits() -> None:
    turns = turns_of("a1", "b1")
    for newcomer in ("c1", "d1"):
        turns.add(Job(newcomer, newcomer[0], "c"), {"b"})
    assert [job.name for job in turns] == ["a1", "c1", "d1", "b1"]


def test_newcomers_put_nobody_off_for_ever() -> None:
    turns = turns_of("a1", "a2")
    job = turns.take()
    for number in range(3):
        assert job is not None
        turns.add(Job(f"{number}", f"{number}", "c"), {job.client})
        job = turns.take()
    assert "a2" not in {waiting.name for waiting in turns}


def test_who_is_served_does_not_pass_itself() -> None:
    assert taken(turns_of("a1", "b1", served=("a", "b"))) == ["a1", "b1"]


def test_a_job_that_is_removed_leaves_its_place() -> None:
    turns = turns_of("a1", "b1", "b2", "c1")
    for name in ("b1", "a1", "nothing"):
        turns.remove(name)
    assert len(turns) == 2
    assert not turns.has("a")
    assert taken(turns) == ["b2", "c1"]
