"""Deployments through the API; what they then answer is the edge's to test."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from wardian.sandbox import seccomp

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Serve

pytestmark = pytest.mark.anyio

PROGRAM = '(module (memory (export "memory") 1) (func (export "_start")))'
ANOTHER = '(module (memory (export "memory") 2) (func (export "_start")))'


async def built(client: httpx.AsyncClient, text: str) -> str:
    body = {"language": "wat", "files": {"main.wat": text}}
    build: str = (await client.post("/api/builds", json=body, headers={"Prefer": "wait=20"})).json()["id"]
    return build


def bearer(token: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {token}"}}


async def test_a_deployment_is_made_looked_at_swapped_and_removed(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        first, second = await built(client, PROGRAM), await built(client, ANOTHER)
        answer = await client.post("/api/deployments", json={"build": first})
        created = answer.json()
        address = f"/api/deployments/{created['name']}"
        assert (answer.status_code, answer.headers["location"]) == (201, address)
        assert created["name"].count("-") == 3
        assert created["url"] == f"http://{created['name']}.localhost:8081"
        assert (created["build"], created["version"]) == (first, 1)
        artifact = (await client.get(f"/api/builds/{first}")).json()["artifact"]
        assert created["sha256"] == artifact["sha256"]
        assert created["native"] > artifact["size"]
        token = created.pop("token")
        assert (await client.get(address)).json() == created

        swapped = await client.put(address, json={"build": second}, **bearer(token))
        assert (swapped.status_code, swapped.json()["version"], swapped.json()["build"]) == (200, 2, second)
        wrong = await client.delete(address, **bearer(token + "x"))
        assert (wrong.status_code, wrong.json()["status"]) == (401, 401)
        assert (await client.delete(address, **bearer(token))).status_code == 204
        assert (await client.get(address)).status_code == 404


async def test_a_name_and_a_life_can_be_asked_for(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        ask = {"build": await built(client, PROGRAM), "name": "my-first-page", "ttl": 900}
        created = (await client.post("/api/deployments", json=ask)).json()
        assert created["name"] == "my-first-page"
        left = datetime.fromisoformat(created["expires_at"]) - datetime.now(UTC)
        assert timedelta(seconds=800) < left <= timedelta(seconds=900)
        taken = await client.post("/api/deployments", json=ask)
        assert (taken.status_code, "is taken" in taken.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("ask", "field"),
    [({"ttl": 1}, "/ttl"), ({"ttl": "soon"}, "/ttl"), ({"name": "Not A Name"}, "/name"), ({"name": "frame"}, "/name")],
)
async def test_what_cannot_be_asked_for_is_named(
    serve: Serve, assembler: Assembler, ask: dict[str, Any], field: str
) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/deployments", json={"build": await built(client, PROGRAM), **ask})
        assert (answer.status_code, answer.json()["field"]) == (422, field)


async def test_a_module_that_is_no_program_is_refused_with_the_reason(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/deployments", json={"build": await built(client, "(module)")})
        assert (answer.status_code, answer.json()["field"]) == (422, "/build")
        assert "_start" in answer.json()["detail"]


async def test_a_host_without_a_sandbox_deploys_nothing_and_says_what_to_install(
    serve: Serve, assembler: Assembler, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve(assembler) as client:
        build = await built(client, PROGRAM)
        monkeypatch.setitem(sys.modules, "pyseccomp", None)
        seccomp.program.cache_clear()
        answer = await client.post("/api/deployments", json={"build": build})
    assert (answer.status_code, answer.json()["title"]) == (503, "No sandbox on this host")
    assert "Install the package libseccomp2." in answer.json()["detail"]
