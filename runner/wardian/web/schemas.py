"""The JSON of the API: what is asked, and what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wardian.model import Artifact, Build, Deployment, Diagnostic, Language, Profile, Status


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


Files = dict[str, str]
BuildId = Annotated[str, Field(max_length=64, description="The id of a build that has succeeded.")]


class BuildRequest(_Request):
    language: Language
    profile: Profile = Profile.RELEASE
    files: Files = Field(description="Text by path; paths are relative, with / between folders.")


class ShareRequest(_Request):
    language: Language
    files: Files


class DeployRequest(_Request):
    build: BuildId
    name: str | None = Field(None, description="The first part of the address; four random words if left out.")
    ttl: int | None = Field(None, strict=True, description="Life in seconds.")


class SwapRequest(_Request):
    build: BuildId
    ttl: int | None = Field(None, strict=True, description="Life in seconds, from now.")


class ArtifactView(BaseModel):
    sha256: str
    size: int = Field(description="In bytes.")
    url: str

    @classmethod
    def of(cls, artifact: Artifact) -> ArtifactView:
        return cls(sha256=artifact.sha256, size=artifact.size, url=artifact.url)


class BuildView(BaseModel):
    id: str
    status: Status
    language: Language
    profile: Profile
    position: int | None = Field(description="1 for the next build to start; null once started.")
    diagnostics: tuple[Diagnostic, ...] = Field(
        description="Lines and columns start at 1; columns count UTF-16 code units."
    )
    log: str
    artifact: ArtifactView | None
    timings: dict[str, float] = Field(description="In milliseconds, by stage.")
    cached: bool = Field(description="Whether this was answered from an earlier build.")

    @classmethod
    def of(cls, build: Build) -> BuildView:
        return cls(
            id=build.id,
            status=build.status,
            language=build.language,
            profile=build.profile,
            position=build.position,
            diagnostics=build.diagnostics,
            log=build.log,
            artifact=None if build.artifact is None else ArtifactView.of(build.artifact),
            timings=dict(build.timings),
            cached=build.cached,
        )


class LanguageView(BaseModel):
    name: Language
    label: str
    entry: str = Field(description="The file that every project has.")
    version: str | None = Field(description="The compiler's own name and version.")
    available: bool = Field(description="Whether it can be built here.")
    reason: str | None = Field(description="Why it cannot.")
    files: Files = Field(description="A first project.")


class ShareView(BaseModel):
    id: str
    url: str = Field(description="A link to the playground with this project.")
    language: Language
    files: Files


class DeploymentView(BaseModel):
    name: str
    url: str
    build: str
    language: Language
    version: int = Field(description="1 at first; a hot swap adds 1.")
    expires_at: datetime

    @classmethod
    def of(cls, deployment: Deployment, url: str) -> DeploymentView:
        return cls(
            name=deployment.name,
            url=url,
            build=deployment.build,
            language=deployment.language,
            version=deployment.version,
            expires_at=deployment.expires_at,
        )


class CreatedView(DeploymentView):
    token: str = Field(description="Needed to change or remove the deployment. Shown only here.")


class ConfigView(BaseModel):
    version: str
    frame: str = Field(description="The page in which programs run.")
    edge: str = Field(description="Where deployments are; {name} stands for the name.")
    limits: dict[str, int | float] = Field(description="Settings by name: bytes, seconds, or a count.")
