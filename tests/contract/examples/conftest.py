"""Examples, built by the real toolchains and run within the edge's limits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from wasmtime import Module

from wardian.docs import examples
from wardian.docs.examples import Example
from wardian.edge import cgi
from wardian.edge.core import CoreRuntime
from wardian.edge.engine import make_engine
from wardian.edge.limits import Limits as EdgeLimits
from wardian.edge.outcome import Kind, Outcome
from wardian.edge.python import archive, component
from wardian.edge.python.runtime import PythonRuntime
from wardian.errors import NoSandbox, ToolchainMissing
from wardian.model import ArtifactKind, Compilation, Language, Profile, Project
from wardian.sandbox import Limits
from wardian.settings import Settings
from wardian.toolchains.registry import toolchains

SETTINGS = Settings()
LIMITS = Limits(
    SETTINGS.build_wall_s, SETTINGS.build_cpu_s, SETTINGS.build_memory, SETTINGS.build_output, SETTINGS.build_log
)
LANGUAGES = (Language.C, Language.RUST, Language.PYTHON)
"""Those that have every kind of example."""

Run = Callable[[Mapping[str, str], bytes, Sequence[str]], Outcome]


class Workshop:
    """Builds each example once, in one profile, and runs it as often as asked."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        self._profile = profile
        self._folder = folder
        self._core = CoreRuntime(EdgeLimits.of(SETTINGS))
        self._python: PythonRuntime | None = None
        self._builds: dict[tuple[Language, str], Compilation] = {}
        self._programs: dict[tuple[Language, str], Run] = {}

    def close(self) -> None:
        self._core.close()
        if self._python is not None:
            self._python.close()

    def build(self, language: Language, name: str) -> Compilation:
        key = language, name
        if key not in self._builds:
            project = Project(language, example(language, name).files)
            try:
                self._builds[key] = asyncio.run(toolchains()[language].compile(project, self._profile, LIMITS))
            except (ToolchainMissing, NoSandbox) as error:
                pytest.skip(error.detail)
        return self._builds[key]

    def run(
        self,
        language: Language,
        name: str,
        env: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        args: Sequence[str] = (),
    ) -> Outcome:
        """Run to the end, which must be a good one."""
        key = language, name
        if key not in self._programs:
            self._programs[key] = self._load(language, name)
        outcome = self._programs[key](env or {}, stdin, args)
        assert (outcome.kind, outcome.exit_code) == (Kind.EXITED, 0), f"{outcome.message}\n{outcome.stderr.decode()}"
        return outcome

    def request(
        self,
        language: Language,
        name: str,
        method: str = "GET",
        path: str = "/",
        query: str = "",
        content_type: str | None = None,
        body: bytes = b"",
    ) -> cgi.Response:
        """The answer to a request, as the edge would read it."""
        headers = [] if content_type is None else [("content-type", content_type)]
        place = "HTTP/1.1", "http", "fern.localhost", 8081, "127.0.0.1"
        request = cgi.Request(method, path, query, headers, *place, body)
        return cgi.parse(self.run(language, name, cgi.environment(request), body).stdout, to_head=method == "HEAD")

    def _load(self, language: Language, name: str) -> Run:
        build = self.build(language, name)
        assert build.output is not None, build.log
        if build.kind is ArtifactKind.ZIP:
            runtime, files = self._python_runtime(), archive.unpack(build.output)
            return lambda env, stdin, args: runtime.run(files, env, stdin, args)
        path = self._folder / f"{language}-{name}.cwasm"
        path.write_bytes(Module(make_engine(SETTINGS.edge_memory, slots=1), build.output).serialize())
        program = self._core.load(path)
        return lambda env, stdin, args: self._core.run(program, env, stdin, ("program", *args))

    def _python_runtime(self) -> PythonRuntime:
        if self._python is None:
            self._python = PythonRuntime(component.require(), EdgeLimits.of(SETTINGS))
        return self._python


@pytest.fixture(scope="session", params=Profile)
def workshop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    workshop = Workshop(request.param, tmp_path_factory.mktemp("modules"))
    yield workshop
    workshop.close()


def example(language: Language, name: str) -> Example:
    return examples.load(examples.folder() / language / name)


def content_type(response: cgi.Response) -> str:
    return dict(response.headers)["content-type"]
