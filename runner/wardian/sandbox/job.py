"""What to run in the sandbox, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

WORK = "/work"
"""The working folder inside."""


class Limit(StrEnum):
    """What can end a job from outside: its limits, and somebody else on the host."""

    WALL = "wall"
    CPU = "cpu"
    MEMORY = "memory"
    OUTPUT = "output"
    LOG = "log"
    DISK = "disk"
    PROCESSES = "processes"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `output` caps standard output, `log` standard error."""

    wall_s: float
    cpu_s: int
    memory: int
    output: int
    log: int


@dataclass(frozen=True, slots=True)
class Job:
    """`argv[0]` is a path inside. `mounts` maps a path inside to a host path, seen read-only.

    `files` (each up to 64 MiB) are written to the working folder `/work`, a tmpfs with room for 64 MiB more, which is
    gone when the job ends. The program has no network, no /proc, no host environment. `processes` lets it start
    others (rustc starts its linker). The programs `before` run first, one after another in the same folder, each
    whatever came of those before it; when one fails, `argv` does not run, and its exit code is the job's.
    """

    argv: tuple[str, ...]
    limits: Limits
    mounts: Mapping[str, Path] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""
    processes: bool = False
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """`exit_code` is negative for a signal, as in `subprocess`; `limit` is the limit that ended the job, if one did."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    limit: Limit | None
    wall_ms: float
