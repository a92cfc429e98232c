"""The toolchains, one a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wardian.errors import NoSandbox, ToolchainMissing
from wardian.model import Language
from wardian.toolchains.base import Report, Toolchain
from wardian.toolchains.c import C
from wardian.toolchains.python import Python
from wardian.toolchains.rust import Rust
from wardian.toolchains.wat import Wat


def toolchains() -> dict[Language, Toolchain]:
    """All there are, installed or not, in the order in which people are shown them."""
    return {toolchain.language: toolchain for toolchain in (C(), Rust(), Python(), Wat())}


def install(languages: Iterable[Language], report: Report) -> Mapping[Language, ToolchainMissing]:
    """Install each, and go on with the next when one cannot be: the answer has the reasons, empty when all is well."""
    known = toolchains()
    missing: dict[Language, ToolchainMissing] = {}
    for language in languages:
        try:
            known[language].install(report)
        except ToolchainMissing as error:
            missing[language] = error
        except NoSandbox as error:
            missing[language] = ToolchainMissing(error.detail)
    return missing


async def check(language: Language) -> None:
    """Compile a test program, run it and compare what it prints. Raises ToolchainMissing, NoSandbox."""
    await toolchains()[language].check()
