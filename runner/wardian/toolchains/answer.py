"""What the steps of one compilation have said so far."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from wardian.model import ArtifactKind, Compilation, Diagnostic, Findings, Severity
from wardian.sandbox import Limit, Limits, Result
from wardian.toolchains import limits as texts
from wardian.toolchains.bounds import bounded, plain

_CRASHED = "compiler-crash"
_MODULE = b"\0asm"
_NOTHING = (
    "The compiler ended as if all were well, but what it made is no program. "
    "That is a fault of the compiler, which something in this program sets off."
)
_NO_REASON = "The compiler stopped without naming an error: something in this program is more than it can take."


class Answer:
    """Grows into a Compilation. `limits` are those of the whole build."""

    def __init__(self, kind: ArtifactKind, limits: Limits, task: str = "build") -> None:
        """`task` names in messages what the compiler was started for."""
        self._kind = kind
        self._task = task
        self._limits = limits
        self._diagnostics: list[Diagnostic] = []
        self._log: list[str] = []
        self._limit: Limit | None = None
        self._timings: dict[str, float] = {}

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._timings[stage] = (time.perf_counter() - started) * 1000

    def add(self, log: str, diagnostics: Iterable[Diagnostic]) -> None:
        """The same message of two sources that include one header is kept once, with the notes of the first."""
        if log:
            self._log.append(log.rstrip("\n") + "\n")
        told = {replace(found, notes=()) for found in self._diagnostics}
        for found in diagnostics:
            if (plain_ := replace(found, notes=())) not in told:
                told.add(plain_)
                self._diagnostics.append(found)

    def stopped(self, limit: Limit | None, limits: Limits | None = None) -> None:
        """The first limit counts, and leads the diagnostics. `limits` are those of a step that has its own."""
        if limit is not None and self._limit is None:
            self._limit = limit
            self._diagnostics.insert(0, texts.diagnostic(limit, limits or self._limits, self._task))

    def ended(self, result: Result, limit: Limit | None = None, *, crashed: bool = False) -> None:
        """`limit` and `crashed` are what the compiler's own words say, which count when nothing stopped it."""
        self.stopped(result.limit or limit)
        if self._limit is None and (crashed or result.exit_code < 0):
            self._diagnostics.insert(0, Diagnostic(Severity.ERROR, _crash(result.exit_code), code=_CRASHED))

    def made(self, output: bytes) -> Compilation:
        """`output` is that of a compiler which ended well."""
        if self._kind is ArtifactKind.WASM and not output.startswith(_MODULE):
            self._diagnostics.insert(0, Diagnostic(Severity.ERROR, _NOTHING, code=_CRASHED))
            return self.failed()
        if len(output) > self._limits.output:
            self.stopped(Limit.OUTPUT)
            return self.failed()
        return self._compilation(output)

    def failed(self) -> Compilation:
        if not any(found.severity is Severity.ERROR for found in self._diagnostics):
            self._diagnostics.append(Diagnostic(Severity.ERROR, _NO_REASON, code=_CRASHED))
        return self._compilation(None)

    def found(self, *, ok: bool) -> Findings:
        """For a task that makes nothing; `ok` is whether the compiler ended well."""
        compilation = self._compilation(b"") if ok and self._limit is None else self.failed()
        return Findings(compilation.diagnostics, self._limit)

    def _compilation(self, output: bytes | None) -> Compilation:
        log = plain("".join(self._log)).encode()[: self._limits.log].decode(errors="ignore")
        return Compilation(output, self._kind, bounded(self._diagnostics), log, self._limit, self._timings)


def _crash(exit_code: int) -> str:
    how = f"The compiler crashed ({signal.Signals(-exit_code).name})." if exit_code < 0 else "The compiler crashed."
    return f"{how} That is a fault of the compiler, which something in this program sets off; the log has its words."
