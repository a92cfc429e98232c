"""What a run did with its powers."""

from __future__ import annotations

from wardian.model import HostCall

MOST_CALLS = 100
_MOST_TARGET = 200


class Log:
    """The first MOST_CALLS are kept: a receipt must stay small, whatever a guest does in a loop."""

    def __init__(self) -> None:
        self.calls: list[HostCall] = []

    def add(self, name: str, target: str, outcome: str, seconds: float, out: int = 0, received: int = 0) -> None:
        """`out` and `received` are in bytes."""
        if len(self.calls) < MOST_CALLS:
            target = target[:_MOST_TARGET].encode(errors="replace").decode()
            self.calls.append(HostCall(name, target, outcome, seconds * 1e6, out, received))
