"""One build, from its source to how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from wardian.builds.metrics import BuildMetrics
from wardian.errors import Unavailable
from wardian.model import Compilation, Diagnostic, Language, Profile, Project, Severity, Status
from wardian.sandbox import Limits
from wardian.storage.artifacts import Artifacts
from wardian.storage.outage import outlast
from wardian.storage.outcomes import Outcome
from wardian.toolchains.base import Toolchain
from wardian.toolchains.live import Tell

MOST_INTERRUPTIONS = 3
_log = logging.getLogger(__name__)


class Worker:
    def __init__(
        self,
        toolchains: Mapping[Language, Toolchain],
        artifacts: Artifacts,
        limits: Limits,
        metrics: BuildMetrics,
    ) -> None:
        self._toolchains = toolchains
        self._artifacts = artifacts
        self._limits = limits
        self._metrics = metrics

    @property
    def longest_s(self) -> float:
        """After which the compiler of any build has been stopped."""
        return self._limits.wall_s

    async def build(self, project: Project, profile: Profile, tell: Tell) -> Outcome:
        """Compile once, and keep what came out as soon as the database answers. `tell` hears of it meanwhile."""
        started = time.perf_counter()
        toolchain = self._toolchains[project.language]
        compilation = await toolchain.compile(project.without_assets(), profile, self._limits, tell)
        outcome = await outlast(partial(self._keep, compilation))
        seconds = time.perf_counter() - started
        self._metrics.ended(project.language, outcome.status, seconds, outcome.stopped_by)
        _log.info("built", extra={"language": project.language, "status": outcome.status, "ms": round(seconds * 1000)})
        return replace(outcome, timings={**compilation.timings, "total": round(seconds * 1000, 3)})

    def _keep(self, compilation: Compilation) -> Outcome:
        output = compilation.output
        return Outcome(
            status=Status.FAILED if output is None else Status.SUCCEEDED,
            diagnostics=compilation.diagnostics,
            log=compilation.log,
            artifact=None if output is None else self._artifacts.put(output, compilation.kind),
            stopped_by=compilation.limit,
        )


def failure(build: str, error: BaseException) -> Outcome:
    """The host's fault, not the program's: said in the record, and tried again when it is asked for again."""
    if isinstance(error, Unavailable):
        return _of_host(error.detail)
    _log.error("build %s failed inside the runner", build, exc_info=error)
    return _of_host("The build runner failed; its log says why. Build again to retry.")


def interruption(times: int) -> Outcome:
    """What keeps ending the runner is not tried for ever."""
    return _of_host(
        f"The build was interrupted: the runner stopped {times} times while it built this. Build again to retry."
    )


def _of_host(message: str) -> Outcome:
    return Outcome(Status.FAILED, (Diagnostic(Severity.ERROR, message, code="host"),), stopped_by="host")
