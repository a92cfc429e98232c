"""The JSON of the API: what is asked, and what is answered."""

from __future__ import annotations

import base64

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from wardian.model import Artifact, Build, Diagnostic, Language, Profile, Project, Status


class Ask(BaseModel):
    """A body that has no members but its own."""

    model_config = ConfigDict(extra="forbid", strict=False)


Files = dict[str, str]
Binary = dict[str, Base64Bytes]

_TEXT = "Text by path; paths are relative, with / between folders."
_BINARY = "The files that are no text, by path: their bytes in Base64."


class ProjectRequest(Ask):
    language: Language
    files: Files = Field(description=_TEXT)
    binary: Binary = Field(default_factory=dict, description=_BINARY)


class BuildRequest(ProjectRequest):
    profile: Profile = Profile.RELEASE


class CheckRequest(ProjectRequest):
    editor: str = Field(
        "", max_length=64, description="Any word that tells this editor from others at the same address."
    )


class FormatRequest(ProjectRequest):
    pass


class ShareRequest(ProjectRequest):
    pass


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
    wait: float | None = Field(
        description="Seconds until it starts, as far as recent builds tell; null when they do not, and once started."
    )
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
            wait=build.wait,
            diagnostics=build.diagnostics,
            log=build.log,
            artifact=None if build.artifact is None else ArtifactView.of(build.artifact),
            timings=dict(build.timings),
            cached=build.cached,
        )


class CheckView(BaseModel):
    diagnostics: tuple[Diagnostic, ...] = Field(
        description="Lines and columns start at 1; columns count UTF-16 code units."
    )


class FormatView(BaseModel):
    files: Files = Field(description="Those that are written otherwise now; the others are as they should be.")
    diagnostics: tuple[Diagnostic, ...] = Field(description="Why files could not be formatted.")


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
    files: Files = Field(description=_TEXT)
    binary: dict[str, str] = Field(description=_BINARY)

    @classmethod
    def of(cls, share: str, url: str, project: Project) -> ShareView:
        binary = {path: base64.b64encode(data).decode() for path, data in project.binary.items()}
        return cls(id=share, url=url, language=project.language, files=dict(project.files), binary=binary)


class ConfigView(BaseModel):
    version: str
    frame: str = Field(description="The page in which programs run.")
    edge: str = Field(description="Where deployments are; {name} stands for the name.")
    limits: dict[str, int | float] = Field(description="Settings by name: bytes, seconds, or a count.")
