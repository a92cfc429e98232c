"""WAT by wasmtime's own assembler, which runs in the sandbox under the Python interpreter."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from wardian import digest
from wardian.model import ArtifactKind, Compilation, Findings, Language, Profile, Project
from wardian.sandbox import Limit, Limits, run
from wardian.toolchains import interpreter, smoke, wasmtime_package, wat_messages
from wardian.toolchains.answer import Answer
from wardian.toolchains.base import Report
from wardian.toolchains.inside.assemble import REFUSED
from wardian.toolchains.live import Tell, silent

_SCRIPT = Path(__file__).parent / "inside/assemble.py"
_ENTRY = Language.WAT.entry
_NO_MEMORY = re.compile(
    r"memory allocation of \d+ bytes failed|^MemoryError|failed to map segment|[Cc]annot allocate memory", re.MULTILINE
)
_SMOKE = Project(
    Language.WAT,
    {
        _ENTRY: """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00")
  (data (i32.const 16) "hello\\n")
  (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 24)))))
"""
    },
)


class Wat:
    language = Language.WAT

    def version(self) -> str:
        return f"wasmtime {importlib.metadata.version('wasmtime')}"

    def fingerprint(self) -> str:
        return digest.of_bytes(self.version().encode() + _SCRIPT.read_bytes())

    def install(self, report: Report) -> None:
        """Nothing to do: wasmtime is a part of Wardian."""

    async def check(self) -> None:
        await smoke.expect(self, _SMOKE, "hello\n")

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        """Assembles `main.wat`; other files take no part, and both profiles are the same."""
        answer = Answer(ArtifactKind.WASM, limits)
        with answer.timing("compile"):
            module = await _assemble(project, limits, answer)
        return answer.failed() if module is None else answer.made(module)

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        answer = Answer(ArtifactKind.WASM, limits, "check")
        return answer.found(ok=await _assemble(project, limits, answer) is not None)


async def _assemble(project: Project, limits: Limits, answer: Answer) -> bytes | None:
    text = project.files[_ENTRY]
    library = wasmtime_package.library()
    inside = f"{interpreter.LIBRARIES}/{library.name}"
    result = await run(interpreter.job(_SCRIPT, limits, args=(inside,), stdin=text.encode(), loads=(library,)))
    if result.exit_code == 0 and result.limit is None:
        return result.stdout
    said = result.stderr.decode(errors="replace")
    if result.exit_code == REFUSED and result.limit is None:
        function, _, message = said.partition("\n")
        answer.add(message.replace("<anon>", _ENTRY), [wat_messages.diagnostic(message.strip(), function, text)])
        return None
    limit = result.limit or (Limit.MEMORY if _NO_MEMORY.search(said) else None)
    answer.add("" if limit else said, ())
    answer.ended(result, limit, crashed=True)
    return None
