from collections.abc import Awaitable, Callable, Mapping

import pytest

from wardian.errors import ToolchainMissing
from wardian.model import Compilation, Language, Profile, Project
from wardian.sandbox import Limits
from wardian.toolchains import registry
from wardian.toolchains.base import Toolchain
from wardian.units import GIB, KIB, MIB

LIMITS = Limits(wall_s=30, cpu_s=10, memory=1 * GIB, output=8 * MIB, log=256 * KIB)


@pytest.fixture
def installed() -> Callable[[Language], Toolchain]:
    """Gives a language's toolchain; skips with the reason where this host cannot have it."""

    def get(language: Language) -> Toolchain:
        toolchain = registry.toolchains()[language]
        try:
            toolchain.version()
        except ToolchainMissing as missing:
            pytest.skip(missing.detail)
        return toolchain

    return get


@pytest.fixture
def compiled(installed: Callable[[Language], Toolchain]) -> Callable[..., Awaitable[Compilation]]:
    """Compiles files in a language, by default for debugging and under the limits of a build."""

    async def compile_(
        language: Language, files: Mapping[str, str], profile: Profile = Profile.DEBUG, limits: Limits = LIMITS
    ) -> Compilation:
        return await installed(language).compile(Project(language, files), profile, limits)

    return compile_
