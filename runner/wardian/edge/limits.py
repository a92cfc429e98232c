"""What one run of a guest may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wardian.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `response` caps standard output; what is kept of standard error is capped apart."""

    cpu_s: float
    wall_s: float
    memory: int
    response: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(settings.edge_cpu_s, settings.edge_wall_s, settings.edge_memory, settings.edge_response)
