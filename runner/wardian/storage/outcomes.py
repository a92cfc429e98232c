"""How a build ended, and the columns in which the database keeps that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from wardian.model import Artifact, ArtifactKind, Build, Diagnostic, Status
from wardian.storage import diagnostics


@dataclass(frozen=True, slots=True)
class Outcome:
    """`timings` are in milliseconds by stage."""

    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    log: str = ""
    artifact: Artifact | None = None
    timings: Mapping[str, float] | None = None
    stopped_by: str | None = None

    def of(self, build: Build) -> Build:
        """That build, having ended so."""
        return replace(
            build,
            status=self.status,
            position=None,
            wait=None,
            diagnostics=self.diagnostics,
            log=self.log,
            artifact=self.artifact,
            timings=dict(self.timings or {}),
        )


def columns(outcome: Outcome) -> dict[str, Any]:
    artifact = outcome.artifact
    return {
        "status": outcome.status,
        "diagnostics": [asdict(diagnostic) for diagnostic in outcome.diagnostics],
        "log": outcome.log,
        "timings": dict(outcome.timings or {}),
        "artifact": artifact and artifact.sha256,
        "artifact_size": artifact and artifact.size,
        "artifact_kind": artifact and artifact.kind,
        "stopped_by": outcome.stopped_by,
    }


def from_columns(row: Mapping[Any, Any]) -> Outcome:
    """What has come of a build so far, if it has not ended."""
    return Outcome(
        status=Status(row["status"]),
        diagnostics=tuple(diagnostics.from_json(item) for item in row["diagnostics"]),
        log=row["log"],
        artifact=row["artifact"]
        and Artifact(row["artifact"], row["artifact_size"], ArtifactKind(row["artifact_kind"])),
        timings=row["timings"],
        stopped_by=row["stopped_by"],
    )
