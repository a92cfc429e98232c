"""The import module `edge`, called by guests that do not care what they give it."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from tests.unit.edge.powers.conftest import Edge, chain
from tests.unit.edge.powers.servers import Servers
from wasmtime import wat2wasm

from wardian.edge.core import CoreRuntime, Program
from wardian.edge.outcome import Kind
from wardian.edge.powers import NO_FETCH, NO_KV, Error
from wardian.edge.powers.powers import Powers
from wardian.model import Grants

Call = Callable[..., tuple[int, str]]
"""Makes a guest call functions of the module, each as `called` writes it: the result and message of the last."""

SIGNATURES = {
    "send": "iiiiii",
    "select": "iii",
    "head": "iii",
    "read": "iii",
    "close": "i",
    "kv_get": "iiii",
    "kv_set": "iiii",
    "kv_append": "iiii",
    "kv_add": "iili",
    "kv_swap": "iiiiii",
    "kv_delete": "ii",
    "kv_keys": "iiiiii",
    "message": "ii",
}
TYPES = {"i": "i32", "l": "i64"}
END = 65536
HUGE = 0xFFFFFFFF
MODULE = """
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  %(imports)s
  (memory (export "memory") 1)
  (data (i32.const 256) "fern\\ff\\00\\00")
  (data (i32.const 300) "GET http://%(host)s/\\n")
  (data (i32.const 400) "\\00\\00\\00\\00")
  (func $report (param $result i32)
    (i32.store (i32.const 1024) (local.get $result))
    (i32.store (i32.const 0) (i32.const 1024))
    (i32.store (i32.const 4) (i32.add (i32.const 4) (call $message (i32.const 1028) (i32.const 4096))))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func (export "_start") %(body)s))
"""
"""`$report` writes a result, as 4 bytes, and the message of the last failure. 'fern' is at 256, a request at 300."""


def module(body: str, host: str) -> bytes:
    imports = "\n".join(
        f'(import "edge" "{name}" (func ${name} (param {" ".join(TYPES[kind] for kind in kinds)}) (result i32)))'
        for name, kinds in SIGNATURES.items()
    )
    return bytes(wat2wasm(MODULE % {"imports": imports, "body": body, "host": host}))


def called(name: str, *arguments: int) -> str:
    given = (f"({TYPES[kind]}.const {value})" for kind, value in zip(SIGNATURES[name], arguments, strict=True))
    return f"(call ${name} {' '.join(given)})"


@pytest.fixture
def run(runtime: CoreRuntime, load: Callable[[bytes], Program]) -> Call:

    def run(powers: Powers | None, *calls: str, host: str = "127.0.0.1:1") -> tuple[int, str]:
        setup, last = calls[:-1], calls[-1]
        body = "".join(f"(drop {one})" for one in setup) + f"(call $report {last})"
        outcome = runtime.run(load(module(body, host)), {}, powers=powers)
        assert outcome.kind is Kind.EXITED, outcome.message
        (result,) = struct.unpack("<i", outcome.stdout[:4])
        return result, outcome.stdout[4:].decode()

    return run


@pytest.fixture
def powers(edge: Edge) -> Powers:
    return edge.grant(Grants(fetch=("127.0.0.1:1",), kv=True), chain())


WILD = [
    ("send", (HUGE, 10, 0, 0, 0, 0)),
    ("send", (END - 5, 10, 0, 0, 0, 0)),
    ("send", (300, 25, END, 1, 0, 0)),
    ("send", (300, 25, HUGE, 2, 0, 0)),
    ("select", (END - 2, 1, 0)),
    ("select", (HUGE, 64, 0)),
    ("kv_get", (END, 1, 1024, 10)),
    ("kv_get", (HUGE, HUGE >> 16, 0, 0)),
    ("kv_set", (256, 4, END - 1, 2)),
    ("kv_append", (256, 4, HUGE, 1)),
    ("kv_add", (256, 4, 1, END - 7)),
    ("kv_add", (256, 4, 1, HUGE)),
    ("kv_swap", (256, 4, END, 1, 256, 4)),
    ("kv_swap", (256, 4, 0, HUGE, HUGE, 4)),
    ("kv_delete", (HUGE, 4)),
    ("kv_keys", (END, 1, 0, 0, 0, 0)),
    ("kv_keys", (0, 0, END, 1, 0, 0)),
]


@pytest.mark.parametrize(("name", "arguments"), WILD)
def test_an_address_outside_of_the_memory_is_refused_and_nothing_is_done(
    run: Call, powers: Powers, name: str, arguments: tuple[int, ...]
) -> None:
    result = run(powers, called(name, *arguments))
    assert result == (-Error.INVALID, "An address that the program gave is outside of its memory.")
    assert powers.kv_keys("", "") == []


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("send", (300, HUGE, 0, 0, 0, 0), "65536"),
        ("send", (300, 25, 0, HUGE, 0, 0), "16777216"),
        ("kv_get", (0, 65537, 0, 0), "65536"),
        ("kv_set", (256, 4, 0, HUGE), "16777216"),
        ("kv_append", (256, 4, 0, (16 << 20) + 1), "16777216"),
        ("kv_swap", (256, 4, 0, HUGE - 1, 0, 0), "16777216"),
    ],
)
def test_a_size_is_checked_before_anything_is_copied(
    run: Call, powers: Powers, name: str, arguments: tuple[int, ...], words: str
) -> None:
    result, message = run(powers, called(name, *arguments))
    assert result == -Error.TOO_LARGE
    assert words in message


def test_too_many_handles_are_refused(run: Call, powers: Powers) -> None:
    result, message = run(powers, called("select", 0, 65, 0))
    assert (result, message) == (-Error.INVALID, "These are 65 handles; a program can wait for 64 at once.")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("send", (256, 5, 0, 0, 0, 0)), ("kv_get", (256, 5, 0, 0)), ("kv_keys", (0, 0, 256, 5, 0, 0))],
)
def test_text_must_be_utf8(run: Call, powers: Powers, name: str, arguments: tuple[int, ...]) -> None:
    assert run(powers, called(name, *arguments)) == (-Error.INVALID, "This text is not UTF-8.")


@pytest.mark.parametrize("handle", [0, 1, 2**31, HUGE])
@pytest.mark.parametrize("name", ["head", "read", "close"])
def test_a_handle_that_nobody_gave_is_refused(run: Call, powers: Powers, name: str, handle: int) -> None:
    result, message = run(powers, called(name, *[handle, 0, 16][: len(SIGNATURES[name])]))
    assert result == -Error.INVALID
    assert str(handle) in message


@pytest.mark.parametrize("name", [name for name in SIGNATURES if name != "message"])
def test_without_a_grant_every_function_says_which_one_is_missing(run: Call, name: str) -> None:
    result = run(None, called(name, *[HUGE] * len(SIGNATURES[name])))
    assert result == (-Error.NOT_GRANTED, NO_KV if name.startswith("kv_") else NO_FETCH)


def test_one_grant_is_not_the_other(run: Call, edge: Edge) -> None:
    only_fetch = edge.grant(Grants(fetch=("127.0.0.1:1",)), chain())
    assert run(only_fetch, called("kv_get", 256, 4, 0, 0)) == (-Error.NOT_GRANTED, NO_KV)
    only_kv = edge.grant(Grants(kv=True), chain())
    asked = called("send", 300, len("GET http://127.0.0.1:1/\n"), 0, 0, 0, 0)
    assert run(only_kv, asked)[0] == -Error.NOT_GRANTED


def test_a_message_is_copied_only_if_it_fits(run: Call) -> None:
    missing = called("kv_delete", 256, 4)
    assert run(None, missing, called("message", 2048, 5)) == (len(NO_KV), NO_KV)
    assert run(None, missing, called("message", END - 1, 4096))[0] == -Error.INVALID
    assert run(None, called("message", 0, 0)) == (0, "")


def test_a_value_is_copied_only_if_it_fits(run: Call, powers: Powers) -> None:
    powers.kv_set("fern", b"frond")
    loaded = "(i32.load8_u (i32.const 2048))"
    assert run(powers, called("kv_get", 256, 4, 2048, 4))[0] == 5
    assert run(powers, called("kv_get", 256, 4, 2048, 4), loaded)[0] == 0
    assert run(powers, called("kv_get", 256, 4, 2048, 5), loaded)[0] == ord("f")
    assert run(powers, called("kv_get", 256, 4, END - 1, 5))[0] == -Error.INVALID
    assert run(powers, called("kv_get", 256, 3, 2048, 5))[0] == -Error.NOT_FOUND


def test_the_store_by_every_function(run: Call, powers: Powers) -> None:
    assert run(powers, called("kv_set", 256, 4, 256, 4))[0] == 0
    assert run(powers, called("kv_append", 256, 4, 256, 2))[0] == 6
    assert powers.kv_get("fern") == b"fernfe"
    assert run(powers, called("kv_swap", 256, 4, 0, HUGE, 256, 1))[0] == 0
    assert run(powers, called("kv_swap", 256, 3, 0, HUGE, 256, 1))[0] == 1
    assert run(powers, called("kv_swap", 256, 3, 256, 1, 256, 0))[0] == 1
    assert powers.kv_get("fer") == b""
    assert run(powers, called("kv_keys", 0, 0, 0, 0, 2048, 100), "(i32.load (i32.const 2048))")[0] == int.from_bytes(
        b"fer\0", "little"
    )
    assert run(powers, called("kv_keys", 0, 0, 256, 3, 2048, 4))[0] == len(b"fern\0")
    assert run(powers, called("kv_add", 256, 2, -7, 2048), "(i32.load (i32.const 2048))")[0] == -7
    assert powers.kv_get("fe") == b"-7"
    assert run(powers, called("kv_delete", 256, 4))[0] == 1
    assert run(powers, called("kv_delete", 256, 4))[0] == 0


def test_a_fetch_by_every_function(run: Call, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfrond")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    size = len(f"GET http://{host}/\n")
    head = len("200\ncontent-length: 5\n")
    steps = [called("send", 300, size, 0, 0, 0, 0), called("select", 400, 1, 5000), called("head", 0, 2048, 100)]
    for number, expected in enumerate([0, 0, head], 1):
        granted = edge.grant(Grants(fetch=(host,)), chain())
        assert run(granted, *steps[:number], host=host) == (expected, "")
    assert run(powers, *steps, called("read", 0, 2048, 3), host=host)[0] == 3


def test_a_buffer_for_a_body_is_checked_before_any_of_it_is_taken(run: Call, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfrond")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    sent = called("send", 300, len(f"GET http://{host}/\n"), 0, 0, 0, 0)
    assert run(powers, sent, called("read", 0, END - 2, 3), host=host)[0] == -Error.INVALID
    assert powers.read(0, 10) == b"frond"
