from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest
from tests.unit.edge.components.building import build
from tests.unit.edge.powers.conftest import database, edge, loop, make_edge, servers

from wardian.edge.components.compile import compile_component
from wardian.edge.components.runtime import ComponentRuntime, LoadedComponent
from wardian.edge.limits import Limits
from wardian.edge.outcome import Outcome
from wardian.edge.powers.powers import Powers

__all__ = ["database", "edge", "loop", "make_edge", "servers"]

LIMITS = Limits(cpu_s=0.1, wall_s=2.0, memory=8 << 20, response=64 << 10)


@pytest.fixture(scope="session")
def component(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What guest/main.c says it does."""
    return build(tmp_path_factory.mktemp("component"))


@pytest.fixture(scope="session")
def runtime() -> Iterator[ComponentRuntime]:
    runtime = ComponentRuntime(LIMITS)
    yield runtime
    runtime.close()


@pytest.fixture(scope="session")
def load(runtime: ComponentRuntime, tmp_path_factory: pytest.TempPathFactory) -> Load:
    folder = tmp_path_factory.mktemp("compiled")

    def load(wasm: bytes) -> LoadedComponent:
        path = folder / "component.cwasm"
        path.unlink(missing_ok=True)
        path.write_bytes(compile_component(wasm, LIMITS.memory))
        return runtime.load(path)

    return load


class Load(Protocol):
    def __call__(self, wasm: bytes) -> LoadedComponent:
        """A component, compiled and ready to run."""


class Ask(Protocol):
    def __call__(
        self, path: str, body: bytes = b"", method: str = "GET", powers: Powers | None = None, **env: str
    ) -> Outcome:
        """One request to the component."""


@pytest.fixture(scope="session")
def ask(runtime: ComponentRuntime, load: Load, component: bytes) -> Ask:
    loaded = load(component)

    def ask(path: str, body: bytes = b"", method: str = "GET", powers: Powers | None = None, **env: str) -> Outcome:
        request = {"REQUEST_METHOD": method, "REQUEST_URI": path, "HTTP_HOST": "fern.localhost"}
        return runtime.run(loaded, request | env, body, powers)

    return ask
