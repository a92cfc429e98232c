"""The languages, and whether they can be built on this host."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter

from wardian.builds.service import Builds
from wardian.errors import NoSandbox, ToolchainMissing
from wardian.model import Language
from wardian.toolchains.base import Toolchain
from wardian.web.problems import responses
from wardian.web.schemas import LanguageView

_FIRST = {
    Language.C: '#include <stdio.h>\n\nint main(void) {\n    printf("Hello, world!\\n");\n}\n',
    Language.RUST: 'fn main() {\n    println!("Hello, world!");\n}\n',
    Language.PYTHON: 'print("Hello, world!")\n',
    Language.WAT: """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\0e\\00\\00\\00")  ;; an iovec: 14 bytes at 16
  (data (i32.const 16) "Hello, world!\\n")
  (func (export "_start")
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
""",
}


def add_languages(router: APIRouter, toolchains: Mapping[Language, Toolchain], builds: Builds) -> None:
    @router.get("/api/languages", responses=responses(), tags=["languages"])
    async def languages() -> list[LanguageView]:
        """Each language, with its toolchain's version, or why it cannot be built here."""
        refusal = await _refusal(builds)
        return [await asyncio.to_thread(_view, name, toolchains.get(name), refusal) for name in Language]


async def _refusal(builds: Builds) -> str | None:
    try:
        await builds.check_host()
    except NoSandbox as error:
        return error.detail
    return None


def _view(language: Language, toolchain: Toolchain | None, refusal: str | None) -> LanguageView:
    version, reason = _version(language, toolchain)
    return LanguageView(
        name=language,
        label=language.label,
        entry=language.entry,
        version=version,
        available=refusal is None and reason is None,
        reason=refusal or reason,
        files={language.entry: _FIRST[language]},
    )


def _version(language: Language, toolchain: Toolchain | None) -> tuple[str | None, str | None]:
    """The toolchain's version, or the reason why there is none."""
    if toolchain is None:
        return None, f"{language.label} cannot be built here."
    try:
        return toolchain.version(), None
    except ToolchainMissing as error:
        return None, error.detail
