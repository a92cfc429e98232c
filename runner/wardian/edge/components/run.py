"""One request to a component, as the host sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wardian.edge.components.handles import Handles
from wardian.edge.components.request import Incoming
from wardian.edge.guest import Stopped
from wardian.edge.outcome import Kind
from wardian.edge.streams import StreamGuest

if TYPE_CHECKING:
    from wardian.edge.components.server import OutgoingResponse
    from wardian.edge.powers.powers import Powers


class Exited(Exception):
    """The guest ended itself with that exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class ComponentRun:
    guest: StreamGuest
    handles: Handles
    request: Incoming
    environment: Mapping[str, str]
    powers: Powers | None
    answer: OutgoingResponse | None = None
    refusal: str = ""
    """The error that the guest gave instead of a response."""

    misuse: str = ""
    """Which rule of an interface the guest broke, when that ended it."""

    exit_code: int | None = None
    _held: int = field(default=0)

    def hold(self, size: int) -> None:
        """Count `size` bytes that the host keeps for the guest; they are its memory. Raises Stopped."""
        self._held += size
        if self._held > self.guest.limits.memory:
            self.guest.stopped = Kind.MEMORY_LIMIT
            raise Stopped
