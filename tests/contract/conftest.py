"""The control application on a data folder of its own, with real toolchains."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import wasmtime
from starlette.types import ASGIApp, Message

from wardian.cli.control import services
from wardian.model import ArtifactKind, Compilation, Diagnostic, Findings, Language, Profile, Project, Severity
from wardian.sandbox import Limits
from wardian.settings import Settings
from wardian.toolchains.base import Report, Toolchain
from wardian.toolchains.c import C
from wardian.toolchains.live import Tell, silent
from wardian.web.app import create_app

Serve = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


class Assembler:
    """WAT in this process, with a door that holds compilations until it is opened."""

    language = Language.WAT

    def __init__(self) -> None:
        self.door = asyncio.Event()
        self.door.set()
        self.compiled: list[str] = []
        self.started = asyncio.Event()
        self.limit: str | None = None
        self.broken = False

    def version(self) -> str:
        return "wasmtime"

    def fingerprint(self) -> str:
        return "wasmtime"

    def install(self, report: Report) -> None: ...

    async def check(self) -> None: ...

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        text = project.files["main.wat"]
        self.compiled.append(text)
        self.started.set()
        await self.door.wait()
        if self.broken:
            raise LookupError(text)
        if self.limit is not None:
            return Compilation(None, ArtifactKind.WASM, limit=self.limit)
        try:
            return Compilation(bytes(wasmtime.wat2wasm(text)), ArtifactKind.WASM, log="assembled\n")
        except wasmtime.WasmtimeError as error:
            diagnostic = Diagnostic(Severity.ERROR, str(error), "main.wat", 1, 1)
            return Compilation(None, ArtifactKind.WASM, (diagnostic,))

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        compilation = await self.compile(project, Profile.DEBUG, limits)
        return Findings(compilation.diagnostics, compilation.limit)


@pytest.fixture
def assembler() -> Assembler:
    return Assembler()


@pytest.fixture(scope="session")
def c() -> C:
    toolchain = C()
    toolchain.install(print)
    return toolchain


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Serves the application on this test's data folder, as often as it is called."""

    @asynccontextmanager
    async def serving(*toolchains: Toolchain, **changes: Any) -> AsyncIterator[httpx.AsyncClient]:
        settings = Settings(**{"data": tmp_path / "data", "site": tmp_path / "site", **changes})
        languages: Mapping[Language, Toolchain] = {toolchain.language: toolchain for toolchain in toolchains}
        app = create_app(settings, services(settings, languages))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with _lifespan(app), httpx.AsyncClient(transport=transport, base_url=settings.public_url) as client:
            yield client

    return serving


@asynccontextmanager
async def _lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """The ASGI lifespan protocol, from the server's side."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "state": {}}
    task = asyncio.ensure_future(app(scope, to_app.get, from_app.put))
    to_app.put_nowait({"type": "lifespan.startup"})
    assert (await from_app.get())["type"] == "lifespan.startup.complete"
    yield
    to_app.put_nowait({"type": "lifespan.shutdown"})
    assert (await from_app.get())["type"] == "lifespan.shutdown.complete"
    await task
