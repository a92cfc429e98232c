"""Components through the API: what is kept, what is refused, and how one is deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.contract.test_deployments import PROGRAM, bearer, built
from tests.unit.edge.components.building import build
from wasmtime import wat2wasm

if TYPE_CHECKING:
    import httpx
    from tests.contract.conftest import Assembler, Serve

pytestmark = pytest.mark.anyio

WASM = {"Content-Type": "application/wasm"}


@pytest.fixture(scope="session")
def component(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("component"))


async def uploaded(client: httpx.AsyncClient, component: bytes) -> str:
    sha256: str = (await client.post("/api/artifacts", content=component, headers=WASM)).json()["sha256"]
    return sha256


async def test_a_component_is_uploaded_and_deployed(serve: Serve, assembler: Assembler, component: bytes) -> None:
    async with serve(assembler) as client:
        kept = await client.post("/api/artifacts", content=component, headers=WASM)
        assert (kept.status_code, kept.json()["size"], kept.json()["kind"]) == (201, len(component), "component.wasm")
        answer = await client.post("/api/deployments", json={"artifact": kept.json()["sha256"], "name": "my-fern"})
        created = answer.json()
        assert (answer.status_code, created["build"], created["language"]) == (201, None, None)
        token = created.pop("token")
        assert (await client.get("/api/deployments/my-fern")).json() == created
        versions = await client.get("/api/deployments/my-fern/versions", **bearer(token))
        assert [(version["build"], version["language"]) for version in versions.json()] == [(None, None)]


async def test_a_component_takes_the_place_of_a_build_and_a_build_that_of_a_component(
    serve: Serve, assembler: Assembler, component: bytes
) -> None:
    async with serve(assembler) as client:
        first = await built(client, PROGRAM)
        created = (await client.post("/api/deployments", json={"build": first, "name": "my-fern"})).json()
        mine = bearer(created["token"])
        ask = {"artifact": await uploaded(client, component)}
        swapped = (await client.put("/api/deployments/my-fern", json=ask, **mine)).json()
        assert (swapped["version"], swapped["build"], swapped["language"]) == (2, None, None)
        back = (await client.post("/api/deployments/my-fern/rollback", json={"version": 1}, **mine)).json()
        assert (back["version"], back["build"], back["language"]) == (3, first, "wat")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This is not a WebAssembly component."),
        (b"<html>", "This is not a WebAssembly component."),
        (bytes(wat2wasm("(module)")), "A program's sources are built instead."),
        (bytes(wat2wasm("(component)")), "does not export wasi:http/incoming-handler@0.2.x"),
        (b"\0asm\x0d\0\1\0 and no more", "cannot run on the edge"),
    ],
)
async def test_what_is_no_such_component_is_refused(
    serve: Serve, assembler: Assembler, content: bytes, words: str
) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/artifacts", content=content, headers=WASM)
        assert answer.status_code == 422
        assert words in answer.json()["detail"]


async def test_a_component_that_is_too_large_is_refused(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler, edge_component=1000) as client:
        answer = await client.post("/api/artifacts", content=bytes(1001), headers=WASM)
        assert (answer.status_code, "1000 bytes" in answer.json()["detail"]) == (413, True)


async def test_a_component_is_sent_as_what_it_is(serve: Serve, assembler: Assembler, component: bytes) -> None:
    """A form of another site can send no such type without being asked first."""
    async with serve(assembler) as client:
        answer = await client.post("/api/artifacts", content=component, headers={"Content-Type": "text/plain"})
        assert (answer.status_code, answer.json()["field"]) == (415, "Content-Type")


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        ({}, "/build"),
        ({"artifact": "0" * 64}, "/artifact"),
        ({"artifact": "../../etc/passwd"}, "/artifact"),
        ({"artifact": "0" * 64, "build": "x"}, "/artifact"),
    ],
)
async def test_a_deployment_names_one_program(
    serve: Serve, assembler: Assembler, ask: dict[str, Any], field: str
) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/deployments", json=ask)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
