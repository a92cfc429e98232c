"""Runs a project's main.py in Pyodide as `python3 main.py` would, with a traceback that shows only its own frames."""

import importlib
import io
import linecache
import os
import random
import sys
import traceback
import types
from asyncio import events

from pyodide.ffi import run_sync
from pyodide.webloop import WebLoop

MAIN = "main.py"


def configure(project, packages, args, env):
    """Stand in the project's folder with these arguments and this environment; `packages` holds what it may import."""
    os.chdir(project)
    os.environ.update(env)
    sys.argv = [MAIN, *args]
    sys.path.insert(0, project)
    sys.path.append(packages)
    importlib.invalidate_caches()
    random.seed()
    sys.stdout.reconfigure(line_buffering=True)


class TypedInput(io.RawIOBase):
    """Standard input that suspends the program until something is typed."""

    def __init__(self, receive):
        self._receive = receive
        self._loop = WebLoop()

    def readable(self):
        return True

    def readinto(self, buffer):
        running = events._get_running_loop()
        events._set_running_loop(self._loop)  # run_sync asks for it
        try:
            piece = run_sync(self._receive(len(buffer))).to_bytes()
        finally:
            events._set_running_loop(running)
        buffer[: len(piece)] = piece
        return len(piece)


def read_typed(receive):
    """`receive(size)` is a promise of at most so many bytes, of none at the end."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(TypedInput(receive)), encoding="utf-8")


def launch():
    """The exit code, as `python3` would give it."""
    module = types.ModuleType("__main__")
    module.__file__ = MAIN
    sys.modules["__main__"] = module
    try:
        with open(MAIN, encoding="utf-8") as file:
            source = file.read()
        exec(compile(source, MAIN, "exec"), vars(module))
        code = 0
    except SystemExit as request:
        code = exit_code(request.code)
    except BaseException as error:
        report(error)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF
    print(value, file=sys.stderr)
    return 1


def report(error):
    linecache.checkcache()
    own = error.__traceback__.tb_next if error.__traceback__ else None
    traceback.print_exception(type(error), error, own)
