"""What one address may have, and what the operator has taken off the edge, as the API tells it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.contract.conftest import Assembler, Backend, Serve
from tests.contract.test_deployments import ANOTHER, PROGRAM, bearer, built

from wardian.storage.blocks import Blocks

pytestmark = pytest.mark.anyio

PROBLEMS = "/reference/problems/#"


async def test_an_address_that_holds_its_quota_is_told_so_and_frees_it_itself(
    serve: Serve, assembler: Assembler
) -> None:
    async with serve(assembler, client_deployments=1) as client:
        body = {"build": await built(client, PROGRAM)}
        first = (await client.post("/api/deployments", json=body)).json()
        refused = await client.post("/api/deployments", json=body)
        assert (refused.status_code, refused.json()["type"]) == (429, f"{PROBLEMS}quota-reached")
        assert "WARDIAN_CLIENT_DEPLOYMENTS" in refused.json()["detail"]
        await client.delete(f"/api/deployments/{first['name']}", **bearer(first["token"]))
        assert (await client.post("/api/deployments", json=body)).status_code == 201


async def test_builds_of_an_hour_are_counted_and_the_answer_says_when_to_come_again(
    serve: Serve, assembler: Assembler
) -> None:
    async with serve(assembler, build_hour=1) as client:
        await built(client, PROGRAM)
        await built(client, PROGRAM)
        body = {"language": "wat", "files": {"main.wat": ANOTHER}}
        refused = await client.post("/api/builds", json=body)
        assert (refused.status_code, refused.json()["type"]) == (429, f"{PROBLEMS}quota-reached")
        assert 3500 < int(refused.headers["Retry-After"]) <= 3600


async def test_the_owner_of_what_was_blocked_reads_why(serve: Serve, assembler: Assembler, backend: Backend) -> None:
    async with serve(assembler) as client:
        body = {"name": "my-fern", "build": await built(client, PROGRAM)}
        mine = bearer((await client.post("/api/deployments", json=body)).json()["token"])
        database = backend.open()
        Blocks(database).block_name("my-fern", "It asks for passwords.", datetime.now(UTC))
        database.close()
        for refused in (
            await client.get("/api/deployments/my-fern"),
            await client.post("/api/deployments/my-fern/renew", json={}, **mine),
            await client.post("/api/deployments", json={**body, "name": "my-moss"}),
        ):
            assert (refused.status_code, refused.json()["type"]) == (403, f"{PROBLEMS}blocked")
            assert refused.json()["detail"].endswith("The reason given: It asks for passwords.")
        page = await client.get("/deployments/my-fern")
        assert (page.status_code, "<h1>This deployment is blocked</h1>" in page.text) == (403, True)
        assert "It asks for passwords." in page.text
        assert (await client.delete("/api/deployments/my-fern", **mine)).status_code == 204
