from wardian.model import Severity, Span
from wardian.toolchains import wasm_ld

FILES = {"main.c": "int f(void);\n", "k.c": "int f(int);\n"}


def test_a_problem_that_the_linker_repeats_is_told_once() -> None:
    log = "wasm-ld: error: main.c.o: undefined symbol: f\nwasm-ld: error: main.c.o: undefined symbol: f\n"
    (found,) = wasm_ld.parse(log, FILES, 1)
    assert (found.file, found.line, found.column, found.end_column) == ("main.c", 1, 5, 6)


def test_a_signature_mismatch_names_both_files() -> None:
    log = (
        "wasm-ld: warning: function signature mismatch: f\n"
        ">>> defined as () -> i32 in main.c.o\n>>> defined as (i32) -> i32 in k.c.o\n"
    )
    (found,) = wasm_ld.parse(log, FILES, 1)
    assert found.severity is Severity.WARNING
    assert found.message.startswith("`f` is () -> i32 in main.c but (i32) -> i32 in k.c")
    assert [(span.file, span.column, span.label) for span in found.spans] == [("k.c", 5, "(i32) -> i32 here")]


def test_too_much_memory_says_how_much() -> None:
    (found,) = wasm_ld.parse("wasm-ld: error: maximum memory too small, 900 bytes needed\n", FILES, 256)
    assert found.message == "The program's variables need 900 bytes of memory; it may have 256."


def test_any_other_error_keeps_the_linkers_words() -> None:
    (found,) = wasm_ld.parse("wasm-ld: error: something new\n", FILES, 1)
    assert (found.message, found.code, found.file) == ("something new", "linker", None)


def test_what_is_defined_twice_shows_both_places() -> None:
    files = {"main.c": "/* 😀 */\r\nint é𝑥 = 1;\r\n", "k.c": "\n\tint é𝑥 = 2;\n"}
    log = "wasm-ld: error: duplicate symbol: é𝑥\n>>> defined in main.c.o\n>>> defined in k.c.o\n"
    (found,) = wasm_ld.parse(log, files, 1)
    assert (found.file, found.line, found.column, found.end_column) == ("k.c", 2, 6, 9)
    assert found.spans == (Span("main.c", 2, 5, 2, 8, "first defined here"),)
