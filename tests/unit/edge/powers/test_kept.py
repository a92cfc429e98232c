"""What a guest keeps is there after a new version, a roll-back and a restart of the edge."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.edge.conftest import Server, free_port
from wasmtime import wat2wasm

from wardian.deployments.wanted import Wanted
from wardian.settings import Settings

pytestmark = pytest.mark.anyio

COUNTING = r"""
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "edge" "kv_add" (func $kv_add (param i32 i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "Content-Type: text/plain\n\n%(version)s: 0")
  (data (i32.const 128) "visits")
  (func (export "_start")
    (drop (call $kv_add (i32.const 128) (i32.const 6) (i64.const 1) (i32.const 32)))
    (i32.store8 (i32.const 93) (i32.add (i32.const 48) (i32.load (i32.const 32))))
    (i32.store (i32.const 16) (i32.const 64))
    (i32.store (i32.const 20) (i32.const 30))
    (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))))
"""


def counting(version: str) -> bytes:
    return bytes(wat2wasm(COUNTING % {"version": version}))


@contextmanager
def running(server: Server) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "wardian", "edge"], env={**os.environ, **server.settings.to_env()}
    )
    try:
        server.wait_ready(process)
        yield
    finally:
        process.terminate()
        assert process.wait(20) == 0


async def test_it_counts_on(tmp_path: Path) -> None:
    server = Server(Settings(data=tmp_path, edge_port=free_port(), edge_workers=2))
    with running(server):
        created = await server.deploy(counting("a"), wanted=Wanted(kv=True))
        name = created.deployment.name
        assert [server.get(name).text for _ in range(3)] == ["a: 1", "a: 2", "a: 3"]
        await server.deployments.replace(name, created.token, server.source(counting("b")), Wanted())
        assert server.get(name).text == "b: 4"
    with running(server):
        assert server.get(name).text == "b: 5"
        await server.deployments.roll_back(name, created.token, 1)
        assert server.get(name).text == "a: 6"
    server.client.close()
    server.database.close()
