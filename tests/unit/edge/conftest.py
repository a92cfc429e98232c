from __future__ import annotations

import contextlib
import gzip
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from wasmtime import Module, wat2wasm

from wardian.deployments.guard import Guard
from wardian.deployments.precompile import Precompiler
from wardian.deployments.service import Created, Deployments
from wardian.deployments.wanted import NOTHING, Source, Wanted
from wardian.edge import cgi, hostcalls_library
from wardian.edge.core import CoreRuntime, Program
from wardian.edge.engine import make_engine
from wardian.edge.limits import Limits
from wardian.edge.modules import Modules
from wardian.model import ArtifactKind, Language
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.blocks import Blocks
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.keys import Keys

FRAME_SCRIPT = "// a script of the frame\n"
LIMITS = Limits(cpu_s=0.05, wall_s=1.0, memory=4 << 20, response=64 << 10)

COMMAND = """
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 1024) "%(data)s")
  (func $write (param $fd i32) (param $at i32) (param $size i32)
    (i32.store (i32.const 16) (local.get $at))
    (i32.store (i32.const 20) (local.get $size))
    (drop (call $fd_write (local.get $fd) (i32.const 16) (i32.const 1) (i32.const 24))))
  (func $print (call $write (i32.const 1) (i32.const 1024) (i32.const %(size)d)))
  %(functions)s
  (func (export "_start") %(body)s))
"""
"""`$print` writes the data, `$write` any memory. Addresses 16 to 27 are theirs; 28 to 1023 are free."""


class MakeCommand(Protocol):
    def __call__(self, body: str, data: bytes = b"", functions: str = "") -> bytes:
        """A WASI command whose _start is `body` in WAT."""


@pytest.fixture(scope="session")
def command() -> MakeCommand:
    def make(body: str, data: bytes = b"", functions: str = "") -> bytes:
        escaped = "".join(f"\\{byte:02x}" for byte in data)
        values = {"body": body, "data": escaped, "size": len(data), "functions": functions}
        return bytes(wat2wasm(COMMAND % values))

    return make


@pytest.fixture(scope="session", params=["in Python", "in C"])
def runtime(request: pytest.FixtureRequest) -> Iterator[CoreRuntime]:
    """With the host's functions in either language."""
    calls = hostcalls_library.installed() if request.param == "in C" else None
    if calls is None and request.param == "in C":
        pytest.skip("the edge's host calls are not installed")
    runtime = CoreRuntime(LIMITS, calls=calls)
    yield runtime
    runtime.close()


@pytest.fixture(scope="session")
def load(runtime: CoreRuntime, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Program]:
    folder, engine = tmp_path_factory.mktemp("modules"), make_engine(LIMITS.memory, slots=1)

    def load(wasm: bytes) -> Program:
        path = folder / "module.cwasm"
        path.unlink(missing_ok=True)
        path.write_bytes(Module(engine, wasm).serialize())
        return runtime.load(path)

    return load


def a_request(
    method: str = "GET", path: str = "/", headers: Sequence[tuple[str, str]] = (), body: bytes = b""
) -> cgi.Request:
    return cgi.Request(method, path, "", headers, "HTTP/1.1", "http", "fern.localhost", 8081, "127.0.0.1", body)


class Server:
    """A running edge and a client for it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database.open(settings.data)
        self.records = DeploymentRecords(self.database)
        self.artifacts = Artifacts.open(settings.data)
        self.modules = Modules.open(settings, Precompiler(settings))
        guard = Guard(self.records, Blocks(self.database), Keys.of("", "", settings.data))
        self.deployments = Deployments(self.records, guard, self.artifacts, self.modules, settings)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{settings.edge_port}", timeout=30)

    def wait_ready(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            try:
                assert self.client.get("/healthz").text == "ok\n"
            except httpx.TransportError:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.05)
            else:
                return
        pytest.fail("the edge ended before it was ready")

    def source(self, wasm: bytes, assets: Mapping[str, bytes] | None = None) -> Source:
        return Source("0" * 32, Language.WAT, self.artifacts.put(wasm, ArtifactKind.WASM), assets or {})

    async def deploy(self, wasm: bytes, name: str | None = None, wanted: Wanted = NOTHING) -> Created:
        return await self.deployments.create(self.source(wasm), name, wanted)

    def request(self, method: str, name: str, path: str = "/", **options: object) -> httpx.Response:
        headers = {"host": f"{name}.localhost", **options.pop("headers", {})}  # type: ignore[dict-item]
        return self.client.request(method, path, headers=headers, **options)  # type: ignore[arg-type]

    def get(self, name: str, path: str = "/", **options: object) -> httpx.Response:
        return self.request("GET", name, path, **options)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("edge")
    frame = folder / "site" / "assets" / "playground" / "frame"
    frame.mkdir(parents=True)
    (frame / "frame.html").write_text("<!doctype html><title>frame</title>")
    (frame / "frame.js").write_text(FRAME_SCRIPT)
    (frame / "frame.js.gz").write_bytes(gzip.compress(FRAME_SCRIPT.encode()))
    (folder / "secret.txt").write_text("not to be served")
    settings = Settings(
        data=folder / "data",
        site=folder / "site",
        edge_port=free_port(),
        origins=("https://docs.example.org",),
        edge_workers=2,
        edge_wall_s=LIMITS.wall_s,
        edge_memory=64 << 20,
        edge_request=64 << 10,
        edge_response=LIMITS.response,
    )
    server = Server(settings)
    process = subprocess.Popen([sys.executable, "-m", "wardian", "edge"], env={**os.environ, **settings.to_env()})
    try:
        server.wait_ready(process)
        yield server
    finally:
        process.terminate()
        assert process.wait(20) == 0
        server.client.close()
        server.database.close()


@pytest.fixture
def secret(server: Server) -> Path:
    return server.settings.data.parent / "secret.txt"
