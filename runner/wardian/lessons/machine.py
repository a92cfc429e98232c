"""The machine that a figure was measured on, in words that tell nothing about whose it is."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)
_RELEASE = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Machine:
    """`system` is the kernel and its version; `cores` are those this process may use."""

    processor: str
    cores: int
    system: str

    def __str__(self) -> str:
        return f"{self.processor}, {self.cores} {'core' if self.cores == 1 else 'cores'}, {self.system}"


def describe() -> Machine:
    return Machine(processor=_processor(), cores=_cores(), system=f"{platform.system()} {_release()}")


def _processor() -> str:
    """Linux names the model of some architectures only."""
    information = Path("/proc/cpuinfo")
    model = _MODEL.search(information.read_text()) if information.exists() else None
    return model[1].strip() if model else platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _release() -> str:
    """Without what a distributor or a provider appends."""
    version = _RELEASE.match(platform.release())
    return version[0] if version else platform.release()
