"""The control application on a data folder of its own, with real toolchains."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import wasmtime
from obstore.store import LocalStore, ObjectStore, S3Store
from starlette.types import ASGIApp, Message
from tests import postgresql, s3
from tests.postgresql import PostgreSQL
from tests.s3 import S3

from wardian.cli.control import services
from wardian.cli.worker import worker_application
from wardian.model import ArtifactKind, Compilation, Diagnostic, Findings, Language, Profile, Project, Severity
from wardian.sandbox import Limits
from wardian.settings import Settings
from wardian.storage.database import Database
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
def postgresql_server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server


@pytest.fixture
def database_url(postgresql_server: PostgreSQL) -> str:
    """Of this test's own PostgreSQL database, with nothing in it but the schema."""
    return postgresql_server.migrated()


@pytest.fixture(scope="session")
def c() -> C:
    toolchain = C()
    toolchain.install(print)
    return toolchain


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    with s3.running() as server:
        yield server


@dataclass(frozen=True)
class Backend:
    """Where everything is kept, as the settings name it; nothing named is in the data folder."""

    data: Path
    database: str = ""
    storage: str = ""

    def open(self) -> Database:
        return Database.of(self.database, self.data)

    def objects(self) -> ObjectStore:
        """The artifacts and their forms, past the code that keeps them."""
        return S3Store.from_url(self.storage) if self.storage else LocalStore(self.data / "artifacts")


@pytest.fixture(params=["one-machine", "many-machines"])
def backend(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    """SQLite, a folder and a queue in memory, or PostgreSQL, S3 and procrastinate."""
    if request.param == "one-machine":
        return Backend(tmp_path / "data")
    objects: S3 = request.getfixturevalue("s3_server")
    for name, value in objects.environ.items():
        monkeypatch.setenv(name, value)
    return Backend(tmp_path / "data", request.getfixturevalue("database_url"), objects.bucket())


@pytest.fixture
def serve(backend: Backend, tmp_path: Path) -> Serve:
    """Serves the application on this test's backend, as often as it is called; with a worker where that builds.

    `http://builder` is whichever of the two does.
    """

    @asynccontextmanager
    async def serving(*toolchains: Toolchain, **changes: Any) -> AsyncIterator[httpx.AsyncClient]:
        settings = Settings(**{**asdict(backend), "site": tmp_path / "site", **changes})
        languages: Mapping[Language, Toolchain] = {toolchain.language: toolchain for toolchain in toolchains}
        async with AsyncExitStack() as stack:
            app = builder = create_app(settings, services(settings, languages))
            await stack.enter_async_context(_lifespan(app))
            if settings.database:
                builder = worker_application(settings, languages)
                await stack.enter_async_context(_lifespan(builder))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            mounts = {"all://builder": httpx.ASGITransport(builder)}
            client = httpx.AsyncClient(transport=transport, mounts=mounts, base_url=settings.public_url)
            yield await stack.enter_async_context(client)

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
