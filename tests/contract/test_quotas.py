"""What one address may have, and what the operator has taken off the edge, as the API tells it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from tests.contract.conftest import Assembler, Backend, Serve
from tests.contract.test_deployments import ANOTHER, PROGRAM, bearer, built

from wardian.storage.blocks import Blocks
from wardian.storage.buckets import Buckets
from wardian.storage.tables import buckets

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


async def test_builds_count_whichever_process_was_asked(serve: Serve, assembler: Assembler) -> None:
    limits = {"build_hour": 2}
    async with serve(assembler, **limits) as one, serve(assembler, **limits) as other:
        await built(one, PROGRAM)
        await built(other, ANOTHER)
        body = {"language": "wat", "files": {"main.wat": f"{PROGRAM} ;; a third"}}
        for client in (one, other):
            refused = await client.post("/api/builds", json=body)
            assert (refused.status_code, refused.json()["type"]) == (429, f"{PROBLEMS}quota-reached")
            assert 1700 < int(refused.headers["Retry-After"]) <= 1800
        await built(one, ANOTHER)


async def test_an_address_can_start_no_more_by_asking_everywhere_at_once(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler, build_hour=5) as one, serve(assembler, build_hour=5) as other:
        bodies = [{"language": "wat", "files": {"main.wat": f"{PROGRAM} ;; {number}"}} for number in range(20)]
        asked = [(one, other)[number % 2].post("/api/builds", json=body) for number, body in enumerate(bodies)]
        answers = await asyncio.gather(*asked)
        assert sorted(answer.status_code for answer in answers) == [202] * 5 + [429] * 15
        assembler.door.set()


async def test_who_finds_the_queue_full_has_started_nothing(serve: Serve, assembler: Assembler) -> None:
    assembler.door.clear()
    async with serve(assembler, build_hour=3, build_workers=1, queue_size=1) as client:
        bodies: list[Any] = [
            {"language": "wat", "files": {"main.wat": f"{PROGRAM} ;; {number}"}} for number in range(8)
        ]
        first = await client.post("/api/builds", json=bodies[0])
        await assembler.started.wait()
        statuses = [(await client.post("/api/builds", json=body)).status_code for body in bodies[1:]]
        assembler.door.set()
        assert (first.status_code, statuses) == (202, [202, 503, 503, 503, 503, 503, 503])
        await built(client, bodies[1]["files"]["main.wat"])
        await built(client, bodies[2]["files"]["main.wat"])
        assert (await client.post("/api/builds", json=bodies[-1])).status_code == 429


async def test_what_is_kept_of_who_asked_is_no_address_and_does_not_stay(
    serve: Serve, assembler: Assembler, backend: Backend
) -> None:
    async with serve(assembler, build_rate=1000, build_hour=1000) as client:
        await built(client, PROGRAM)
        database = backend.open()
        with database.read() as connection:
            names = list(connection.scalars(select(buckets.c.name)))
        assert len(names) == 2
        assert not any("127.0.0.1" in name for name in names)
        Buckets(database, b"").forget_full(time.time() + 4)
        with database.read() as connection:
            assert connection.scalars(select(buckets.c.name)).all() == []
        database.close()


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
