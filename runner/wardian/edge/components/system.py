"""wasi:cli, wasi:clocks, wasi:random, and a wasi:filesystem without folders."""

from __future__ import annotations

import os
from dataclasses import dataclass

from wardian.edge.components.handles import Misuse
from wardian.edge.components.interface import Interface
from wardian.edge.components.run import ComponentRun, Exited
from wardian.edge.components.streams import Input, IoError, Output, Pollable
from wardian.edge.components.values import (
    BYTES,
    MOST_BYTES,
    TEXT,
    U8,
    U32,
    U64,
    Borrow,
    Err,
    List,
    Ok,
    Option,
    Own,
    Record,
    Result,
    Tuple,
)


@dataclass(slots=True)
class Terminal:
    """There is none: the program's streams are never a person's."""


@dataclass(slots=True)
class Folder:
    """There is none."""


environment = Interface("wasi:cli/environment")
leaving = Interface("wasi:cli/exit")
stdin = Interface("wasi:cli/stdin")
stdout = Interface("wasi:cli/stdout")
stderr = Interface("wasi:cli/stderr")
terminal_input = Interface("wasi:cli/terminal-input", {"terminal-input": Terminal})
terminal_output = Interface("wasi:cli/terminal-output", {"terminal-output": Terminal})
terminal_stdin = Interface("wasi:cli/terminal-stdin")
terminal_stdout = Interface("wasi:cli/terminal-stdout")
terminal_stderr = Interface("wasi:cli/terminal-stderr")
monotonic_clock = Interface("wasi:clocks/monotonic-clock")
wall_clock = Interface("wasi:clocks/wall-clock")
random = Interface("wasi:random/random")
insecure = Interface("wasi:random/insecure")
insecure_seed = Interface("wasi:random/insecure-seed")
filesystem = Interface("wasi:filesystem/types", {"descriptor": Folder})
preopens = Interface("wasi:filesystem/preopens")

_DATETIME = Record(seconds=U64, nanoseconds=U32)


@environment.function("get-environment", result=List(Tuple(TEXT, TEXT)))
def _variables(run: ComponentRun) -> list[tuple[str, str]]:
    return list(run.environment.items())


@environment.function("get-arguments", result=List(TEXT))
def _arguments(run: ComponentRun) -> list[str]:
    return []


@environment.function("initial-cwd", result=Option(TEXT))
def _folder(run: ComponentRun) -> None:
    return None


@leaving.function("exit", Result())
def _exit(run: ComponentRun, status: Ok | Err) -> None:
    raise Exited(0 if isinstance(status, Ok) else 1)


@leaving.function("exit-with-code", U8)
def _exit_with_code(run: ComponentRun, code: int) -> None:
    raise Exited(code)


@stdin.function("get-stdin", result=Own(Input))
def _stdin(run: ComponentRun) -> Input:
    return Input(lambda size: b"")


@stdout.function("get-stdout", result=Own(Output))
@stderr.function("get-stderr", result=Own(Output))
def _log(run: ComponentRun) -> Output:
    return Output(run.guest.stderr.write)


@terminal_stdin.function("get-terminal-stdin", result=Option(Own(Terminal)))
@terminal_stdout.function("get-terminal-stdout", result=Option(Own(Terminal)))
@terminal_stderr.function("get-terminal-stderr", result=Option(Own(Terminal)))
def _terminal(run: ComponentRun) -> None:
    return None


@monotonic_clock.function("now", result=U64)
def _now(run: ComponentRun) -> int:
    return run.guest.wall_ns()


@monotonic_clock.function("resolution", result=U64)
def _resolution(run: ComponentRun) -> int:
    return 1


@monotonic_clock.function("subscribe-instant", U64, result=Own(Pollable))
def _at(run: ComponentRun, when: int) -> Pollable:
    return Pollable(at_ns=when)


@monotonic_clock.function("subscribe-duration", U64, result=Own(Pollable))
def _after(run: ComponentRun, duration: int) -> Pollable:
    return Pollable(at_ns=run.guest.wall_ns() + duration)


@wall_clock.function("now", result=_DATETIME)
def _time(run: ComponentRun) -> dict[str, int]:
    seconds, nanoseconds = divmod(run.guest.real_time_ns(), 10**9)
    return {"seconds": seconds, "nanoseconds": nanoseconds}


@wall_clock.function("resolution", result=_DATETIME)
def _time_resolution(run: ComponentRun) -> dict[str, int]:
    return {"seconds": 0, "nanoseconds": 1}


@random.function("get-random-bytes", U64, result=BYTES)
@insecure.function("get-insecure-random-bytes", U64, result=BYTES)
def _random_bytes(run: ComponentRun, length: int) -> bytes:
    if length > MOST_BYTES:
        raise Misuse(f"it asked for {length} random bytes at once; {MOST_BYTES} are the most")
    return os.urandom(length)


@random.function("get-random-u64", result=U64)
@insecure.function("get-insecure-random-u64", result=U64)
def _random_number(run: ComponentRun) -> int:
    return int.from_bytes(os.urandom(8))


@insecure_seed.function("insecure-seed", result=Tuple(U64, U64))
def _seed(run: ComponentRun) -> tuple[int, int]:
    return _random_number(run), _random_number(run)


@preopens.function("get-directories", result=List(Tuple(Own(Folder), TEXT)))
def _folders(run: ComponentRun) -> list[tuple[Folder, str]]:
    return []


@filesystem.function("filesystem-error-code", Borrow(IoError), result=Option(U8))
def _file_error(run: ComponentRun, error: IoError) -> None:
    return None


INTERFACES = (
    environment,
    leaving,
    stdin,
    stdout,
    stderr,
    terminal_input,
    terminal_output,
    terminal_stdin,
    terminal_stdout,
    terminal_stderr,
    monotonic_clock,
    wall_clock,
    random,
    insecure,
    insecure_seed,
    filesystem,
    preopens,
)
