from collections.abc import Awaitable, Callable

import pytest

from wardian.model import Compilation, Diagnostic, Language
from wardian.toolchains.wat_source import functions

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]


def place(found: Diagnostic) -> tuple[object, ...]:
    return found.file, found.line, found.column, found.end_line, found.end_column


async def test_a_module_is_assembled(compiled: Compile) -> None:
    answer = await compiled(Language.WAT, {"main.wat": '(module (func (export "é😀")))', "other.wat": "ignored"})
    assert "é😀".encode() in (answer.output or b"")


async def test_columns_count_utf16_after_tabs_ideographs_and_emoji(compiled: Compile) -> None:
    answer = await compiled(Language.WAT, {"main.wat": "(module\r\n\t(func (; é漢😀 ;) i32.cnst 1))\r\n"})
    (found,) = answer.diagnostics
    assert found.message == "unknown operator or unexpected token"
    assert place(found) == ("main.wat", 2, 19, 2, 27)
    assert "--> main.wat:2" in answer.log


async def test_an_unknown_name_is_marked(compiled: Compile) -> None:
    answer = await compiled(Language.WAT, {"main.wat": "(module (func local.get $x))"})
    assert [place(found) for found in answer.diagnostics] == [("main.wat", 1, 25, 1, 27)]


async def test_an_invalid_body_marks_its_function(compiled: Compile) -> None:
    text = '(module\n  (import "a" "b" (func $imported))\n  (func $good)\n  (func $bad (result i32)\n    i64.const 1))'
    answer = await compiled(Language.WAT, {"main.wat": text})
    (found,) = answer.diagnostics
    assert found.message == "In this function: type mismatch: expected i32, found i64"
    assert (found.line, found.column) == (4, 3)


async def test_an_invalid_module_says_why(compiled: Compile) -> None:
    (found,) = (await compiled(Language.WAT, {"main.wat": "(module (memory 100000))"})).diagnostics
    assert found.message == "memory size must be at most 0x10000 65536-byte pages"


def test_functions_are_found_between_strings_comments_and_imports() -> None:
    text = """(module
  (import "a" "(func" (func $i))
  (func (import "x" "y"))
  (; (func) (; (func) ;) (func) ;)
  ;; (func)
  (type (func (param i32)))
  (func $a (drop (ref.func $a)))
  (table 1 funcref) (elem func $a)
  (func $b)
)"""
    assert [text[start : start + 8] for start in functions(text)] == ["(func $a", "(func $b"]
