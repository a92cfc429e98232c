"""What the pages of other sites may do, and those of sites that the operator has named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Serve

pytestmark = pytest.mark.anyio

NAMED = "https://docs.example.org"
BUILD = {"language": "wat", "files": {"main.wat": "(module)"}}
WAIT = {"Prefer": "wait=20"}
EVIL = ["https://evil.test", "null", f"{NAMED}.evil.test", f"{NAMED}/", "http://docs.example.org", f"{NAMED}:444"]


def preflight(origin: str) -> dict[str, str]:
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,prefer",
    }


async def test_a_page_of_a_named_site_builds_follows_and_fetches(serve: Serve, assembler: Assembler) -> None:
    origin = {"Origin": NAMED}
    async with serve(assembler, origins=(NAMED, "https://other.example.org")) as client:
        asked = await client.options("/api/builds", headers=preflight(NAMED))
        assert (asked.status_code, asked.content) == (204, b"")
        assert "POST" in asked.headers["access-control-allow-methods"]
        assert {"content-type", "prefer", "authorization", "last-event-id"} <= set(
            asked.headers["access-control-allow-headers"].lower().split(", ")
        )
        built = await client.post("/api/builds", json=BUILD, headers=origin | WAIT)
        answers = [asked, built]
        for address in (f"/api/builds/{built.json()['id']}/events", built.json()["artifact"]["url"], "/api/languages"):
            answers.append(await client.get(address, headers=origin))
        answers.append(await client.get("/api/builds/none", headers=origin))
    assert [answer.status_code for answer in answers] == [204, 200, 200, 200, 200, 404]
    assert answers[2].headers["content-type"].startswith("text/event-stream")
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == NAMED
        assert "origin" in answer.headers["vary"].lower()
        assert "access-control-allow-credentials" not in answer.headers
        assert {"Location", "Retry-After"} <= set(answer.headers["access-control-expose-headers"].split(", "))


@pytest.mark.parametrize("origin", EVIL)
async def test_pages_of_other_sites_learn_and_change_nothing(serve: Serve, assembler: Assembler, origin: str) -> None:
    async with serve(assembler, origins=(NAMED,)) as client:
        refused = await client.post("/api/builds", json=BUILD, headers={"Origin": origin})
        assert (refused.status_code, assembler.compiled) == (403, [])
        for answer in (
            refused,
            await client.options("/api/builds", headers=preflight(origin)),
            await client.get("/api/languages", headers={"Origin": origin}),
        ):
            assert _leaves(answer) == []
            assert answer.headers["vary"] == "Origin"


async def test_without_named_sites_nobody_is_given_leave(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        for answer in (
            await client.post("/api/builds", json=BUILD, headers={"Origin": NAMED}),
            await client.options("/api/builds", headers=preflight(NAMED)),
        ):
            assert not answer.is_success
            assert _leaves(answer) == []


async def test_the_sites_own_pages_are_not_for_other_sites(serve: Serve) -> None:
    async with serve(origins=(NAMED,)) as client:
        assert _leaves(await client.get("/", headers={"Origin": NAMED})) == []


def _leaves(answer: httpx.Response) -> list[str]:
    return [name for name in answer.headers if name.startswith("access-control")]
