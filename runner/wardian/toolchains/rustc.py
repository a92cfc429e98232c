"""Reads rustc's JSON messages (`--error-format=json`) into diagnostics."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wardian.model import Diagnostic, Severity
from wardian.sandbox import Limit, Result
from wardian.toolchains import rustc_message, rustc_shape, symbols
from wardian.toolchains.columns import Columns
from wardian.toolchains.live import Read

_SEVERITIES = {
    "error": Severity.ERROR,
    "error: internal compiler error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "help": Severity.NOTE,
}
_SUMMARY = re.compile(r"aborting due to |\d+ warnings? emitted")
_LIBRARY = re.compile(r"(--> |::: )/\S*?/library/")
_UNDEFINED = re.compile(r"rust-lld: error: .*undefined symbol: (\S+)")
_LINKER = re.compile(r"rust-lld: error: (.*)")
_TOO_MUCH_MEMORY = re.compile(r"rust-lld: error: maximum memory too small, (\d+) bytes needed")
_OF_CONSTANT = "more memory than available to compiler"
"""The only shortage that rustc tells of at a place in the project."""

_NO_MEMORY = re.compile(
    rf"{_OF_CONSTANT}|memory allocation of \d+ bytes failed|"
    r"LLVM ERROR: out of memory|Cannot allocate memory|failed to map segment from shared object"
)
_NO_PROCESS = re.compile(r"\(os error 11\)|Os \{ code: 11,")
"""EAGAIN of clone(2), and of pthread_create(3) also where a thread's stack finds no room."""

_NO_ROOM = re.compile(r"No space left on device|File too large")
_PROGRAM_TOO_LARGE = re.compile(r"failed: signal: 7 \(SIGBUS\)|failed: signal: 25")
"""The linker writes its output through mapped memory, where a full folder is a bus error."""

_LIMITS = (
    (_PROGRAM_TOO_LARGE, Limit.OUTPUT),
    (_NO_ROOM, Limit.DISK),
    (_NO_PROCESS, Limit.PROCESSES),
    (_NO_MEMORY, Limit.MEMORY),
)
_CRASH = re.compile(r"internal compiler error|^error: rustc interrupted by SIG|panicked at compiler/", re.MULTILINE)


def limit(result: Result) -> Limit | None:
    """Memory, threads or processes, when rustc or LLVM was refused some; output or disk, when the folder was full."""
    if result.exit_code == 0:
        return None
    said = _of_itself(result.stderr.decode(errors="replace"))
    return next((limit for words, limit in _LIMITS if words.search(said)), None)


def crashed(stderr: str) -> bool:
    """Whether the compiler itself failed."""
    return _CRASH.search(_of_itself(stderr)) is not None


def messages(stderr: str) -> Iterator[dict[str, Any]]:
    """Those among the lines; a last one that was cut off is left out, and what has not the shape of a message."""
    for line in stderr.splitlines():
        if line.startswith("{"):
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                return
            if rustc_shape.is_message(message):
                yield message


def _of_itself(stderr: str) -> str:
    """Its errors that have no place in the project, and what it says in no message at all."""
    told = (
        "\n".join((f"{message['level']}: {message['message']}", *(child["message"] for child in message["children"])))
        for message in messages(stderr)
        if message["level"].startswith("error") and (not message["spans"] or _OF_CONSTANT in message["message"])
    )
    return "\n".join((*told, *(line for line in stderr.splitlines() if not line.startswith("{"))))


def readable(stderr: str) -> str:
    """The log as rustc writes it for people; where the standard library was when it was built says nothing to them."""
    rest = "".join(f"{line}\n" for line in stderr.splitlines() if not line.startswith("{"))
    text = "".join(message.get("rendered") or "" for message in messages(stderr)) + rest
    return _LIBRARY.sub(r"\1library/", text)


def parse(stderr: str, files: Mapping[str, str], max_memory: int) -> Iterator[Diagnostic]:
    """In rustc's order."""
    columns = Columns(files)
    for message in messages(stderr):
        if message["level"] not in _SEVERITIES or _SUMMARY.match(message["message"]):
            continue
        if message["message"].startswith("linking with "):
            yield from _linking(message, files, max_memory)
        else:
            yield rustc_message.diagnostic(message, _SEVERITIES[message["level"]], files, columns)


def listener(files: Mapping[str, str], max_memory: int) -> Read:
    """Reads rustc's messages in pieces: each is one line."""
    return lambda lines: (readable(lines), parse(lines, files, max_memory))


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
