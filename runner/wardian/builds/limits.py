"""The limits of a build, and of what is quicker, out of the settings."""

from __future__ import annotations

from wardian.sandbox.job import Limits
from wardian.settings import Settings
from wardian.units import KIB

_QUICK_CPU_S = 2
_QUICK_LOG = 64 * KIB


def build_limits(settings: Settings) -> Limits:
    return Limits(
        wall_s=settings.build_wall_s,
        cpu_s=settings.build_cpu_s,
        memory=settings.build_memory,
        output=settings.build_output,
        log=settings.build_log,
    )


def quick_limits(settings: Settings) -> Limits:
    """Of a check, or of formatting, which may make twice the source."""
    return Limits(
        wall_s=settings.quick_wall_s,
        cpu_s=_QUICK_CPU_S,
        memory=settings.build_memory,
        output=2 * settings.source_bytes,
        log=_QUICK_LOG,
    )
