"""C by zig's clang and wasm-ld, called directly on a sysroot that `sysroot` builds once."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wardian import digest
from wardian.model import ArtifactKind, Compilation, Diagnostic, Findings, Language, Profile, Project, Severity
from wardian.sandbox import Job, Limits, Result, run
from wardian.toolchains import cache, clang, smoke, sysroot, wasm_ld
from wardian.toolchains.answer import Answer
from wardian.toolchains.base import Report
from wardian.toolchains.limits import Budget
from wardian.units import KIB, MIB

_ZIG, _SYSROOT, _EDGE = "/toolchain/zig", "/sysroot", "/edge"
_HEADERS = Path(__file__).parent / "edge"
"""Where edge.h is: the functions that a deployment can be granted."""
_MAX_MEMORY = 256 * MIB
_STACK = 64 * KIB
_OBJECTS = 64 * MIB
"""For all objects together: they hold the zeros of static arrays, which the linker drops."""
_COMPILE = (
    *(_ZIG, "clang", "--target=wasm32-wasip1", "-std=gnu23", "-Wall", "-Wextra", "-Wno-unused-parameter"),
    *("-nostdinc", "-iquote", ".", "-isystem", f"{_SYSROOT}/rinclude", "-isystem", f"{_SYSROOT}/include"),
    *("-isystem", _EDGE),
    *("-ferror-limit=50", "-fbracket-depth=256", "-fconstexpr-steps=1000000", "-fmacro-backtrace-limit=3"),
    *clang.FLAGS,
)
_PROFILES = {
    Profile.DEBUG: ("-O1", "-g", "-fsanitize=undefined", "-fno-sanitize=function,vptr"),
    Profile.RELEASE: ("-O2", "-gline-tables-only", "-ffile-compilation-dir=."),
}
_LINK = (
    *(_ZIG, "wasm-ld", "--threads=1", "--stack-first", "-z", f"stack-size={_STACK}", f"--max-memory={_MAX_MEMORY}"),
    *("--build-id=none", "--error-limit=50", "-o", "-", f"{_SYSROOT}/lib/crt1-command.o"),
)
_LINK_PROFILES = {Profile.DEBUG: (), Profile.RELEASE: ()}
_LIBRARIES = tuple(f"{_SYSROOT}/lib/{name}" for name in sysroot.LIBRARIES)
_MAIN = (b"__main_void", b"__main_argc_argv")
"""Clang's names for `int main(void)` and `int main(int, char **)` on WASI."""

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
        self._folder = folder or cache.folder(f"c-{importlib.metadata.version('ziglang')}-{sysroot.REVISION}")

    def version(self) -> str:
        return f"clang {sysroot.clang_version(self._installed())}"

    def fingerprint(self) -> str:
        flags = [*_COMPILE, *map(repr, _PROFILES.items()), *_LINK, *map(repr, _LINK_PROFILES.items()), *_LIBRARIES]
        header = (_HEADERS / "edge.h").read_text(encoding="utf-8")
        return digest.of_bytes("\0".join([self._installed().name, *flags, header]).encode())

    def install(self, report: Report) -> None:
        with cache.making(self._folder) as folder:
            if folder is not None:
                report("C: building the C library for WebAssembly (about half a minute, once)")
                sysroot.build(folder)
                asyncio.run(C(folder).check())

    async def check(self) -> None:
        await smoke.expect(self, _SMOKE, "42 0.5\n")

    async def compile(self, project: Project, profile: Profile, limits: Limits) -> Compilation:
        steps = _Steps({_ZIG: sysroot.zig(), _SYSROOT: self._installed(), _EDGE: _HEADERS}, project, limits)
        answer = Answer(ArtifactKind.WASM, limits)
        objects = await _compile(steps, profile, answer)
        if objects is None or not _has_main(objects, answer):
            return answer.failed()
        module = await _link(steps, profile, objects, answer)
        return answer.failed() if module is None else answer.made(module)

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        """With several sources clang starts itself anew for each."""
        sources = _sources(project)
        job = Job(
            argv=(*_COMPILE, "-O1", "-fsyntax-only", "--", *sources),
            limits=limits,
            mounts={_ZIG: sysroot.zig(), _SYSROOT: self._installed(), _EDGE: _HEADERS},
            files={path: text.encode() for path, text in project.files.items()},
            processes=len(sources) > 1,
        )
        result = await run(job)
        text = result.stderr.decode(errors="replace")
        answer = Answer(ArtifactKind.WASM, limits, "check")
        answer.add(clang.readable(text), clang.parse(text, project.files))
        answer.stopped(result.limit or clang.limit(result))
        return answer.found(ok=result.exit_code == 0)

    def _installed(self) -> Path:
        if not self._folder.exists():
            raise cache.missing(self._folder, self.language)
        return self._folder


class _Steps:
    """Runs the tools of one compilation on its files."""

    def __init__(self, mounts: Mapping[str, Path], project: Project, limits: Limits) -> None:
        self.project = project
        self.limits = limits
        self._mounts = mounts
        self._budget = Budget(limits)
        self._cores = asyncio.Semaphore(os.cpu_count() or 1)

    async def run(self, argv: tuple[str, ...], files: Mapping[str, bytes], output: int) -> Result:
        async with self._cores:
            limits = replace(self._budget.left(), output=output)
            return await run(Job(argv, limits, mounts=self._mounts, files=files))


async def _compile(steps: _Steps, profile: Profile, answer: Answer) -> dict[str, bytes] | None:
    """The object of every source by the source's path, None when one does not compile."""
    sources = _sources(steps.project)
    files = {path: text.encode() for path, text in steps.project.files.items()}
    flags = (*_COMPILE, *_PROFILES[profile], "-c", "-o", "-", "--")
    limits = replace(steps.limits, output=_OBJECTS // max(1, len(sources)))
    with answer.timing("compile"):
        results = await asyncio.gather(*(steps.run((*flags, path), files, limits.output) for path in sources))
    for result in results:
        text = result.stderr.decode(errors="replace")
        answer.add(clang.readable(text), clang.parse(text, steps.project.files))
        answer.stopped(result.limit or clang.limit(result), limits)
    if any(result.exit_code != 0 or result.limit for result in results):
        return None
    return {path: result.stdout for path, result in zip(sources, results, strict=True)}


def _sources(project: Project) -> list[str]:
    return sorted(path for path in project.files if path.endswith(".c"))


def _has_main(objects: Mapping[str, bytes], answer: Answer) -> bool:
    """The linker would be content without a `main`, and the program would stop at its start."""
    if any(name in data for data in objects.values() for name in _MAIN):
        return True
    text = "The program has no `main` function, which is where a C program starts."
    answer.add("", [Diagnostic(Severity.ERROR, text, Language.C.entry, 1, 1, code="no-main")])
    return False


async def _link(steps: _Steps, profile: Profile, objects: Mapping[str, bytes], answer: Answer) -> bytes | None:
    files = {f"{path}.o": data for path, data in objects.items()}
    with answer.timing("link"):
        argv = (*_LINK, *_LINK_PROFILES[profile], *files, *_LIBRARIES)
        result = await steps.run(argv, files, steps.limits.output)
    text = result.stderr.decode(errors="replace")
    answer.add(text, wasm_ld.parse(text, steps.project.files, _MAX_MEMORY))
    answer.stopped(result.limit)
    return result.stdout if result.exit_code == 0 and result.limit is None else None
