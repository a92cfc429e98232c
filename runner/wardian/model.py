"""The plain data that passes between parts. Lines and columns start at 1; columns count UTF-16 code units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import uuid4


class Language(StrEnum):
    C = "c"
    RUST = "rust"
    PYTHON = "python"
    WAT = "wat"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def entry(self) -> str:
        """The file that every project of this language must have."""
        return _ENTRIES[self]


_LABELS = {Language.C: "C", Language.RUST: "Rust", Language.PYTHON: "Python", Language.WAT: "WAT"}
_ENTRIES = {
    Language.C: "main.c",
    Language.RUST: "main.rs",
    Language.PYTHON: "main.py",
    Language.WAT: "main.wat",
}


class Profile(StrEnum):
    DEBUG = "debug"
    RELEASE = "release"


class Status(StrEnum):
    QUEUED = "queued"
    BUILDING = "building"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self in (Status.SUCCEEDED, Status.FAILED, Status.CANCELLED)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ArtifactKind(StrEnum):
    """What an artifact's bytes are; the value is its file extension.

    A Python program is a zip of its sources (the layout that `python3 app.zip` and zipimport read);
    every other language makes a WebAssembly module. Components come from toolchains elsewhere.
    """

    WASM = "wasm"
    COMPONENT = "component.wasm"
    ZIP = "zip"


ASSETS = "assets/"
EXPLANATIONS = "/api/explanations/"
"""Where the API explains the codes of compilers."""


@dataclass(frozen=True, slots=True)
class Project:
    """Source files by POSIX path relative to the project, and the language that builds them.

    `binary` has the files that are no text. No path is in both.
    """

    language: Language
    files: Mapping[str, str]
    binary: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def contents(self) -> Mapping[str, bytes]:
        """Every file as it lies on disk."""
        return {**{path: text.encode() for path, text in self.files.items()}, **self.binary}

    @property
    def assets(self) -> Mapping[str, bytes]:
        """The files that a deployment serves as they are, by their path below the folder `assets`."""
        return {path.removeprefix(ASSETS): data for path, data in self.contents.items() if path.startswith(ASSETS)}

    def without_assets(self) -> Project:
        """What a compiler is given."""
        files = {path: text for path, text in self.files.items() if not path.startswith(ASSETS)}
        binary = {path: data for path, data in self.binary.items() if not path.startswith(ASSETS)}
        return Project(self.language, files, binary)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of one file from (line, column) up to, not including, (end_line, end_column)."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that go together; none overlaps another. `certain` is False for what may not be what was meant."""

    message: str
    edits: tuple[Edit, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A second place that a message speaks of, and what it says there."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    label: str


class NoteKind(StrEnum):
    NOTE = "note"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Note:
    """What a message adds to explain itself. All of its place is None where it has none."""

    kind: NoteKind
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message of a compiler, or of the limit that stopped it (`code` is then `limit-…` and `file` is None).

    The end of a place is exclusive. `explanation` is the address, at the API, of a text about all errors of this code.
    """

    severity: Severity
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    code: str | None = None
    fixes: tuple[Fix, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a build made. `sha256` is hexadecimal, `size` is in bytes."""

    sha256: str
    size: int
    kind: ArtifactKind

    @property
    def url(self) -> str:
        return f"/artifacts/{self.sha256}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Compilation:
    """What a toolchain answers: an artifact's bytes or, when `output` is None, why there are none.

    `limit` names the limit that stopped the compiler (wall, cpu, memory, output, log), if one did: such an answer
    says nothing about the program and is never cached. `timings` are in milliseconds by stage.
    """

    output: bytes | None
    kind: ArtifactKind
    diagnostics: tuple[Diagnostic, ...] = ()
    log: str = ""
    limit: str | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a toolchain says of a project of which it makes nothing. `limit` is as in Compilation."""

    diagnostics: tuple[Diagnostic, ...] = ()
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Formatted:
    """`files` are those that a formatter wrote otherwise, by path.

    A file of which a diagnostic tells could not be read, and stays as it is.
    """

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """`timings` are in milliseconds by stage.

    `position` is 1 for the next build to start, None once started. `wait` is how many seconds until then, as far as
    recent builds tell.
    """

    id: str
    status: Status
    language: Language
    profile: Profile
    position: int | None = None
    wait: float | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    log: str = ""
    artifact: Artifact | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Grants:
    """What a deployment may do besides answering; whatever is not named here is denied.

    `fetch` holds `host:port`, in lower case; `secrets` the names of environment variables, whose values only the edge
    reads.
    """

    fetch: tuple[str, ...] = ()
    kv: bool = False
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A request whose path fits `path` (`/shop`, or `/shop/*` for all below it too) goes to the deployment `to`.

    The answer's body is then sent through each deployment of `then`; one that fails is replaced by `on_error`'s answer.
    """

    path: str
    to: str
    then: tuple[str, ...] = ()
    on_error: str | None = None


@dataclass(frozen=True, slots=True)
class Deployment:
    """A name on the edge that serves one artifact until it expires. `version` starts at 1; each change adds 1.

    `assets` is a zip of the files that are served under /assets/ before the program is asked. What belongs to the
    deployment (keys, receipts, versions) is kept under its `id`: the name may be somebody else's next. `build` and
    `language` are None for a component that was uploaded.
    """

    name: str
    build: str | None
    artifact: Artifact
    language: Language | None
    version: int
    expires_at: datetime
    grants: Grants = Grants()
    routes: tuple[Route, ...] = ()
    assets: Artifact | None = None
    id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Version:
    """What a deployment served from `created_at` until its next version. Secrets belong to none: `grants` has no names
    of them."""

    number: int
    build: str | None
    artifact: Artifact
    language: Language | None
    grants: Grants
    routes: tuple[Route, ...]
    assets: Artifact | None
    created_at: datetime
    signature: str = ""


@dataclass(frozen=True, slots=True)
class HostCall:
    """One use of a grant: `name` is the function (`fetch`, `kv.get`), `target` what it was used on.

    `outcome` is `200`, `ok` or the error's name. `wait_us` is how long it took, in microseconds; sizes are in bytes.
    """

    name: str
    target: str
    outcome: str
    wait_us: float
    bytes_out: int = 0
    bytes_in: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One call of a backtrace. `file` and `line` are None where the program was built without them."""

    function: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one request to a guest cost. Times are in microseconds, sizes in bytes.

    `outcome` is how the program ended (`exited`, `trapped`, `cpu_limit` …), `message` what stopped it, in words.
    `trace` is innermost first. `fuel` counts instructions as wasmtime does, None where they are not counted.
    """

    deployment: str
    version: int
    at: datetime
    method: str
    path: str
    status: int
    outcome: str
    exit_code: int | None
    message: str
    instantiate_us: float
    total_us: float
    cpu_us: float
    fuel: int | None
    peak_memory: int
    bytes_in: int
    bytes_out: int
    hops: int = 0
    trace: tuple[Frame, ...] = ()
    calls: tuple[HostCall, ...] = ()
    stderr: str = ""
