"""What stopped a guest, in plain words."""

from __future__ import annotations

from wardian.edge import backtrace
from wardian.edge.failure import Failure
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind
from wardian.units import duration, size

_TRAPS = {
    0: "The program called itself too deeply and its stack ran out.",
    1: "The program read or wrote memory that is not its own (an address out of bounds).",
    2: "The program did an atomic operation on an address that is not aligned.",
    3: "The program used an entry outside of its function table (a bad function pointer).",
    4: "The program called a function pointer that points to nothing.",
    5: "The program called a function pointer as a function of another type.",
    6: "The program made an integer too large for its type (an overflow).",
    7: "The program divided an integer by zero.",
    8: "The program turned a number that is too large, or not a number, into an integer.",
    9: "The program gave up: it reached an instruction that must never run (abort, a failed assertion or a panic).",
}

_IN_THE_HOST = {
    "invalid exit status": "The program ended with an exit code that is not from 0 to 125, which are those of WASI.",
    "Pointer out of bounds": "The program named memory that is not its own (an address out of bounds) to the host.",
}
"""What wasmtime says when one of its own host functions ends a program."""


def for_limit(kind: Kind, limits: Limits, wall_s: float | None = None) -> str:
    """A sentence naming the limit that stopped the guest; `wall_s` is what its caller had left, if that was less."""
    if kind is Kind.CPU_LIMIT:
        return f"Stopped after {duration(limits.cpu_s)} of CPU time; that is the edge's limit for one request."
    if kind is Kind.WALL_LIMIT and wall_s is not None and wall_s < limits.wall_s:
        return f"Stopped after {duration(wall_s)}; that is what was left of the edge's time limit for one request."
    if kind is Kind.WALL_LIMIT:
        return f"Stopped after {duration(limits.wall_s)}; that is the edge's time limit for one request."
    if kind is Kind.MEMORY_LIMIT:
        return f"The program needs more memory than {size(limits.memory)}, which is the edge's limit."
    if kind is Kind.OUTPUT_LIMIT:
        return f"Stopped after {size(limits.response)} of output; that is the edge's limit for one response."
    raise ValueError(f"{kind} is not a limit")


def for_trap(failure: Failure, limits: Limits, peak_memory: int) -> str:
    """A sentence for a crash, with where it happened and whether memory may be why, when that is known."""
    sentences = [_TRAPS.get(failure.trap, "") if failure.trap is not None else ""]
    if not sentences[0]:
        sentences = [_in_the_host(failure.message)]
    if failure.trace:
        sentences.append(f"It happened in {backtrace.words(failure.trace)}.")
    if peak_memory > limits.memory // 2:
        sentences.append(f"It held {size(peak_memory)} of the {size(limits.memory)} of memory that it may use.")
    return " ".join(sentences)


def _in_the_host(message: str) -> str:
    known = next((words for part, words in _IN_THE_HOST.items() if part in message), None)
    return known or f"The program crashed: {message.strip().splitlines()[-1].strip() if message else 'unknown'}."
