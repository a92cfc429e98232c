"""What one run of a guest may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `response` caps standard output; what is kept of standard error is capped apart."""

    cpu_s: float
    wall_s: float
    memory: int
    response: int
