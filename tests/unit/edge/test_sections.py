from __future__ import annotations

from wasmtime import wat2wasm

from wardian.edge.sections import MOST_DEBUG_INFO, with_little_debug_info

MODULE = '(module {before} (func (export "_start")) (@custom "name-of-ours" "kept") {after})'


def built(size: int) -> bytes:
    debug = '(@custom ".debug_line" "' + "x" * size + '")'
    return bytes(wat2wasm(MODULE.format(before=debug, after='(@custom ".debug_info" "yy")')))


def test_debugging_information_of_a_usual_size_stays() -> None:
    module = built(1000)
    assert with_little_debug_info(module) == module


def test_too_much_debugging_information_is_left_out() -> None:
    assert with_little_debug_info(built(MOST_DEBUG_INFO)) == bytes(wat2wasm(MODULE.format(before="", after="")))


def test_what_is_no_module_is_left_to_the_compiler() -> None:
    for module in (b"", b"\0asm\1\0\0\0\0", built(1000)[:-1], b"\0asm\1\0\0\0\0\xff\xff\xff\xff\xff"):
        assert with_little_debug_info(module) == module
