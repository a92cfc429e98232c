"""The JSON of deployments: what is asked, and what is answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from wardian.deployments.wanted import Wanted
from wardian.model import Artifact, ArtifactKind, Deployment, Grants, Language, Route, Version
from wardian.web.schemas import Ask

_COMPONENT = "The sha256 of a component that was uploaded, in place of a build."
BuildId = Annotated[str, Field(max_length=64)]
ComponentId = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Fetch = Annotated[tuple[str, ...], Field(description="What it may fetch from, each `host:port`, in small letters.")]
Kv = Annotated[bool, Field(strict=True, description="Whether it has a key-value store.")]
Secrets = Annotated[
    dict[str, str | None],
    Field(
        default_factory=dict,
        repr=False,
        description="Environment variables that only the program reads: no answer tells their values. "
        "Those that are not named stay; null removes one.",
    ),
]
Ttl = Annotated[int, Field(strict=True, description="Life in seconds, from now.")]


class RouteBody(Ask):
    path: str = Field(description="`/shop`, or `/shop/*` for all below it too.")
    to: str = Field(description="The name of the deployment that is asked. It need not be there yet.")
    then: tuple[str, ...] = Field((), description="Deployments through which its answer's body is sent, one by one.")
    on_error: str | None = Field(None, description="The deployment that answers when one of these fails.")

    @classmethod
    def of(cls, route: Route) -> RouteBody:
        return cls(**asdict(route))


class GrantsBody(Ask):
    fetch: Fetch | None = None
    kv: Kv | None = None


class _WantedRequest(Ask):
    """What is left out stays as it is."""

    grants: GrantsBody = GrantsBody()
    secrets: Secrets
    routes: tuple[RouteBody, ...] | None = Field(None, description="Asked before the program is, in this order.")
    ttl: Ttl | None = None

    def wanted(self) -> Wanted:
        routes = None if self.routes is None else tuple(Route(**route.model_dump()) for route in self.routes)
        return Wanted(self.grants.fetch, self.grants.kv, self.secrets, routes, self.ttl)


class DeployRequest(_WantedRequest):
    """Either a build or an artifact is deployed."""

    build: BuildId | None = Field(None, description="The id of a build that has succeeded.")
    artifact: ComponentId | None = Field(None, description=_COMPONENT)
    name: str | None = Field(None, description="The first part of the address; four random words if left out.")


class SwapRequest(_WantedRequest):
    build: BuildId | None = Field(None, description="A build that has succeeded; the present program if left out.")
    artifact: ComponentId | None = Field(None, description=_COMPONENT)


class RenewRequest(Ask):
    ttl: Ttl | None = None


class RollbackRequest(Ask):
    version: int = Field(strict=True, description="The number of a version that is kept.")


class GrantsView(BaseModel):
    fetch: tuple[str, ...] = Field(description="What it may fetch from, each `host:port`.")
    kv: bool = Field(description="Whether it has a key-value store.")
    secrets: tuple[str, ...] = Field(description="The names of its secrets.")

    @classmethod
    def of(cls, grants: Grants) -> GrantsView:
        return cls(fetch=grants.fetch, kv=grants.kv, secrets=grants.secrets)


class DeploymentView(BaseModel):
    name: str
    url: str
    build: str | None = Field(description="None of an uploaded component.")
    language: Language | None = Field(description="None of an uploaded component.")
    version: int = Field(description="1 at first; each change adds 1.")
    expires_at: datetime
    grants: GrantsView
    routes: tuple[RouteBody, ...]
    assets: bool = Field(description="Whether files are served under /assets/.")
    sha256: str = Field(description="Of the artifact that is served.")
    native: int | None = Field(
        description="Bytes of machine code that this host made of it. None of a Python project, whose runtime is "
        "compiled once for all, and while there is none."
    )

    @classmethod
    def of(cls, deployment: Deployment, url: str, native: int | None) -> DeploymentView:
        return cls(
            name=deployment.name,
            url=url,
            build=deployment.build,
            language=deployment.language,
            version=deployment.version,
            expires_at=deployment.expires_at,
            grants=GrantsView.of(deployment.grants),
            routes=tuple(map(RouteBody.of, deployment.routes)),
            assets=deployment.assets is not None,
            sha256=deployment.artifact.sha256,
            native=native,
        )


class ComponentView(BaseModel):
    sha256: str
    size: int = Field(description="In bytes.")
    kind: ArtifactKind

    @classmethod
    def of(cls, artifact: Artifact) -> ComponentView:
        return cls(sha256=artifact.sha256, size=artifact.size, kind=artifact.kind)


class CreatedView(DeploymentView):
    token: str = Field(description="Needed to change or remove the deployment. Shown only here.")


class VersionView(BaseModel):
    version: int
    build: str | None
    language: Language | None
    fetch: tuple[str, ...]
    kv: bool
    routes: tuple[RouteBody, ...]
    assets: bool
    created_at: datetime = Field(description="When it was first served.")

    @classmethod
    def of(cls, version: Version) -> VersionView:
        return cls(
            version=version.number,
            build=version.build,
            language=version.language,
            fetch=version.grants.fetch,
            kv=version.grants.kv,
            routes=tuple(map(RouteBody.of, version.routes)),
            assets=version.assets is not None,
            created_at=version.created_at,
        )
