"""Runs a project's entry file as the interpreter's command line would."""

# mypy: disable-error-code="attr-defined,misc"

from __future__ import annotations

import _imp
import atexit
import io
import logging
import os
import random
import sys
import threading
import time
import types
from collections.abc import Iterable

from . import files, stdlib

_FRAMES_SHOWN = 30


def run(project: Iterable[tuple[str, str]], entry: str, args: str, env: str) -> int | None:
    """The exit status, 0 to 255, or None when memory ran out. `args` and `env` hold strings ended by NUL."""
    _begin([entry, *args.split("\0")[:-1]], [item.partition("=")[::2] for item in env.split("\0")[:-1]])
    files.place(project)
    _shadow()
    status = _status(entry)
    _finish()
    return status


def _begin(args: list[str], env: Iterable[tuple[str, str]]) -> None:
    """Replace what the snapshot remembers of the time and place of its making."""
    stdlib.hide(__package__)
    random.seed()
    logging._startTime = time.time_ns()
    sys.argv = args
    os.environ.clear()
    os.environ.update(env)
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(open(0, "rb", closefd=False), "utf-8")
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(open(1, "wb", closefd=False), "utf-8", line_buffering=True)
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(
        open(2, "wb", closefd=False), "utf-8", "backslashreplace", line_buffering=True
    )


def _shadow() -> None:
    """Let a project's `queue.py` be what it imports as `queue`, unless Python itself has begun with it by then."""
    for name in os.listdir(files.ROOT):
        module = name.removesuffix(".py")
        if module in sys.modules and module not in sys.builtin_module_names and not _imp.is_frozen(module):
            stdlib.hide(module)


def _execute(entry: str) -> None:
    path = files.ROOT + entry
    loader = files.SourceLoader("__main__", path)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __loader__=loader, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    exec(loader.source_to_code(loader.get_data(path), path), main.__dict__)


def _status(entry: str) -> int | None:
    try:
        _execute(entry)
    except SystemExit as error:
        return _exit_status(error.code)
    except BaseException as error:  # noqa: BLE001  (whatever ends the program is for its log)
        _shorten(error)
        sys.excepthook(type(error), error, error.__traceback__)
        return None if isinstance(error, MemoryError) and not error.args else 1  # the parser's own limit has a message
    return 0


def _exit_status(code: object) -> int:
    """As the interpreter does: an object that is no number is a message."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _shorten(error: BaseException) -> None:
    """Cut the frames that led to the program's first line, and the middle of a very long traceback.

    Python formats every frame of a recursion, which takes longer than a request may, and shows a few.
    """
    trace = error.__traceback__
    while trace and _is_ours(trace):
        trace = trace.tb_next
    error.__traceback__ = trace
    frames = []
    while trace:
        frames.append(trace)
        trace = trace.tb_next
    hidden = len(frames) - 2 * _FRAMES_SHOWN
    if hidden > 0:
        frames[_FRAMES_SHOWN - 1].tb_next = frames[-_FRAMES_SHOWN]
        error.add_note(f"({hidden} frames in the middle are not shown.)")


def _is_ours(trace: types.TracebackType) -> bool:
    frame = trace.tb_frame
    return frame.f_globals.get("__package__") == __package__ or frame.f_code.co_filename.startswith("<frozen importlib")


def _finish() -> None:
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
