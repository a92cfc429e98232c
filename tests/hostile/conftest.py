import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest

from wardian.errors import ToolchainMissing
from wardian.model import Compilation, Language, Profile, Project, Severity
from wardian.sandbox import Limits
from wardian.toolchains import registry
from wardian.units import GIB, KIB, MIB

LIMITS = Limits(wall_s=60, cpu_s=4, memory=1 * GIB, output=8 * MIB, log=64 * KIB)


@pytest.fixture
def secret() -> str:
    return "canary-that-must-not-sing"


@pytest.fixture
def canary(secret: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with the secret that every user of the host may read. The environment has the secret as well."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    (folder / "canary.h").write_text(f'const char *secret = "{secret}";\n')
    (folder / "canary.h").chmod(0o644)
    monkeypatch.setenv("WARDIAN_CANARY", secret)
    yield folder / "canary.h"
    shutil.rmtree(folder)


@pytest.fixture
def build() -> Callable[[Language, Mapping[str, str]], Awaitable[tuple[str, Compilation]]]:
    """Compiles for release; the outcome is `compiles`, `fails` (with an error) or the name of a limit."""

    async def build_(language: Language, files: Mapping[str, str]) -> tuple[str, Compilation]:
        toolchain = registry.toolchains()[language]
        try:
            toolchain.version()
        except ToolchainMissing as missing:
            pytest.skip(missing.detail)
        answer = await toolchain.compile(Project(language, files), Profile.RELEASE, LIMITS)
        assert len(answer.log.encode()) <= LIMITS.log
        return _outcome(answer), answer

    return build_


def _outcome(answer: Compilation) -> str:
    if answer.limit is not None:
        assert answer.output is None
        assert answer.diagnostics[0].code == f"limit-{answer.limit}"
        return answer.limit
    if answer.output is not None:
        return "compiles"
    assert any(found.severity is Severity.ERROR for found in answer.diagnostics)
    return "fails"
