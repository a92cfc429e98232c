import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.hostile.corpus import Case
from tests.hostile.edge import Deployed, Edge, Refused, serving
from tests.hostile.neighbour import HOLDS_A_SECRET, REDIRECTS, SOURCE, Neighbour

from wardian.errors import ToolchainMissing
from wardian.model import Compilation, Language, Profile, Project, Severity
from wardian.sandbox import Limits
from wardian.toolchains import registry
from wardian.units import GIB, KIB, MIB

BUILDERS = 4
LIMITS = Limits(wall_s=60, cpu_s=4, memory=1 * GIB, output=8 * MIB, log=64 * KIB)


@pytest.fixture(scope="session")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    with serving(tmp_path_factory.mktemp("wardian")) as edge:
        yield edge
        assert edge.processes() == edge.first_processes


@pytest.fixture(scope="session")
def deployed(edge: Edge, request: pytest.FixtureRequest) -> dict[str, Deployed | Refused]:
    """What became of each guest that this session's tests are about, by its path; all are built together, once."""
    cases = {case.guest: case for item in request.session.items if (case := _case(item)) is not None}
    port = edge.settings.edge_port
    with ThreadPoolExecutor(BUILDERS) as pool:
        results = pool.map(
            lambda case: edge.deploy(case.language, case.files(port), **case.wishes(port)), cases.values()
        )
        return dict(zip(cases, results, strict=True))


@pytest.fixture(scope="session")
def neighbour(edge: Edge, deployed: object) -> Neighbour:
    """Measured when nothing is built any more."""
    edge.deploy("c", {"main.c": REDIRECTS}, name="redirects")
    edge.deploy("c", {"main.c": HOLDS_A_SECRET}, name="holds-a-secret", grants={"kv": True})
    assert edge.ask("holds-a-secret").text == "kept\n"
    assert isinstance(edge.deploy("c", {"main.c": SOURCE}, name="neighbour"), Deployed)
    return Neighbour(edge, "neighbour")


def _case(item: pytest.Item) -> Case | None:
    parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    case = parameters.get("case")
    return case if isinstance(case, Case) else None


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
