"""Reads clang's messages, as it writes them under `FLAGS`, into diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wardian.model import Diagnostic, Note, NoteKind, Severity, Span
from wardian.sandbox import WORK, Limit, Result
from wardian.toolchains.clang_fixes import LINE as FIX
from wardian.toolchains.clang_fixes import Fixes, project_file
from wardian.toolchains.columns import Columns
from wardian.toolchains.live import Read

FLAGS = (
    "-fno-color-diagnostics",
    "-fdiagnostics-parseable-fixits",
    "-fdiagnostics-print-source-range-info",
    "-fno-crash-diagnostics",
)

_MESSAGE = re.compile(
    r"(?:(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+):(?P<ranges>(?:\{\d+:\d+-\d+:\d+\})*:)? )?"
    r"(?:clang: )?(?P<kind>fatal error|error|warning|note): (?P<text>.*?)(?: \[(?P<code>-[^\]\s]+)\])?"
)
_RANGE = re.compile(r"\{(\d+):(\d+)-(\d+):(\d+)\}")
_INCLUDED = re.compile(r"In file included from (?P<file>[^:\n]+):(?P<line>\d+)[:,]")
_HEADER = re.compile(r"^(In file included from )?/\S*?/?(?:r?include|edge)/([^:\n]+)(?=:\d+)", re.MULTILINE)
_FOLDER = re.compile(rf"^(In file included from )?{WORK}/", re.MULTILINE)
_COUNTED = re.compile(r"\d+ (?:error|warning)s?(?: and \d+ errors?)? generated\.")
_WORD = re.compile(rb"\w+|.", re.ASCII)
_OF_ITSELF = rb"^(?:(?:zig|clang|wasm-ld): )?(?:fatal error|error|LLVM ERROR): [^\n]*?"
"""A message without a place: others, and the lines they quote, are about the project."""

_NO_MEMORY = re.compile(rb"^(?:LLVM ERROR: )?out of memory|" + _OF_ITSELF + rb"[Cc]annot allocate memory", re.MULTILINE)
_NO_ROOM = re.compile(_OF_ITSELF + rb"(?:No space left on device|File too large)", re.MULTILINE)
_CRASH = re.compile(
    r"^(?:zig|clang): error: clang frontend command failed|^fatal error: error in backend", re.MULTILINE
)
_SEVERITIES = {
    "fatal error": Severity.ERROR,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
}

_Range = tuple[int, int, int, int]
_Nowhere = tuple[None, None, None, None]
_MADE_UP: _Nowhere = (None, None, None, None)
"""The place in a line that `#line` names and no file has."""


def parse(log: str, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Diagnostics in the order of the log, each with its notes, fixes and chain of includes.

    Those inside the C library stand where the project included it; its notes in there are left out.
    """
    reader = _Reader(files)
    for line in log.split("\n"):
        yield from reader.read(line.removesuffix("\r"))
    yield from reader.finished()


def listener(files: Mapping[str, str]) -> Read:
    """Reads the log in pieces: a diagnostic is whole when the next one starts, or when clang has counted its own."""
    reader = _Reader(files)

    def read(lines: str) -> tuple[str, list[Diagnostic]]:
        found = [one for line in lines.split("\n") for one in reader.read(line.removesuffix("\r"))]
        text = readable(lines)
        return f"{text}\n" if text else "", found

    return read


def readable(log: str) -> str:
    """The log as clang writes it for people, with headers of the C library in angle brackets."""
    lines = (line for line in log.split("\n") if not FIX.fullmatch(line))
    text = "\n".join(re.sub(r"^([^:\s][^:]*:\d+:\d+:)(?:\{[\d:-]+\})+:", r"\1", line) for line in lines)
    return _FOLDER.sub(r"\1", _HEADER.sub(r"\1<\2>", text)).rstrip("\n")


def limit(result: Result) -> Limit | None:
    """Memory or disk, when clang or LLVM says that there is no more."""
    if result.exit_code == 0:
        return None
    if _NO_MEMORY.search(result.stderr):
        return Limit.MEMORY
    return Limit.DISK if _NO_ROOM.search(result.stderr) else None


def crashed(log: str) -> bool:
    """Whether the compiler itself failed."""
    return _CRASH.search(log) is not None


class _Reader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._columns = Columns(files)
        self._found: Diagnostic | None = None
        self._notes: list[Note] = []
        self._fixes = Fixes(files)
        self._chain: list[Note] = []
        self._chains: dict[str, list[Note]] = {}
        """By file: clang tells how it came to a header once, and not again for its next message there."""

    def read(self, line: str) -> Iterator[Diagnostic]:
        if FIX.fullmatch(line):
            self._fixes.read(line)
        elif inclusion := _INCLUDED.match(line):
            self._include(inclusion)
        elif _COUNTED.fullmatch(line):
            yield from self.finished()
        elif message := _MESSAGE.fullmatch(line):
            chain = self._chain_to(message["file"])
            if _SEVERITIES[message["kind"]] is Severity.NOTE and self._found is not None:
                self._note(message)
            else:
                yield from self.finished()
                self._start(message, chain)

    def finished(self) -> Iterator[Diagnostic]:
        """The message before, if there is one, whole."""
        if self._found is not None:
            self._close_fix()
            yield replace(self._found, notes=tuple(self._notes), fixes=self._fixes.all())
        self._found, self._notes, self._fixes = None, [], Fixes(self._files)

    def _include(self, inclusion: re.Match[str]) -> None:
        file, line = project_file(inclusion["file"], self._files), int(inclusion["line"])
        text = None if file is None else self._columns.line(file, line)
        if file is not None and text is not None:
            end = self._columns.from_scalars(file, line, len(text) + 1)
            self._chain.insert(0, Note(NoteKind.NOTE, "Included from here.", file, line, 1, line, end))

    def _chain_to(self, file: str | None) -> list[Note]:
        if self._chain and file is not None:
            self._chains[file] = self._chain
        self._chain = []
        return self._chains.get(file or "", [])

    def _start(self, message: re.Match[str], chain: list[Note]) -> None:
        own = message["file"] and project_file(message["file"], self._files)
        found = Diagnostic(_SEVERITIES[message["kind"]], message["text"])
        if own:
            found = Diagnostic(found.severity, found.message, own, *self._place(message, own))
        elif chain:
            include, *chain = chain
            found = replace(found, file=include.file, line=include.line, column=1)
        self._found = replace(found, code=message["code"], spans=tuple(self._spans(message, own)) if own else ())
        self._notes = list(chain)

    def _note(self, message: re.Match[str]) -> None:
        self._close_fix()
        if message["file"] is None:
            self._notes.append(Note(NoteKind.NOTE, message["text"]))
        elif file := project_file(message["file"], self._files):
            self._notes.append(Note(NoteKind.NOTE, message["text"], file, *self._place(message, file)))
        else:
            return
        self._fixes.label = message["text"]

    def _close_fix(self) -> None:
        """A note that comes with a fix says what the fix does: it is that fix's label and no note."""
        if self._fixes.close() and self._fixes.label is not None:
            self._notes.pop()
        self._fixes.label = None

    def _place(self, message: re.Match[str], file: str) -> _Range | _Nowhere:
        line, column = int(message["line"]), int(message["column"])
        text = self._columns.line(file, line)
        if text is None:
            return _MADE_UP
        return self._range(file, line, column, *_end(message["ranges"] or "", line, column, text))

    def _spans(self, message: re.Match[str], file: str) -> Iterator[Span]:
        """The ranges that do not start at the message: operands, say. Clang gives them no label."""
        start = (int(message["line"]), int(message["column"]))
        if self._columns.line(file, start[0]) is None:
            return
        for match in _RANGE.finditer(message["ranges"] or ""):
            line, column, end_line, end_column = map(int, match.groups())
            if (line, column) != start:
                yield Span(file, *self._range(file, line, column, end_line, end_column), "")

    def _range(self, file: str, line: int, column: int, end_line: int, end_column: int) -> _Range:
        start = self._columns.from_bytes(file, line, column)
        return line, start, end_line, self._columns.from_bytes(file, end_line, end_column)


def _end(ranges: str, line: int, column: int, text: str) -> tuple[int, int]:
    """Where the marked text ends: of the ranges, the one that starts at the message; else the word there."""
    for match in _RANGE.finditer(ranges):
        first_line, first_column, last_line, last_column = map(int, match.groups())
        if (first_line, first_column) == (line, column):
            return last_line, last_column
    word = _WORD.match(text.encode(), column - 1)
    return line, column + max(1, len(word[0])) if word else column
