import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wardian.errors import ToolchainMissing
from wardian.model import Language
from wardian.toolchains import registry
from wardian.toolchains.base import Toolchain

pytestmark = pytest.mark.anyio
Installed = Callable[[Language], Toolchain]


def test_every_language_has_its_toolchain() -> None:
    assert set(registry.toolchains()) == set(Language)


@pytest.mark.parametrize("language", Language)
async def test_a_test_program_compiles_and_prints_what_it_should(language: Language, installed: Installed) -> None:
    await installed(language).check()


@pytest.mark.parametrize("language", Language)
def test_installing_what_is_there_takes_no_time(language: Language, installed: Installed) -> None:
    installed(language)
    said: list[str] = []
    started = time.perf_counter()
    assert registry.install([language], said.append) == {}
    assert time.perf_counter() - started < 0.05
    assert said == []


@pytest.mark.parametrize("language", [Language.C, Language.RUST])
def test_what_is_not_installed_says_what_to_do(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    toolchain = registry.toolchains()[language]
    for ask in (toolchain.version, toolchain.fingerprint):
        with pytest.raises(ToolchainMissing, match=f"Run `wardian toolchain install {language}`"):
            ask()


def test_one_that_cannot_be_installed_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")
    missing = registry.install([Language.RUST, Language.WAT], lambda line: None)
    assert list(missing) == [Language.RUST]
    reason = missing[Language.RUST].detail
    assert "apt" in reason
    with pytest.raises(ToolchainMissing, match=re.escape(f"The last time: {reason}")):
        registry.toolchains()[Language.RUST].version()
    assert list((tmp_path / "wardian/toolchains").glob("rust-*")) == []
