"""Rust by the rustfmt of the toolchain that compiles it, where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wardian.model import Diagnostic, Severity
from wardian.sandbox import Job, Limits, Result, libraries
from wardian.toolchains import cache, rust_format
from wardian.toolchains.columns import Columns
from wardian.toolchains.formatters import package
from wardian.toolchains.rust import FOLDER

_RUST, _TOOL, _LIBRARIES = "/rust", "/tool/rustfmt", "/libraries"
_OPTIONS = ("--edition=2024", "--color=never")
_WINDOWS = ("--config", "newline_style=Windows")
"""It would find that out by itself, but not of its standard input."""

_FIRST_END = re.compile(r"[^\n]*\r\n")
_PROBLEM = re.compile(r"^error(?:\[\w+\])?: ([^\n]+)\n\s*--> <stdin>:(\d+):(\d+)", re.MULTILINE)


class Rustfmt:
    suffixes: tuple[str, ...] = (".rs",)

    def __init__(self, toolchain: Path | None = None) -> None:
        self._toolchain = toolchain or cache.folder(FOLDER)

    def job(self, path: str, text: str, limits: Limits) -> Job:
        program = rust_format.program(self._toolchain)
        lib = self._toolchain / "lib"
        return Job(
            argv=(_TOOL, *_OPTIONS, *(_WINDOWS if _FIRST_END.match(text) else ())),
            limits=limits,
            mounts={_RUST: self._toolchain, _TOOL: program, **libraries.of(program, folder=_LIBRARIES, beside=lib)},
            env={"LD_LIBRARY_PATH": f"{_RUST}/lib:{_LIBRARIES}"},
            stdin=text.encode(),
        )

    def read(self, path: str, text: str, result: Result) -> str | Diagnostic:
        if result.exit_code == 0:
            return result.stdout.decode()
        said = result.stderr.decode(errors="replace")
        return next(_problems(path, text, said), package.failure(path, "rustfmt", result))


def _problems(path: str, text: str, said: str) -> Iterator[Diagnostic]:
    columns = Columns({path: text})
    for message, line, column in _PROBLEM.findall(said):
        at = columns.from_scalars(path, int(line), int(column))
        yield Diagnostic(Severity.ERROR, message, path, int(line), at, code="not-formatted")
