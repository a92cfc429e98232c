"""C by zig's clang and wasm-ld, called directly on a sysroot that `sysroot` builds once."""

from __future__ import annotations

import asyncio
import importlib.metadata
from pathlib import Path

from wardian import digest
from wardian.model import ArtifactKind, Compilation, Diagnostic, Findings, Language, Profile, Project, Severity
from wardian.sandbox import Job, Limits, Result, run
from wardian.toolchains import c_commands, cache, clang, smoke, sysroot, wasm_ld
from wardian.toolchains.answer import Answer
from wardian.toolchains.base import Report
from wardian.toolchains.live import Live, Tell, silent

_SMOKE = Project(
    Language.C,
    {
        "main.c": '#include <stdio.h>\n#include "twice.h"\nint main(void) { printf("%d %.1f\\n", twice(21), 0.5); }\n',
        "twice.h": "int twice(int);\n",
        "twice.c": '#include "twice.h"\nint twice(int n) { return 2 * n; }\n',
    },
)


class C:
    language = Language.C

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache.folder(f"c-{importlib.metadata.version('ziglang')}-{sysroot.REVISION}")

    def version(self) -> str:
        return f"clang {sysroot.clang_version(self._installed())}"

    def fingerprint(self) -> str:
        flags = c_commands.all_flags()
        return digest.of_bytes("\0".join([self._installed().name, *flags, c_commands.header()]).encode())

    def install(self, report: Report) -> None:
        with cache.making(self.folder) as folder:
            if folder is not None:
                report("C: building the C library for WebAssembly (about half a minute, once)")
                sysroot.build(folder)
                asyncio.run(C(folder).check())

    async def check(self) -> None:
        await smoke.expect(self, _SMOKE, "42 0.5\n")

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        sources = _sources(project)
        clang_, wasm_ld_ = c_commands.compiler(c_commands.INSIDE, profile), c_commands.linker(c_commands.INSIDE)
        job = Job(
            before=tuple((*clang_, "-o", f"{path}.o", "--", path) for path in sources),
            argv=(*wasm_ld_, "-o", "-", *(f"{path}.o" for path in sources), *c_commands.libraries(c_commands.INSIDE)),
            limits=limits,
            mounts=c_commands.mounts(self._installed()),
            files=project.contents,
        )
        answer = Answer(ArtifactKind.WASM, limits)
        with answer.timing("compile"), Live(clang.listener(project.files), tell, limits.log) as live:
            result = await run(job, live.hear)
        _explain(result, project, answer)
        if result.exit_code != 0 or result.limit or not _has_main(result.stdout, answer):
            return answer.failed()
        return answer.made(result.stdout)

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        """With several sources clang starts itself anew for each."""
        sources = _sources(project)
        job = Job(
            argv=(*c_commands.checker(c_commands.INSIDE), "--", *sources),
            limits=limits,
            mounts=c_commands.mounts(self._installed()),
            files=project.contents,
            processes=len(sources) > 1,
        )
        result = await run(job)
        text = result.stderr.decode(errors="replace")
        answer = Answer(ArtifactKind.WASM, limits, "check")
        answer.add(clang.readable(text), clang.parse(text, project.files))
        answer.ended(result, clang.limit(result), crashed=clang.crashed(text))
        return answer.found(ok=result.exit_code == 0)

    def _installed(self) -> Path:
        if not self.folder.exists():
            raise cache.missing(self.folder, self.language)
        return self.folder


def _explain(result: Result, project: Project, answer: Answer) -> None:
    """The linker speaks after every compiler has."""
    text = result.stderr.decode(errors="replace")
    compiled, linked = wasm_ld.split(text)
    answer.add(clang.readable(compiled), clang.parse(compiled, project.files))
    answer.add(linked, wasm_ld.parse(linked, project.files, c_commands.MAX_MEMORY))
    answer.ended(result, clang.limit(result), crashed=clang.crashed(compiled))


def _sources(project: Project) -> list[str]:
    return sorted(path for path in project.files if path.endswith(".c"))


def _has_main(module: bytes, answer: Answer) -> bool:
    """The linker is content without a `main`, and the program would stop at its start."""
    if c_commands.NO_MAIN not in module:
        return True
    text = "The program has no `main` function, which is where a C program starts."
    answer.add("", [Diagnostic(Severity.ERROR, text, Language.C.entry, 1, 1, code="no-main")])
    return False
