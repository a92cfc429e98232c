from __future__ import annotations

import pytest
from tests.unit.edge.components.conftest import LIMITS, Ask

from wardian.edge.outcome import Kind


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/spin", Kind.CPU_LIMIT, "100 ms of CPU time"),
        ("/loop", Kind.CPU_LIMIT, "100 ms of CPU time"),
        ("/churn", Kind.CPU_LIMIT, "100 ms of CPU time"),
        ("/forever", Kind.WALL_LIMIT, "2 s"),
        ("/flood", Kind.OUTPUT_LIMIT, "64 KiB of output"),
        ("/crash", Kind.TRAPPED, "must never run"),
        ("/memory", Kind.TRAPPED, "must never run"),
        ("/deep", Kind.TRAPPED, "out of bounds"),
        ("/network", Kind.TRAPPED, "wasi:sockets/instance-network.instance-network, which the edge does not offer"),
        ("/huge", Kind.TRAPPED, "2097152 bytes were passed in one call; 65536 are the most"),
        ("/wide", Kind.TRAPPED, "65537 bytes were passed in one call; 65536 are the most"),
        ("/hoard", Kind.TRAPPED, "it holds 1000 handles, which are the most"),
        ("/empty-poll", Kind.TRAPPED, "it polled an empty list"),
        ("/forged", Kind.TRAPPED, "handle index"),
        ("/twice", Kind.TRAPPED, "unknown handle index"),
        ("/nothing", Kind.UNANSWERED, "It set no response."),
        ("/unfinished", Kind.UNANSWERED, "It did not finish the response's body."),
        ("/error", Kind.UNANSWERED, "It gave an error instead of a response: no coffee."),
        ("/exit", Kind.UNANSWERED, "It exited with code 1 without a response."),
    ],
)
def test_a_hostile_component_ends_and_the_next_request_is_answered(ask: Ask, path: str, kind: Kind, words: str) -> None:
    outcome = ask(path)
    assert (outcome.kind, outcome.stdout) == (kind, b"")
    assert words in outcome.message
    assert ask("/hello").kind is Kind.EXITED


def test_memory_grows_to_the_limit_and_no_further(ask: Ask) -> None:
    assert ask("/memory").peak_memory <= LIMITS.memory + (1 << 20)
