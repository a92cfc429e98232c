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

Starters = Mapping[Language, Mapping[str, str]]
"""The files that a new project of each language begins with."""


def add_languages(
    router: APIRouter, toolchains: Mapping[Language, Toolchain], starters: Starters, builds: Builds
) -> None:
    @router.get("/api/languages", responses=responses(), tags=["languages"])
    async def languages() -> list[LanguageView]:
        """Each language, with its toolchain's version, or why it cannot be built here."""
        refusal = await _refusal(builds)
        return [
            await asyncio.to_thread(_view, name, toolchains.get(name), starters[name], refusal) for name in Language
        ]


async def _refusal(builds: Builds) -> str | None:
    try:
        await builds.check_builders()
    except NoSandbox as error:
        return error.detail
    return None


def _view(
    language: Language, toolchain: Toolchain | None, files: Mapping[str, str], refusal: str | None
) -> LanguageView:
    version, reason = _version(language, toolchain)
    return LanguageView(
        name=language,
        label=language.label,
        entry=language.entry,
        version=version,
        available=refusal is None and reason is None,
        reason=refusal or reason,
        files=dict(files),
    )


def _version(language: Language, toolchain: Toolchain | None) -> tuple[str | None, str | None]:
    """The toolchain's version, or the reason why there is none."""
    if toolchain is None:
        return None, f"{language.label} cannot be built here."
    try:
        return toolchain.version(), None
    except ToolchainMissing as error:
        return None, error.detail
