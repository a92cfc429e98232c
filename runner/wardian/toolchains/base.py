"""What every toolchain offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from wardian.model import Compilation, Findings, Language, Profile, Project
from wardian.sandbox.job import Limits
from wardian.toolchains.live import Tell, silent

Report = Callable[[str], None]
"""Told one line about each long step of an installation."""


class Toolchain(Protocol):
    language: Language

    def version(self) -> str:
        """The compiler's own name and version, for people: `clang 22.1.8`. Raises ToolchainMissing with the reason."""

    def fingerprint(self) -> str:
        """Changes whenever the same source might give another artifact. Raises ToolchainMissing with the reason."""

    def install(self, report: Report) -> None:
        """Put it into the cache folder if it is not there. Raises ToolchainMissing saying what to do about it."""

    async def check(self) -> None:
        """Compile a test program, run it, compare what it prints. Raises ToolchainMissing saying what differs."""

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        """Compile in the sandbox. Raises ToolchainMissing or NoSandbox; a wrong program is an answer, not an error.

        `tell` is given what a compiler says line by line while it still runs. Cancelling the task kills the compiler.
        """

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        """What `compile` would say before it makes anything: what linking alone finds is not in it.

        Raises ToolchainMissing or NoSandbox. Cancelling the task kills the compiler.
        """
