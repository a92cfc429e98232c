"""Reads rustc's JSON messages (`--error-format=json`) into diagnostics."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wardian.model import Diagnostic, Edit, Fix, Severity
from wardian.sandbox import Limit, Result
from wardian.toolchains import symbols
from wardian.toolchains.columns import Columns

_SEVERITIES = {
    "error": Severity.ERROR,
    "error: internal compiler error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "help": Severity.NOTE,
}
_SUMMARY = re.compile(r"aborting due to |\d+ warnings? emitted")
_APPLICABLE = ("MachineApplicable", "MaybeIncorrect")
_BY_DEFAULT = re.compile(r"`#\[\w+\(.*\)\]` (?:\(part of .*\) )?on by default")
_UNDEFINED = re.compile(r"rust-lld: error: .*undefined symbol: (\S+)")
_LINKER = re.compile(r"rust-lld: error: (.*)")
_TOO_MUCH_MEMORY = re.compile(r"rust-lld: error: maximum memory too small, (\d+) bytes needed")
_NO_MEMORY = re.compile(
    rb"more memory than available to compiler|memory allocation of \d+ bytes failed|"
    rb"LLVM ERROR: out of memory|Cannot allocate memory|\(os error 1[12]\)"
)
_NO_ROOM = re.compile(rb"No space left on device|File too large|failed: signal: 7 \(SIGBUS\)|failed: signal: 25")
"""The linker writes its output through mapped memory, where a full folder is a bus error."""


def limit(result: Result) -> Limit | None:
    """Memory, when rustc, LLVM or a new thread was refused some; output, when the working folder was full."""
    if result.exit_code == 0:
        return None
    if _NO_ROOM.search(result.stderr):
        return Limit.OUTPUT
    return Limit.MEMORY if _NO_MEMORY.search(result.stderr) else None


def messages(stderr: str) -> Iterator[dict[str, Any]]:
    """The objects among the lines; a last one that was cut off is left out."""
    for line in stderr.splitlines():
        if line.startswith("{"):
            try:
                yield json.loads(line)
            except ValueError:
                return


def readable(stderr: str) -> str:
    """The log as rustc writes it for people."""
    rest = "".join(f"{line}\n" for line in stderr.splitlines() if not line.startswith("{"))
    return "".join(message.get("rendered") or "" for message in messages(stderr)) + rest


def parse(stderr: str, files: Mapping[str, str], max_memory: int) -> Iterator[Diagnostic]:
    """In rustc's order: each message, and after it a note for every other place that it speaks of."""
    columns = Columns(files)
    for message in messages(stderr):
        if message["level"] not in _SEVERITIES or _SUMMARY.match(message["message"]):
            continue
        if message["message"].startswith("linking with "):
            yield from _linking(message, files, max_memory)
        else:
            yield from _diagnostics(message, columns, files)


def _diagnostics(message: dict[str, Any], columns: Columns, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    primary = next((span for span in message["spans"] if span["is_primary"]), None)
    severity = _SEVERITIES[message["level"]]
    code = message["code"]["code"] if message["code"] else None
    yield _at(primary, severity, _text(message, primary), columns, files, code, _fixes(message, columns, files))
    for span in message["spans"]:
        if span is not primary and span["label"] and _in_project(span, files):
            yield _at(span, Severity.NOTE, span["label"], columns, files)
    for child in message["children"]:
        for span in child["spans"]:
            if span["suggested_replacement"] is None and _in_project(span, files):
                yield _at(span, Severity.NOTE, span["label"] or child["message"], columns, files)


def _text(message: dict[str, Any], primary: dict[str, Any] | None) -> str:
    """The message, what is said at its place, and the notes that have no place of their own."""
    label = primary["label"] if primary else None
    first = f"{message['message']}: {label}" if label and label not in message["message"] else message["message"]
    notes = [
        f"{child['level']}: {child['message']}"
        for child in message["children"]
        if not child["spans"] and not _BY_DEFAULT.search(child["message"])
    ]
    return "\n".join([first, *notes])


def _fixes(message: dict[str, Any], columns: Columns, files: Mapping[str, str]) -> tuple[Fix, ...]:
    return tuple(
        Fix(child["message"], edits)
        for child in message["children"]
        if (edits := tuple(_edits(child["spans"], columns, files)))
    )


def _edits(spans: list[dict[str, Any]], columns: Columns, files: Mapping[str, str]) -> Iterator[Edit]:
    for span in spans:
        if span["suggestion_applicability"] in _APPLICABLE and span["file_name"] in files:
            yield Edit(span["file_name"], *_range(span, columns), span["suggested_replacement"])


def _at(
    span: dict[str, Any] | None,
    severity: Severity,
    text: str,
    columns: Columns,
    files: Mapping[str, str],
    code: str | None = None,
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    place = _in_project(span, files)
    if place is None:
        return Diagnostic(severity, text, code=code, fixes=fixes)
    return Diagnostic(severity, text, place["file_name"], *_range(place, columns), code, fixes)


def _in_project(span: dict[str, Any] | None, files: Mapping[str, str]) -> dict[str, Any] | None:
    """The span itself or, inside a macro of the standard library, where the project calls it."""
    while span and span["file_name"] not in files:
        span = span["expansion"] and span["expansion"]["span"]
    return span


def _range(span: dict[str, Any], columns: Columns) -> tuple[int, int, int, int]:
    file, line, end_line = span["file_name"], span["line_start"], span["line_end"]
    start = columns.from_scalars(file, line, span["column_start"])
    return line, start, end_line, columns.from_scalars(file, end_line, span["column_end"])


def _linking(message: dict[str, Any], files: Mapping[str, str], max_memory: int) -> Iterator[Diagnostic]:
    said = "\n".join(child["message"] for child in message["children"])
    for symbol in dict.fromkeys(_UNDEFINED.findall(said)):
        text = f"`{symbol}` is declared in an `extern` block but defined nowhere."
        yield symbols.diagnostic(symbol, files, Severity.ERROR, text, "undefined-symbol")
    if needed := _TOO_MUCH_MEMORY.search(said):
        text = f"The program's variables need {needed[1]} bytes of memory; it may have {max_memory}."
        yield Diagnostic(Severity.ERROR, text, code="too-much-memory")
    elif not _UNDEFINED.search(said):
        other = _LINKER.search(said)
        yield Diagnostic(Severity.ERROR, other[1] if other else message["message"], code="linker")
