"""Reads the linker's messages into diagnostics that name source files: an object is its source's path and `.o`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wardian.model import Diagnostic, Severity, Span
from wardian.toolchains import symbols

_UNDEFINED = re.compile(r"wasm-ld: error: (?P<object>.+): undefined symbol: (?P<symbol>.+)")
_DUPLICATE = re.compile(
    r"wasm-ld: error: duplicate symbol: (?P<symbol>.+)\n>>> defined in (?P<first>.+)\n>>> defined in (?P<second>.+)"
)
_MISMATCH = re.compile(
    r"wasm-ld: warning: function signature mismatch: (?P<symbol>.+)\n"
    r">>> defined as (?P<first_type>.+) in (?P<first>.+)\n>>> defined as (?P<second_type>.+) in (?P<second>.+)"
)
_TOO_MUCH_MEMORY = re.compile(r"wasm-ld: error: maximum memory too small, (?P<bytes>\d+) bytes needed")
_OTHER = re.compile(r"wasm-ld: (?P<kind>error|warning): (?P<text>.*)")
_FIRST = re.compile(r"^wasm-ld: ", re.MULTILINE)
_ALIASES_OF_MAIN = ("__original_main", "__main_void", "__main_argc_argv")


def split(log: str) -> tuple[str, str]:
    """What was said before the linker's first word, and what the linker said."""
    start = _FIRST.search(log)
    return (log, "") if start is None else (log[: start.start()], log[start.start() :])


def parse(log: str, files: Mapping[str, str], max_memory: int) -> Iterator[Diagnostic]:
    """One diagnostic a problem, however often the linker repeats it. `max_memory` is in bytes."""
    seen: set[tuple[str | None, str]] = set()
    for block in re.split(r"\n(?=wasm-ld: )", log.strip()):
        found = _diagnostic(block.strip(), files, max_memory)
        if found is not None and (found.file, found.message) not in seen:
            seen.add((found.file, found.message))
            yield found


def _diagnostic(block: str, files: Mapping[str, str], max_memory: int) -> Diagnostic | None:
    if match := _UNDEFINED.match(block):
        symbol, file = match["symbol"], _source(match["object"])
        text = f"`{symbol}` is used here but defined nowhere: neither in a file of this project nor in the C library."
        return _at(symbol, file, files, Severity.ERROR, text, "undefined-symbol")
    if match := _DUPLICATE.match(block):
        symbol, first, second = match["symbol"], _source(match["first"]), _source(match["second"])
        if symbol in _ALIASES_OF_MAIN:
            return _twice("main", first, second, files)
        return _twice(symbol, first, second, files)
    if match := _MISMATCH.match(block):
        symbol, first, second = match["symbol"], _source(match["first"]), _source(match["second"])
        text = (
            f"`{symbol}` is {match['first_type']} in {first} but {match['second_type']} in {second}: "
            "a call through the wrong type stops the program."
        )
        found = _at(symbol, first, files, Severity.WARNING, text, "signature-mismatch")
        return _beside(found, symbols.span(symbol, second, files, f"{match['second_type']} here"))
    if match := _TOO_MUCH_MEMORY.match(block):
        text = f"The program's variables need {match['bytes']} bytes of memory; it may have {max_memory}."
        return Diagnostic(Severity.ERROR, text, code="too-much-memory")
    if match := _OTHER.match(block):
        severity = Severity.ERROR if match["kind"] == "error" else Severity.WARNING
        return Diagnostic(severity, match["text"], code="linker")
    return None


def _twice(symbol: str, first: str, second: str, files: Mapping[str, str]) -> Diagnostic:
    advice = "A program starts at one `main`." if symbol == "main" else "Keep one, or make both `static`."
    text = f"`{symbol}` is defined twice: in {first} and in {second}. {advice}"
    found = _at(symbol, second, files, Severity.ERROR, text, "duplicate-symbol")
    return _beside(found, symbols.span(symbol, first, files, "first defined here"))


def _beside(found: Diagnostic, span: Span | None) -> Diagnostic:
    return found if span is None else replace(found, spans=(span,))


def _source(object_: str) -> str:
    return object_.removesuffix(".o")


def _at(symbol: str, file: str, files: Mapping[str, str], severity: Severity, text: str, code: str) -> Diagnostic:
    there = {file: files[file]} if file in files else {}
    return symbols.diagnostic(symbol, there, severity, text, code)
