"""Runs a project's entry file as the interpreter's command line would."""

# mypy: disable-error-code="attr-defined,misc"

from __future__ import annotations

import _imp
import atexit
import io
import linecache
import logging
import os
import random
import sys
import threading
import time
import types
from collections.abc import Iterable

from . import bytecode, imports, stdlib, traces, tree

_REHEARSAL = {
    "main.py": """
import asyncio, os, sys
from wsgiref.handlers import CGIHandler
from app import app

print(f"{os.environ.get('A')!r} {1.5:.2f}")
CGIHandler().run(app)
asyncio.run(asyncio.sleep(0))
1 / 0
""",
    "app.py": """
import json
from html import escape
from urllib.parse import parse_qsl

def app(environ, start_response):
    print(environ["REQUEST_METHOD"], file=environ["wsgi.errors"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    body = environ["wsgi.input"].read(0)
    fields = dict(parse_qsl(environ["QUERY_STRING"]))
    return [json.dumps({"a": [1, 2.5, None], "b": escape(fields["name"])}, indent=2).encode()]
""",
}
_REHEARSED_ENV = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/",
    "QUERY_STRING": "name=Ada&b=1",
    "SERVER_NAME": "fern",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
}
_REHEARSALS = 5
"""The interpreter adapts its code to what it meets in the first few runs, which writes into memory."""


def run(
    project: Iterable[tuple[str, str]],
    binary: Iterable[tuple[str, str]],
    code: str,
    entry: str,
    args: str,
    env: str,
) -> int | None:
    """The exit status, 0 to 255, or None when memory ran out.

    `code` is what `bytecode.keep` takes; `args` and `env` hold strings ended by NUL.
    """
    _begin([entry, *args.split("\0")[:-1]], [item.partition("=")[::2] for item in env.split("\0")[:-1]])
    _place(project, code, binary)
    status = _status(entry)
    _finish()
    return status


def _begin(args: list[str], env: Iterable[tuple[str, str]]) -> None:
    """Replace what the snapshot remembers of the time and place of its making."""
    random.seed()
    logging._startTime = time.time_ns()
    sys.argv = args
    sys.path.insert(0, tree.ROOT)
    for name, value in env:
        os.environ[name] = value


def _place(project: Iterable[tuple[str, str]], code: str, binary: Iterable[tuple[str, str]] = ()) -> None:
    tree.place(project, binary)
    bytecode.keep(code)
    _shadow()


def _shadow() -> None:
    """Let a project's `queue.py` be what it imports as `queue`, unless Python itself has begun with it by then."""
    for name in os.listdir(tree.ROOT):
        module = name.removesuffix(".py")
        if module in sys.modules and module not in sys.builtin_module_names and not _imp.is_frozen(module):
            stdlib.hide(module)


def _execute(entry: str) -> None:
    path = tree.ROOT + entry
    loader = imports.SourceLoader("__main__", path)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __loader__=loader, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    exec(bytecode.of(path) or loader.source_to_code(loader.get_data(path), path), main.__dict__)


def _status(entry: str) -> int | None:
    try:
        _execute(entry)
    except SystemExit as error:
        return _exit_status(error.code)
    except BaseException as error:  # noqa: BLE001  (whatever ends the program is for its log)
        no_memory = isinstance(error, MemoryError) and not error.args  # the parser's, of its own limit, has a message
        if no_memory:
            sys.modules["__main__"].__dict__.clear()
        _report(error)
        return None if no_memory else 1
    return 0


def _report(error: BaseException) -> None:
    traces.clean(error)
    sys.excepthook(type(error), error, error.__traceback__)


def _exit_status(code: object) -> int:
    """As the interpreter does: an object that is no number is a message."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _finish() -> None:
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def _open_streams() -> None:
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(open(0, "rb", closefd=False), "utf-8")
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(open(1, "wb", closefd=False), "utf-8", line_buffering=True)
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(
        open(2, "wb", closefd=False), "utf-8", "backslashreplace", line_buffering=True
    )


def rehearse() -> None:
    """Run a program when the snapshot is made, so that what Python prepares for most programs is in the snapshot."""
    _open_streams()
    project = list(_REHEARSAL.items())
    for code in ("", *[bytecode.made(project)] * _REHEARSALS):
        _begin([], _REHEARSED_ENV.items())
        _place(project, code)
        _status("main.py")
        stdlib.hide("app")
        _forget()


def _forget() -> None:
    bytecode.kept.clear()
    tree.data.clear()
    os.environ.clear()
    sys.path.clear()
    sys.path_importer_cache.clear()
    linecache.clearcache()
