"""Checks and formats for somebody at a keyboard: they wait for no build, and hold up few."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping

from wardian import digest
from wardian.errors import InvalidRequest, ToolchainMissing
from wardian.model import Findings, Formatted, Language, Project
from wardian.queue.lane import Lane
from wardian.sandbox import Limits
from wardian.toolchains.base import Toolchain
from wardian.toolchains.formatters.base import Formatter, format_project

_KEPT = 512


class Quick:
    """`limits` are those of one check or format; `check_host` raises NoSandbox."""

    def __init__(
        self,
        toolchains: Mapping[Language, Toolchain],
        formatters: Mapping[Language, Formatter],
        lane: Lane,
        limits: Limits,
        check_host: Callable[[], Awaitable[None]],
    ) -> None:
        self._toolchains = toolchains
        self._formatters = formatters
        self._lane = lane
        self._limits = limits
        self._check_host = check_host
        self._known: OrderedDict[tuple[str, str], Findings] = OrderedDict()
        """The checks that no limit has stopped, by project and toolchain, the last used last."""

    async def check(self, project: Project, client: str, editor: str) -> Findings:
        """What a build would say, without making one. `editor` tells apart those of one client.

        Cancelling stops the compiler. Raises LaneFull, NoSandbox, ToolchainMissing, and Replaced when the editor has
        asked anew.
        """
        toolchain = self._toolchains.get(project.language)
        if toolchain is None:
            raise ToolchainMissing(f"{project.language.label} cannot be checked here.")
        name = (digest.of_project(project), await asyncio.to_thread(toolchain.fingerprint))
        if (known := self._recall(name)) is not None:
            return known
        await self._check_host()

        async def diagnose() -> Findings:
            return self._recall(name) or await toolchain.diagnose(project.without_assets(), self._limits)

        findings = await self._lane.run_newest((client, editor), diagnose)
        if findings.limit is None:
            self._keep(name, findings)
        return findings

    async def format(self, project: Project, client: str) -> Formatted:
        """Cancelling stops the formatter. Raises LaneFull, NoSandbox, ToolchainMissing, and InvalidRequest for a
        language that has no formatter."""
        formatter = self._formatters.get(project.language)
        if formatter is None:
            raise InvalidRequest("/language", f"There is no formatter for {project.language.label} here.")
        await self._check_host()
        return await self._lane.run(client, lambda: format_project(formatter, project.without_assets(), self._limits))

    def _recall(self, name: tuple[str, str]) -> Findings | None:
        if name in self._known:
            self._known.move_to_end(name)
        return self._known.get(name)

    def _keep(self, name: tuple[str, str], findings: Findings) -> None:
        self._known[name] = findings
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
