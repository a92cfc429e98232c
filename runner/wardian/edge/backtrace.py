"""Where a program crashed, as wasmtime tells it: with file and line, where the program was built with line tables.

The model is imported at a crash: who compiles a module imports this, and a quarter of its time would go into that.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wardian.model import Frame

_MOST_FRAMES = 16
_LONGEST = 200

_CALL = re.compile(r" +(?:\d+: +0x[0-9a-f]+ )?- (.+)")
_PLACE = re.compile(r" +at (.+):(\d+):\d+")
_PYTHON_CALL = re.compile(r"^  File \"/(.{1,200})\", line (\d+), in (.{1,200})$", re.MULTILINE)
_MODULE = re.compile(r"^(?:<[^>]*>|[^!<(]*)!")
_HASH = re.compile(r"\[[0-9a-f]{16}\]|::h[0-9a-f]{16}$")
_ENTRY = "__original_main"
"""Clang's name for the program's `main`."""


def parse(message: str) -> tuple[Frame, ...]:
    """Frames from the text of a trap, innermost first: the program's own, and what the first of them called.

    Where no frame is known to be the program's own, they are all there.
    """
    frames = list(_frames(message))
    own = [number for number, frame in enumerate(frames) if frame.file is not None]
    if own:
        frames = [*frames[max(0, own[0] - 1) : own[0]], *(frames[number] for number in own)]
    return tuple(frames[:_MOST_FRAMES])


def parse_traceback(stderr: str) -> tuple[Frame, ...]:
    """Frames from the traceback with which a Python program ended, innermost first: of the last of its exceptions."""
    from wardian.model import Frame

    _, begins, traceback = stderr.rpartition("Traceback (most recent call last):\n")
    if not begins:
        return ()
    frames = [Frame(call[3], call[1], int(call[2])) for call in _PYTHON_CALL.finditer(traceback)]
    return tuple(reversed(frames[-_MOST_FRAMES:]))


def words(frames: Sequence[Frame]) -> str:
    """`inner (main.c:7), called from middle (main.c:9) ← main (main.c:13)`; what repeats itself is there once."""
    first, *callers = [name for name, _ in itertools.groupby(map(_named, frames))]
    return f"{first}, called from {' ← '.join(callers)}" if callers else first


def _named(frame: Frame) -> str:
    return frame.function if frame.file is None else f"{frame.function} ({frame.file}:{frame.line})"


def _frames(message: str) -> Iterator[Frame]:
    from wardian.model import Frame

    found: Frame | None = None
    for line in message.splitlines():
        if call := _CALL.fullmatch(line):
            if found is not None:
                yield found
            found = Frame(_function(call[1]))
        elif found is not None and (place := _PLACE.fullmatch(line)):
            file = _own_file(place[1])
            found = Frame(found.function, file, int(place[2]) if file else None)
    if found is not None:
        yield found


def _function(name: str) -> str:
    plain = _HASH.sub("", _MODULE.sub("", name))[:_LONGEST]
    return "main" if plain == _ENTRY else plain


def _own_file(path: str) -> str | None:
    """Sources of a project are compiled by relative paths; those of libraries were elsewhere."""
    if not path.startswith("./"):
        return None
    file = posixpath.normpath(path)
    return None if file.startswith(("../", "libc-", "build/")) else file[:_LONGEST]
