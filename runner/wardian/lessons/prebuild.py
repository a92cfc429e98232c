"""The artifacts of a site's programs, made beforehand: a page without a runner starts from them."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wardian import digest
from wardian.errors import Unavailable
from wardian.files import written_whole
from wardian.lessons import kept
from wardian.lessons.pages import Program
from wardian.model import Compilation, Language, Profile, Severity
from wardian.sandbox import Limits
from wardian.toolchains.base import Toolchain

FOLDER = Path("assets/prebuilt")
_NOT_BUILT = frozenset({Language.PYTHON})
"""A Python program is its sources."""


@dataclass(frozen=True, slots=True)
class Report:
    """`sizes` are in bytes, by the program's key; `missing` is why programs of a language could not be built here.

    `wrong` says of each program that should compile and does not where it is, and what the compiler says.
    """

    sizes: Mapping[str, int]
    missing: Mapping[Language, str]
    wrong: tuple[str, ...]


async def prebuild(
    programs: Iterable[Program], toolchains: Mapping[Language, Toolchain], limits: Limits, out: Path
) -> Report:
    """Write `<key>.wasm` for every program, and `index.json`, into the folder `out`."""
    building = _Building(toolchains, limits, out)
    wanted = {program.key: program for program in programs if program.project.language not in _NOT_BUILT}
    await asyncio.gather(*map(building.build, wanted.values()))
    report = Report(dict(sorted(building.sizes.items())), building.missing, tuple(sorted(building.wrong)))
    with written_whole(out / "index.json") as unfinished:
        unfinished.write_text(json.dumps({key: {"size": size} for key, size in report.sizes.items()}) + "\n")
    return report


class _Building:
    def __init__(self, toolchains: Mapping[Language, Toolchain], limits: Limits, out: Path) -> None:
        self.sizes: dict[str, int] = {}
        self.missing: dict[Language, str] = {}
        self.wrong: list[str] = []
        self._toolchains = toolchains
        self._limits = limits
        self._out = out
        self._cores = asyncio.Semaphore(os.cpu_count() or 1)

    async def build(self, program: Program) -> None:
        try:
            made = await self._made(program)
        except Unavailable as error:
            self.missing[program.project.language] = error.detail
            return
        if isinstance(made, bytes):
            with written_whole(self._out / f"{program.key}.wasm") as unfinished:
                unfinished.write_bytes(made)
            self.sizes[program.key] = len(made)
        elif program.expect is None or program.expect not in made:
            self.wrong.append(f"{program.place}: a {program.project.language.label} program does not compile.\n{made}")

    async def _made(self, program: Program) -> bytes | str:
        """The artifact, or what the compiler says. Raises Unavailable."""
        toolchain = self._toolchains[program.project.language]
        build = digest.of_build(program.project, Profile.DEBUG, toolchain.fingerprint())
        artifact, message = kept.path("prebuilt", f"{build}.wasm"), kept.path("prebuilt", f"{build}.txt")
        if artifact.exists():
            return artifact.read_bytes()
        if message.exists():
            return message.read_text()
        async with self._cores:
            compilation = await toolchain.compile(program.project, Profile.DEBUG, self._limits)
        if compilation.output is not None:
            kept.keep(artifact, compilation.output)
            return compilation.output
        said = _said(compilation)
        if compilation.limit is None:
            kept.keep(message, said.encode())
        return said


def _said(compilation: Compilation) -> str:
    errors = (found for found in compilation.diagnostics if found.severity is Severity.ERROR)
    lines = (f"{found.file}:{found.line}: {found.message}" if found.file else found.message for found in errors)
    return "\n".join((*lines, compilation.log))
