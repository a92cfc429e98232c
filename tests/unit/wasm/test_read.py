"""What is told of modules, against wasm-tools' own figures, and of bytes that are none."""

from __future__ import annotations

import re
import subprocess
import time

import pytest
import wasmtime
from hypothesis import given
from hypothesis import strategies as st

from wardian.builds.disassembly import wasm_tools
from wardian.model import ArtifactKind
from wardian.wasm import component, module
from wardian.wasm.read import read
from wardian.wasm.reader import Malformed, Reader, TooSlow
from wardian.wasm.summary import LISTED, Contents

EVERYTHING = """(module $all
  (type $point (struct (field $x i32) (field (mut i8))))
  (rec (type $list (sub (struct (field (ref null $list))))) (type $bytes (array (mut i16))))
  (type $pair (func (param i32 i64) (result f32 f64)))
  (import "a" "f" (func $f (type $pair)))
  (import "a" "g" (global $g (mut i32)))
  (import "a" "m" (memory $m 1 2 shared))
  (import "a" "t" (table 1 10 externref))
  (import "a" "e" (tag (param i32)))
  (memory $wide i64 3 4)
  (table $t 2 (ref null func) (ref.null func))
  (tag $own (param i64))
  (global (mut v128) (v128.const i64x2 1 2))
  (global i32 (i32.add (i32.const 1) (i32.const -5)))
  (global (ref $point) (struct.new $point (i32.const 1) (i32.const 2)))
  (global funcref (ref.func $f))
  (global f64 (f64.const 3))
  (func $big (export "big") (param i32) (nop) (nop) (nop))
  (func $small)
  (start $small)
  (export "memory" (memory $m))
  (export "again" (func $f))
  (data (i32.const 0) "bytes")
  (@custom "mine" "12345"))"""
COMPONENT = """(component
  (import "host" (instance $host (export "f" (func))))
  (core module $inner (func) (func (nop)))
  (alias export $host "f" (func $f))
  (export "out" (func $f)))"""


def parsed(text: str) -> bytes:
    """By wasm-tools, which knows proposals that wasmtime's own parser does not."""
    arguments = [str(wasm_tools()), "parse", "-"]
    return subprocess.run(arguments, input=text.encode(), capture_output=True, check=True).stdout


def objdump(data: bytes) -> list[tuple[str, int, int]]:
    """(name, offset, size) of each section, by wasm-tools."""
    text = subprocess.run([wasm_tools(), "objdump", "-"], input=data, capture_output=True, check=True).stdout.decode()
    rows = re.findall(r'^ +(?:custom "(.+?)"|([\w ]+?)) +\| +0x(\w+) - +0x\w+ \| +(\d+) bytes', text, re.MULTILINE)
    return [(custom or name, int(offset, 16), int(size)) for custom, name, offset, size in rows]


def told(contents: Contents) -> list[tuple[str, int, int]]:
    return [(section.name, section.offset, section.size) for section in contents.sections]


@pytest.fixture(scope="module")
def everything() -> bytes:
    return parsed(EVERYTHING)


def test_everything_in_a_module_is_told(everything: bytes) -> None:
    contents = read(everything, ArtifactKind.WASM)
    assert [(view.module, view.name, view.kind, view.type) for view in contents.imports] == [
        ("a", "f", "func", "(func (param i32 i64) (result f32 f64))"),
        ("a", "g", "global", "(mut i32)"),
        ("a", "m", "memory", "1 2 shared"),
        ("a", "t", "table", "1 10 externref"),
        ("a", "e", "tag", "(func (param i32))"),
    ]
    assert [(view.name, view.kind, view.type) for view in contents.exports] == [
        ("big", "func", "(func (param i32))"),
        ("memory", "memory", "1 2 shared"),
        ("again", "func", "(func (param i32 i64) (result f32 f64))"),
    ]
    assert [(view.min, view.max, view.shared, view.wide, view.imported) for view in contents.memories] == [
        (1, 2, True, False, True),
        (3, 4, False, True, False),
    ]
    assert [(view.type, view.min, view.max) for view in contents.tables] == [("externref", 1, 10), ("funcref", 2, None)]
    assert [view.type for view in contents.globals] == [
        *("(mut i32)", "(mut v128)", "i32", "(ref 0)", "funcref", "f64"),
    ]
    assert contents.name == "all"
    assert contents.start is not None
    assert (contents.start.name, contents.start.index) == ("small", 2)
    assert [(view.name, view.size) for view in contents.functions] == [("big", 5), ("small", 2)]
    assert (contents.counts["functions"], contents.counts["memories"], contents.counts["tags"]) == (3, 2, 2)


def test_sections_are_those_of_wasm_tools(everything: bytes) -> None:
    assert told(read(everything, ArtifactKind.WASM)) == objdump(everything)
    assert ("mine", 5) in [(name, size) for name, _, size in objdump(everything)]


def test_a_component_is_told_with_the_modules_inside() -> None:
    contents = read(parsed(COMPONENT), ArtifactKind.COMPONENT)
    assert [(view.name, view.kind) for view in contents.imports] == [("host", "instance")]
    assert [(view.name, view.kind) for view in contents.exports] == [("out", "func")]
    (inner,) = contents.modules
    assert (inner.name, inner.functions, inner.code_size) == ("inner", 2, 5)


def test_lists_end_and_counts_do_not() -> None:
    functions = "".join(f'(func (export "f{number}"))' for number in range(LISTED + 5))
    contents = read(bytes(wasmtime.wat2wasm(f"(module {functions})")), ArtifactKind.WASM)
    assert (len(contents.exports), contents.counts["exports"]) == (LISTED, LISTED + 5)
    assert contents.counts["functions"] == LISTED + 5
    assert (len(contents.functions), contents.code_size) == (200, 2 * (LISTED + 5))


@pytest.mark.parametrize("damage", [b"", b"\0asm", b"\0asm\1\0\0\0\x0e\0", b"\0asm\1\0\0\0\1\5\xff\xff\xff\xff\x0f"])
def test_bytes_that_are_no_module_are_refused(damage: bytes) -> None:
    with pytest.raises(Malformed, match="at offset"):
        read(damage, ArtifactKind.WASM)


def test_bytes_that_are_no_zip_are_refused() -> None:
    with pytest.raises(Malformed, match="zip"):
        read(b"PK", ArtifactKind.ZIP)


def test_reading_ends_in_time(everything: bytes) -> None:
    with pytest.raises(TooSlow):
        module.Module().read(Reader(everything, time.monotonic() - 1))


@given(st.binary(max_size=300), st.sampled_from([module.MAGIC, component.MAGIC]))
def test_any_bytes_are_read_or_refused(data: bytes, magic: bytes) -> None:
    kind = ArtifactKind.WASM if magic == module.MAGIC else ArtifactKind.COMPONENT
    try:
        contents = read(magic + data, kind)
    except Malformed:
        return
    assert sum(view.size for view in contents.sections) <= len(data)


@given(data=st.data())
def test_a_damaged_module_is_read_or_refused(data: st.DataObject, everything: bytes) -> None:
    damaged = bytearray(everything)
    for place in data.draw(st.lists(st.integers(8, len(damaged) - 1), min_size=1, max_size=4)):
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        read(bytes(damaged), ArtifactKind.WASM)
    except Malformed:
        return


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_signed_number_is_read_back(number: int) -> None:
    encoded, rest = bytearray(), number
    while True:
        byte, rest = rest & 0x7F, rest >> 7
        last = (rest == 0 and not byte & 0x40) or (rest == -1 and byte & 0x40)
        encoded.append(byte if last else byte | 0x80)
        if last:
            break
    assert Reader(bytes(encoded), time.monotonic() + 60).signed(64) == number
