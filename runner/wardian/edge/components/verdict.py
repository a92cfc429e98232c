"""What came of a component's run: the response in the words of CGI, or why there is none."""

from __future__ import annotations

import re

from wardian.edge import words
from wardian.edge.components.run import ComponentRun
from wardian.edge.failure import Failure
from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Kind
from wardian.model import Frame

_TRAPS = {
    "call stack exhausted": 0,
    "out of bounds memory access": 1,
    "undefined element": 3,
    "uninitialized element": 4,
    "indirect call type mismatch": 5,
    "integer divide by zero": 7,
    "unreachable": 9,
}
_FULL = "maximum concurrent"
_TOO_LARGE = re.compile(r"exceeds|forcing trap when growing")
_FRAME = re.compile(r"^\s*\d+:\s+0x[0-9a-f]+ - (?:[^!\n]*!)?(.+)$", re.MULTILINE)
_MOST_FRAMES = 16

Verdict = tuple[Kind, str, bytes, tuple[Frame, ...]]
"""The kind, the message, the response, the trace."""


def of(run: ComponentRun, failure: str | None, limits: Limits, wall_s: float | None) -> Verdict:
    """`failure` is wasmtime's message, None when the guest returned. Raises Busy when there was no room for it."""
    stopped = run.guest.stopped
    if stopped is not None:
        return stopped, words.for_limit(stopped, limits, wall_s), b"", ()
    if run.misuse:
        return Kind.TRAPPED, f"The component was stopped: {run.misuse}.", b"", ()
    if run.exit_code is not None and not _answered(run):
        return Kind.UNANSWERED, f"It exited with code {run.exit_code} without a response.", b"", ()
    if failure is not None and run.exit_code is None:
        return _crash(failure, limits)
    return _answer(run)


def _crash(failure: str, limits: Limits) -> Verdict:
    reason = failure.strip().splitlines()[-1].strip()
    if _FULL in failure:
        raise Busy
    if _TOO_LARGE.search(reason):
        return Kind.MEMORY_LIMIT, words.for_limit(Kind.MEMORY_LIMIT, limits), b"", ()
    trace = tuple(Frame(name) for name in _FRAME.findall(failure)[:_MOST_FRAMES])
    trap = next((code for text, code in _TRAPS.items() if text in reason), None)
    return Kind.TRAPPED, words.for_trap(Failure(None, trap, reason, trace), limits, 0), b"", trace


def _answered(run: ComponentRun) -> bool:
    answer = run.answer
    return answer is not None and (answer.body is None or answer.body.finished)


def _answer(run: ComponentRun) -> Verdict:
    answer = run.answer
    if answer is None:
        why = f"It gave an error instead of a response: {run.refusal}." if run.refusal else "It set no response."
        return Kind.UNANSWERED, why, b"", ()
    if not _answered(run):
        return Kind.UNANSWERED, "It did not finish the response's body.", b"", ()
    body = b"" if answer.body is None else bytes(answer.body.data)
    names = {name for name, _ in answer.headers.entries}
    lines = [b"status: %d" % answer.status]
    if body and "content-type" not in names:
        lines.append(b"content-type: application/octet-stream")
    lines += [b"%s: %s" % (name.encode(), value) for name, value in answer.headers.entries if name != "status"]
    return Kind.EXITED, "", b"\n".join(lines) + b"\n\n" + body, ()
