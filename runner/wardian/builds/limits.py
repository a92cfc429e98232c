"""The limits of a build, out of the settings."""

from __future__ import annotations

from wardian.sandbox.job import Limits
from wardian.settings import Settings


def build_limits(settings: Settings) -> Limits:
    return Limits(
        wall_s=settings.build_wall_s,
        cpu_s=settings.build_cpu_s,
        memory=settings.build_memory,
        output=settings.build_output,
        log=settings.build_log,
    )
