"""Python by CPython's own `compile`, in the component that runs the program on the edge; the artifact is a zip."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wardian import digest
from wardian.edge.limits import Limits as RunLimits
from wardian.edge.python import archive, component, engine
from wardian.edge.python.runtime import PythonRuntime
from wardian.errors import ToolchainMissing
from wardian.model import ArtifactKind, Compilation, Findings, Language, Profile, Project, Severity
from wardian.sandbox import Job, Limit, Limits, run
from wardian.toolchains import interpreter, python_fixes, python_messages, wasmtime_package
from wardian.toolchains.answer import Answer
from wardian.toolchains.base import Report
from wardian.toolchains.live import Tell, silent
from wardian.units import GIB, KIB, MIB

_SCRIPT = Path(__file__).parent / "inside/check_python.py"
_COMPONENT, _PACKAGES = "/component.cwasm", "/packages"
_RESERVED = 5 * GIB
"""Address space that wasmtime sets aside for an instance's memory, 4 GiB and its guards, whatever it may fill."""

_JSON = 8
"""A message in JSON takes up to so many times the room of its text."""

_NO_MEMORY = re.compile(
    r"^MemoryError|exceeds memory limits|memory allocation of \d+ bytes failed|[Cc]annot allocate memory", re.MULTILINE
)
_LIMITS = Limits(wall_s=60, cpu_s=30, memory=1 * GIB, output=8 * MIB, log=256 * KIB)
_RUN_LIMITS = RunLimits(cpu_s=10, wall_s=60, memory=64 * MIB, response=64 * KIB)
_SMOKE = Project(
    Language.PYTHON,
    {"main.py": "import words\nprint(words.greeting)\n", "words.py": "greeting = 'hello'\n"},
)


class Python:
    language = Language.PYTHON

    def version(self) -> str:
        return f"CPython {component.version()}"

    def fingerprint(self) -> str:
        component.require()
        parts = (_SCRIPT, Path(archive.__file__), Path(python_messages.__file__), Path(python_fixes.__file__))
        return digest.of_bytes(component.digest().encode() + b"".join(path.read_bytes() for path in parts))

    def install(self, report: Report) -> None:
        component.install(report)

    async def check(self) -> None:
        answer = await self.compile(_SMOKE, Profile.DEBUG, _LIMITS)
        if answer.output is None:
            raise ToolchainMissing(f"Python does not compile its test program: {answer.log}")
        runtime = PythonRuntime(component.require(), _RUN_LIMITS)
        try:
            outcome = runtime.run(archive.unpack(answer.output), {})
        finally:
            runtime.close()
        if outcome.stdout != b"hello\n":
            raise ToolchainMissing(f"Python's test program did not print hello: {outcome}")

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        """Checks every `.py` of the project; both profiles are the same."""
        answer = Answer(ArtifactKind.ZIP, limits)
        with answer.timing("check"):
            ok = await _check(project, limits, answer)
        return answer.made(archive.pack({**project.files, **project.binary})) if ok else answer.failed()

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        answer = Answer(ArtifactKind.ZIP, limits, "check")
        return answer.found(ok=await _check(project, limits, answer))


async def _check(project: Project, limits: Limits, answer: Answer) -> bool:
    """Whether every source of the project compiles."""
    sources = {path: text for path, text in project.files.items() if path.endswith(".py")}
    result = await run(_job(sources, limits))
    if result.limit is Limit.OUTPUT:
        result = replace(result, limit=Limit.LOG)
    found = python_messages.read(result.stdout, sources) if result.exit_code == 0 and result.limit is None else None
    if found is None:
        words = result.stderr.decode(errors="replace")
        limit = result.limit or (Limit.MEMORY if _NO_MEMORY.search(words) else None)
        answer.add("" if limit else words, ())
        answer.ended(result, limit, crashed=True)
        return False
    log = python_messages.log(found)
    answer.add(log, found)
    if len(log.encode()) > limits.log:
        answer.stopped(Limit.LOG)
        return False
    return not any(diagnostic.severity is Severity.ERROR for diagnostic in found)


def _job(sources: Mapping[str, str], limits: Limits) -> Job:
    return interpreter.job(
        _SCRIPT,
        replace(limits, memory=limits.memory + _RESERVED, output=_JSON * limits.log),
        args=(_COMPONENT, str(limits.memory)),
        stdin=json.dumps(dict(sources)).encode(),
        mounts={
            _COMPONENT: component.require(),
            f"{_PACKAGES}/wasmtime": wasmtime_package.folder(),
            f"{_PACKAGES}/engine.py": Path(engine.__file__),
        },
        loads=(wasmtime_package.library(),),
    )
