"""The pages of the lesson on stylesheets, as the runner serves them."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from tests.contract.conftest import Serve

from wardian.web.css_lab import LARGEST_FORM, MOST_WAITING

pytestmark = pytest.mark.anyio

SITE = Path(__file__).parents[2] / "site"
BASE = "/assets/css-lab"
LINK = '<link rel="stylesheet" href="slow.css">'


@pytest.fixture
async def client(serve: Serve) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(site=SITE) as client:
        yield client


async def page(client: httpx.AsyncClient, policy: str = "none", **form: str) -> httpx.Response:
    return await client.post(f"{BASE}/0/works/a1/page", data={"policy": policy, **form})


async def test_the_page_has_the_markup_at_the_end_of_its_head_and_of_its_body(client: httpx.AsyncClient) -> None:
    answer = await page(client, head=LINK, end="<!-- last -->")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.search(rf"{LINK}\s*</head>", answer.text)
    assert re.search(r"<!-- last -->\s*</body>", answer.text)


async def test_a_page_may_be_framed_here_and_load_only_the_labs_files(client: httpx.AsyncClient) -> None:
    policy = (await page(client)).headers["content-security-policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["style-src"] == f"http://localhost:8080{BASE}/ 'unsafe-inline'"
    assert directives["frame-ancestors"] == "'self'"
    assert directives["form-action"] == "'none'"


async def test_a_strict_policy_allows_what_bears_the_nonce_of_this_answer(client: httpx.AsyncClient) -> None:
    nonces = set()
    for _ in range(2):
        answer = await page(client, "strict", head='<script nonce="{nonce}"></script>')
        match = re.search(r'<script nonce="([^"]+)">', answer.text)
        assert match is not None
        assert f"script-src 'nonce-{match[1]}';" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        nonces.add(match[1])
    assert len(nonces) == 2


async def test_another_site_cannot_send_markup(client: httpx.AsyncClient) -> None:
    form = {"head": "<script>alert(1)</script>", "policy": "none"}
    headers = {"Origin": "https://elsewhere.example"}
    answer = await client.post(f"{BASE}/0/works/a1/page", data=form, headers=headers)
    assert (answer.status_code, "alert" in answer.text) == (403, False)
    assert (await client.get(f"{BASE}/0/works/a1/page")).status_code == 405


async def test_a_stylesheet_takes_the_time_asked_for(client: httpx.AsyncClient) -> None:
    started = time.perf_counter()
    answer = await client.get(f"{BASE}/200/works/a1/slow.css")
    assert time.perf_counter() - started >= 0.2
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.text == (SITE / "assets/css-lab/slow.css").read_text()
    assert "slow.css" in (await client.get(f"{BASE}/0/works/a1/import.css")).text


async def test_a_stylesheet_fails_when_asked_to(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{BASE}/0/fails/a1/slow.css")
    assert (answer.status_code, answer.text) == (500, "")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("5001/works/a1/slow.css", "delay"),
        ("-1/works/a1/slow.css", "delay"),
        ("soon/works/a1/slow.css", "delay"),
        ("0/perhaps/a1/slow.css", "outcome"),
        ("0/works/A_1/slow.css", "run"),
        ("0/works/a1/page.css", "name"),
    ],
)
async def test_what_cannot_be_served_is_told(client: httpx.AsyncClient, address: str, field: str) -> None:
    problem = (await client.get(f"{BASE}/{address}")).json()
    assert (problem["status"], problem["field"]) == (422, field)
    assert field in problem["detail"]


async def test_a_form_that_is_too_long_or_names_no_policy_is_refused(client: httpx.AsyncClient) -> None:
    assert (await page(client, head="x" * LARGEST_FORM)).status_code == 413
    problem = (await page(client, "loose")).json()
    assert problem["detail"] == "policy must be one of none, strict."


async def test_too_many_at_once_are_told_to_come_again(client: httpx.AsyncClient) -> None:
    address = f"{BASE}/300/works/a1/slow.css"
    answers = await asyncio.gather(*(client.get(address) for _ in range(MOST_WAITING + 1)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] * MOST_WAITING + [503]
    assert (await client.get(f"{BASE}/0/works/a1/slow.css")).status_code == 200


async def test_a_site_without_the_lesson_has_no_such_pages(serve: Serve, tmp_path: Path) -> None:
    async with serve(site=tmp_path) as client:
        problem = (await page(client)).json()
    assert (problem["status"], "page.html" in problem["detail"] or "policies.json" in problem["detail"]) == (404, True)
