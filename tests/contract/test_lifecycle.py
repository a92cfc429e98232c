"""Versions, going back, and renewing, through the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests.contract.test_deployments import ANOTHER, PROGRAM, bearer, built

from wardian.storage.deployments import DeploymentRecords
from wardian.toolchains.python import Python

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

ADDRESS = "/api/deployments/my-fern"


async def deployed(client: httpx.AsyncClient, **ask: Any) -> dict[str, Any]:
    body = {"name": "my-fern", "build": await built(client, PROGRAM), **ask}
    created: dict[str, Any] = (await client.post("/api/deployments", json=body)).json()
    return created


async def test_going_back_is_a_new_version_with_what_the_old_one_was(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        created = await deployed(client, grants={"kv": True}, routes=[{"path": "/a", "to": "moss"}])
        mine = bearer(created["token"])
        ask = {
            "build": await built(client, ANOTHER),
            "grants": {"kv": False, "fetch": ["a.example:80"]},
            "routes": [],
            "secrets": {"KEY": "new"},
        }
        await client.put(ADDRESS, json=ask, **mine)
        answer = await client.post(f"{ADDRESS}/rollback", json={"version": 1}, **mine)
        back = answer.json()
        assert (answer.status_code, back["version"], back["build"]) == (200, 3, created["build"])
        assert back["grants"] == {"fetch": [], "kv": True, "secrets": ["KEY"]}
        assert back["routes"] == created["routes"]
        versions = (await client.get(f"{ADDRESS}/versions", **mine)).json()
        assert [(version["version"], version["build"]) for version in versions] == [
            (3, created["build"]),
            (2, ask["build"]),
            (1, created["build"]),
        ]
        assert [version["kv"] for version in versions] == [True, False, True]


async def test_only_kept_versions_can_be_gone_back_to(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        mine = bearer((await deployed(client))["token"])
        for _ in range(11):
            assert (await client.put(ADDRESS, json={}, **mine)).status_code == 200
        refused = await client.post(f"{ADDRESS}/rollback", json={"version": 2}, **mine)
        assert (refused.status_code, refused.json()["field"]) == (422, "/version")
        assert "These are: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12." in refused.json()["detail"]
        for version in (0, -1, 10**30):
            refused = await client.post(f"{ADDRESS}/rollback", json={"version": version}, **mine)
            assert refused.status_code == 422


async def test_renewing_moves_the_end_and_revives_the_expired(
    serve: Serve, assembler: Assembler, backend: Backend
) -> None:
    async with serve(assembler) as client:
        created = await deployed(client, ttl=900)
        mine = bearer(created["token"])
        renewed = (await client.post(f"{ADDRESS}/renew", json={"ttl": 3600}, **mine)).json()
        left = datetime.fromisoformat(renewed["expires_at"]) - datetime.now(UTC)
        assert timedelta(seconds=3500) < left <= timedelta(seconds=3600)
        assert renewed == {**{key: created[key] for key in renewed}, "expires_at": renewed["expires_at"]}

        database = backend.open()
        records = DeploymentRecords(database)
        record = records.find("my-fern")
        assert record is not None
        records.renew(record.deployment, datetime.now(UTC) - timedelta(days=6))
        database.close()
        gone = await client.get(ADDRESS)
        assert (gone.status_code, "can renew it" in gone.json()["detail"]) == (410, True)
        assert (await client.post(f"{ADDRESS}/renew", json={}, **mine)).status_code == 200
        assert (await client.get(ADDRESS)).status_code == 200


@pytest.mark.parametrize(("ttl", "status"), [(1, 422), (10**30, 422), ("long", 422), (None, 200)])
async def test_a_life_that_cannot_be_had(serve: Serve, assembler: Assembler, ttl: Any, status: int) -> None:
    async with serve(assembler) as client:
        mine = bearer((await deployed(client))["token"])
        answer = await client.post(f"{ADDRESS}/renew", json={"ttl": ttl}, **mine)
        assert answer.status_code == status


async def test_only_the_token_shows_versions_renews_and_goes_back(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        before = await deployed(client)
        for headers, status in (({}, 401), (bearer("guess"), 401)):
            answers = [
                await client.get(f"{ADDRESS}/versions", **headers),
                await client.post(f"{ADDRESS}/renew", json={}, **headers),
                await client.post(f"{ADDRESS}/rollback", json={"version": 1}, **headers),
                await client.put(ADDRESS, json={"grants": {"kv": True}}, **headers),
            ]
            assert [answer.status_code for answer in answers] == [status] * 4
        after = (await client.get(ADDRESS)).json()
        assert after == {key: before[key] for key in after}
        nobody = await client.get("/api/deployments/nobody/versions", **bearer(before["token"]))
        assert nobody.status_code == 404


async def test_assets_are_not_compiled_and_follow_their_build(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        files = {"main.wat": PROGRAM, "assets/style.css": "p { color: red }\n", "assets/x/y.txt": "é"}
        ask = {"language": "wat", "files": files}
        build = (await client.post("/api/builds", json=ask, headers={"Prefer": "wait=20"})).json()
        created = await deployed(client, build=build["id"])
        mine = bearer(created["token"])
        assert created["assets"] is True
        assert (await client.put(ADDRESS, json={"grants": {"kv": True}}, **mine)).json()["assets"] is True
        assert (await client.put(ADDRESS, json={"build": await built(client, PROGRAM)}, **mine)).json()[
            "assets"
        ] is False
        back = (await client.post(f"{ADDRESS}/rollback", json={"version": 1}, **mine)).json()
        assert back["assets"] is True


async def test_assets_are_no_sources(serve: Serve, c: C) -> None:
    main, broken = "int main(void) { return 0; }\n", "this is no C\n"
    async with serve(c, Python()) as client:

        async def artifact(language: str, files: dict[str, str]) -> str:
            ask = {"language": language, "files": files}
            build = (await client.post("/api/builds", json=ask, headers={"Prefer": "wait=30"})).json()
            assert build["status"] == "succeeded", build["log"]
            digest: str = build["artifact"]["sha256"]
            return digest

        assets = {"assets/x.c": broken, "assets/x.py": "print("}
        assert await artifact("c", {"main.c": main, **assets}) == await artifact("c", {"main.c": main})
        assert await artifact("python", {"main.py": "", **assets}) == await artifact("python", {"main.py": ""})
