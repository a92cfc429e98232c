"""What a version of a deployment serves, as the columns that the tables `deployments` and `versions` share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wardian.model import Artifact, ArtifactKind, Deployment, Grants, Language, Route, Version


def columns(deployment: Deployment | Version) -> dict[str, Any]:
    """The names of secrets are not among them: a record has the secrets themselves."""
    assets = deployment.assets
    return {
        "build": deployment.build,
        "language": deployment.language,
        "artifact": deployment.artifact.sha256,
        "artifact_size": deployment.artifact.size,
        "artifact_kind": deployment.artifact.kind,
        "grants": {"fetch": list(deployment.grants.fetch), "kv": deployment.grants.kv},
        "routes": [_plain(route) for route in deployment.routes],
        "assets": assets and assets.sha256,
        "assets_size": assets and assets.size,
    }


def fields(row: Mapping[Any, Any], secrets: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of Deployment and Version that `columns` wrote, with the names of secrets."""
    return {
        "build": row["build"],
        "language": row["language"] and Language(row["language"]),
        "artifact": Artifact(row["artifact"], row["artifact_size"], ArtifactKind(row["artifact_kind"])),
        "grants": Grants(tuple(row["grants"]["fetch"]), row["grants"]["kv"], tuple(sorted(secrets))),
        "routes": tuple(Route(**{**route, "then": tuple(route["then"])}) for route in row["routes"]),
        "assets": row["assets"] and Artifact(row["assets"], row["assets_size"], ArtifactKind.ZIP),
    }


def _plain(route: Route) -> dict[str, Any]:
    return {"path": route.path, "to": route.to, "then": list(route.then), "on_error": route.on_error}
