"""A deployment's page as it is sent, before any script has run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from tests.contract.test_deployments import PROGRAM, built

from wardian.storage.tables import deployments

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

pytestmark = pytest.mark.anyio


async def test_it_tells_what_is_served_and_what_was_granted(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        build = await built(client, PROGRAM)
        granted = {"grants": {"fetch": ["api.example.org:443"]}, "secrets": {"API_KEY": "hush"}}
        with_routes = {"routes": [{"path": "/shop/*", "to": "some-shop"}]}
        created = (await client.post("/api/deployments", json={"build": build, **granted, **with_routes})).json()
        answer = await client.get(f"/deployments/{created['name']}")
        artifact = (await client.get(f"/api/builds/{build}")).json()["artifact"]["sha256"]
        plain = (await client.post("/api/deployments", json={"build": build})).json()
        nothing = await client.get(f"/deployments/{plain['name']}")
    assert answer.status_code == 200
    for told in (created["url"], build, artifact, "WAT", "api.example.org:443", "API_KEY", "/shop/*", "200 ms of CPU"):
        assert told in answer.text
    assert "hush" not in answer.text
    assert created["token"] not in answer.text
    assert "It was granted nothing" in nothing.text


async def test_it_runs_no_script_but_the_sites_own_and_is_not_kept(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        answer = await client.get("/deployments/<img src=x onerror=alert(1)>")
    assert answer.status_code == 404
    assert "<img src=x" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


async def test_one_that_has_expired_can_be_renewed_from_its_page(
    serve: Serve, assembler: Assembler, backend: Backend
) -> None:
    async with serve(assembler) as client:
        created = (await client.post("/api/deployments", json={"build": await built(client, PROGRAM)})).json()
        database = backend.open()
        with database.write() as connection:
            connection.execute(update(deployments).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
        database.close()
        answer = await client.get(f"/deployments/{created['name']}")
    assert answer.status_code == 410
    assert 'data-act="renew"' in answer.text
