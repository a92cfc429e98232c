from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.hostile.corpus import Case
from tests.hostile.edge import Deployed, Edge, Refused, serving
from tests.hostile.neighbour import HOLDS_A_SECRET, REDIRECTS, SOURCE, Neighbour

BUILDERS = 4


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
