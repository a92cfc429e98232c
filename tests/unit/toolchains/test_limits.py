import pytest

from wardian.sandbox import Limit, Limits
from wardian.toolchains.limits import Budget, diagnostic

LIMITS = Limits(wall_s=15.0, cpu_s=10, memory=1 << 30, output=8 << 20, log=1000)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (Limit.WALL, "Stopped after 15 s, the longest a build may take."),
        (Limit.CPU, "Stopped after 10 s of CPU time, the limit for the compiler."),
        (Limit.MEMORY, "The compiler ran out of memory: it may use 1 GiB."),
        (Limit.OUTPUT, "The compiled program is too large: it may have 8 MiB."),
        (Limit.LOG, "Stopped because the compiler said too much: its messages may fill 1000 bytes."),
        (
            Limit.DISK,
            "The compiler filled the folder it works in: what it writes may take 64 MiB. "
            "Very large arrays are the usual reason.",
        ),
        (
            Limit.PROCESSES,
            "The compiler could not start another thread or process: "
            "it may have 256, as far as its memory of 1 GiB goes.",
        ),
        (
            Limit.KILLED,
            "The compiler was ended from outside, not by this program and not by a limit. Build again to retry.",
        ),
    ],
)
def test_every_limit_names_itself_and_its_value(limit: Limit, sentence: str) -> None:
    found = diagnostic(limit, LIMITS)
    assert (found.message, found.code, found.file) == (sentence, f"limit-{limit}", None)


def test_the_steps_of_a_build_share_its_time() -> None:
    budget = Budget(LIMITS)
    first, second = budget.left(), budget.left()
    assert second.wall_s < first.wall_s < 15
    assert second.cpu_s == 10
