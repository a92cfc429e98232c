from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.edge.conftest import MakeCommand, a_request
from tests.unit.edge.process import Edge
from wasmtime import wat2wasm

from wardian.model import Grants
from wardian.settings import Settings

FETCHING = """
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "edge" "send" (func $send (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "edge" "head" (func $head (param i32 i32 i32) (result i32)))
  (import "edge" "read" (func $read (param i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 64) "Content-Type: text/plain\\n\\n")
  (data (i32.const 1024) "%(head)s")
  (func $write (param $at i32) (param $size i32)
    (i32.store (i32.const 16) (local.get $at))
    (i32.store (i32.const 20) (local.get $size))
    (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24))))
  (func $refused (param $error i32)
    (i32.store8 (i32.const 32) (i32.const 33))
    (i32.store8 (i32.const 33) (i32.sub (i32.const 48) (local.get $error)))
    (i32.store8 (i32.const 34) (i32.const 10))
    (call $write (i32.const 32) (i32.const 3)))
  (func $show (param $handle i32) (local $size i32)
    (if (i32.lt_s (local.get $handle) (i32.const 0)) (then (call $refused (local.get $handle)) (return)))
    (local.set $size (call $head (local.get $handle) (i32.const 8192) (i32.const 8192)))
    (if (i32.lt_s (local.get $size) (i32.const 0)) (then (call $refused (local.get $size)) (return)))
    (call $write (i32.const 8192) (i32.const 4))
    (call $write (i32.const 16384) (call $read (local.get $handle) (i32.const 16384) (i32.const 32768))))
  (func (export "_start") (local $i i32)
    (call $write (i32.const 64) (i32.const 26))
    (loop $each
      (i32.store
        (i32.add (i32.const 4096) (i32.shl (local.get $i) (i32.const 2)))
        (call $send (i32.const 1024) (i32.const %(size)d) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $i) (i32.const %(times)d))))
    (local.set $i (i32.const 0))
    (loop $each
      (call $show (i32.load (i32.add (i32.const 4096) (i32.shl (local.get $i) (i32.const 2)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $i) (i32.const %(times)d))))))
"""
"""Sends the same request so many times, then writes each answer's status and body, or `!` and the error's number."""

TOO_MANY = "!3"

pytestmark = pytest.mark.anyio


def fetching(name: str, times: int = 1) -> bytes:
    head = f"GET http://{name}.localhost:8081/"
    return bytes(wat2wasm(FETCHING % {"head": head, "size": len(head), "times": times}))


def to(*names: str) -> Grants:
    return Grants(fetch=tuple(f"{name}.localhost:8081" for name in names))


@pytest.fixture
async def edge(tmp_path: Path, command: MakeCommand) -> AsyncIterator[Edge]:
    edge = Edge(Settings(data=tmp_path), command)
    edge.deploy("hello", data=b"hello\n")
    assert await edge.text("hello") == "hello\n"
    yield edge
    edge.close()


async def answers_meanwhile(edge: Edge, name: str) -> str:
    """What `name` says; another deployment answers all the while."""
    asked = asyncio.create_task(edge.text(name))
    while not asked.done():
        assert await edge.text("hello") == "hello\n"
        await asyncio.sleep(0)
    return await asked


async def test_a_guest_fetches_another_without_a_socket(edge: Edge) -> None:
    edge.deploy("asks", fetching("hello"), grants=to("hello"))
    assert await edge.text("asks") == "200\nhello\n"


async def test_a_guest_that_was_not_granted_the_other_does_not_reach_it(edge: Edge) -> None:
    edge.deploy("asks", fetching("hello"), grants=to("other"))
    assert await edge.text("asks") == "!1\n"


async def test_who_is_not_there_is_404_to_a_guest_too(edge: Edge) -> None:
    edge.deploy("asks", fetching("nobody"), grants=to("nobody"))
    assert (await edge.text("asks")).startswith("404\n")


async def test_a_guest_that_fetches_itself_ends_after_eight_hops(edge: Edge) -> None:
    edge.deploy("self", fetching("self"), grants=to("self"))
    lines = (await answers_meanwhile(edge, "self")).splitlines()
    assert lines[:8] == ["200"] * 7 + ["508"]


async def test_two_that_fetch_each_other_end(edge: Edge) -> None:
    edge.deploy("ping", fetching("pong"), grants=to("pong"))
    edge.deploy("pong", fetching("ping"), grants=to("ping"))
    lines = (await answers_meanwhile(edge, "ping")).splitlines()
    assert lines[:8] == ["200"] * 7 + ["508"]


async def test_a_guest_that_fetches_itself_sixteen_times_at_each_level_ends(edge: Edge) -> None:
    edge.deploy("many", fetching("many", times=16), grants=to("many"))
    lines = (await answers_meanwhile(edge, "many")).splitlines()
    assert lines.count("200") + lines.count("508") <= edge.settings.edge_fetches
    assert TOO_MANY in lines
    threads = threading.active_count()
    for _ in range(20):
        assert TOO_MANY in await edge.text("many")
    assert threading.active_count() == threads


async def test_guests_that_wait_for_guests_never_wait_for_a_thread(tmp_path: Path, command: MakeCommand) -> None:
    edge = Edge(replace(Settings(data=tmp_path), edge_threads=4), command)
    edge.deploy("self", fetching("self"), grants=to("self"))
    edge.deploy("hello", data=b"hello\n")
    started = time.monotonic()
    texts = await asyncio.gather(*(edge.text("self") for _ in range(8)))
    assert any("503" in text for text in texts)
    assert time.monotonic() - started < edge.settings.edge_wall_s
    assert await edge.text("hello") == "hello\n"
    edge.close()


async def test_a_guest_has_what_its_caller_has_left(edge: Edge) -> None:
    edge.deploy("busy", "(loop $l (br $l))")
    edge.deploy("asks", fetching("busy"), grants=to("busy"))
    assert (await answers_meanwhile(edge, "asks")).startswith("504\n")
    status, _, body = await edge.ask("asks", a_request(headers=[("cdn-loop", "wardian;hops=7")]))
    assert (status, body[:4]) == (200, b"508\n")
