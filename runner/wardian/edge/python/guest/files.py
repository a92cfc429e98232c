# mypy: disable-error-code="attr-defined,misc,assignment"
"""`open` on an instance's files, in the place of the system's, which has none."""

from __future__ import annotations

import _io
import builtins
import io
import tokenize
from collections.abc import Callable
from typing import Any

from .tree import MemoryFile

_open = _io.open


def open_file(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Callable[[str, int], int] | None = None,
) -> Any:
    """What `open` is in a program."""
    if isinstance(file, int):
        return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    flags = mode.replace("b", "").replace("t", "")
    if not set(flags) <= set("rwxa+") or sum(letter in flags for letter in "rwxa") != 1:
        raise ValueError(f"invalid mode: {mode!r}")
    if "b" in mode and (encoding or errors or newline):
        raise ValueError("binary mode takes no encoding, errors or newline argument")
    raw = MemoryFile(file, flags)
    if buffering == 0:
        if "b" not in mode:
            raise ValueError("can't have unbuffered text I/O")
        return raw
    buffered = _buffered(raw)
    if "b" in mode:
        return buffered
    text = io.TextIOWrapper(buffered, encoding, errors, newline, line_buffering=buffering == 1)
    text.mode = mode
    return text


def _buffered(raw: MemoryFile) -> Any:
    if raw.readable() and raw.writable():
        return io.BufferedRandom(raw)
    return io.BufferedReader(raw) if raw.readable() else io.BufferedWriter(raw)


def install() -> None:
    builtins.open = io.open = tokenize._builtin_open = open_file
