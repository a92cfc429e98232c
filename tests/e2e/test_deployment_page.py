"""A deployment's own page, as its owner and as a visitor meet it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Stack
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import violations

PROGRAM = """#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(void) { __builtin_trap(); }

int main(void)
{
    fputs("<b>a line of the log</b>\\n", stderr);
    if (strcmp(getenv("PATH_INFO"), "/fails") == 0) fail();
    printf("Content-Type: text/plain\\n\\nversion %d\\n", VERSION);
}
"""


@dataclass
class Deployed:
    """One deployment, its page and its owner's calls."""

    http: httpx.Client
    stack: Stack
    name: str
    token: str

    @property
    def page(self) -> str:
        return f"{self.stack.url}/deployments/{self.name}"

    def visit(self, path: str) -> httpx.Response:
        return self.http.get(self.stack.edge.format(name=self.name) + path)

    def call(self, method: str, **body: Any) -> Any:
        address = f"{self.stack.url}/api/deployments/{self.name}"
        return self.http.request(method, address, json=body, headers={"Authorization": f"Bearer {self.token}"})

    def remember(self, page: Page) -> None:
        """As the playground does when it deploys."""
        page.goto(self.page)
        kept = {"name": self.name, "token": self.token}
        page.evaluate("kept => localStorage.setItem('wardian:1:deployment:c/any', JSON.stringify(kept))", kept)
        page.reload()


def built(http: httpx.Client, stack: Stack, version: int) -> str:
    source = PROGRAM.replace("VERSION", str(version))
    ask = {"language": "c", "profile": "debug", "files": {"main.c": source}}
    answer = http.post(f"{stack.url}/api/builds", json=ask, headers={"Prefer": "wait=30"}).json()
    assert answer["status"] == "succeeded"
    return str(answer["id"])


@pytest.fixture
def deployed(http: httpx.Client, stack: Stack) -> Iterator[Deployed]:
    ask = {"build": built(http, stack, 1), "grants": {"kv": True}, "secrets": {"API_KEY": "hush"}}
    created = http.post(f"{stack.url}/api/deployments", json=ask).json()
    deployed = Deployed(http, stack, created["name"], created["token"])
    yield deployed
    deployed.call("DELETE")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_owner_sees_each_request_as_it_comes_with_what_it_did(
    page: Page, deployed: Deployed, scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    deployed.visit("/before")
    deployed.remember(page)
    requests = page.get_by_role("list", name="Requests").get_by_role("listitem")
    expect(requests.filter(has_text="GET /before")).to_have_count(1)
    assert deployed.visit("/fails?now").status_code == 502
    newest = requests.first
    expect(newest).to_contain_text("GET /fails?now")
    newest.locator("summary").click()
    for text in ("<b>a line of the log</b>", "fail", "memory", "fuel", "instantiate"):
        expect(newest).to_contain_text(text)
    page.get_by_text("Versions", exact=True).click()
    assert violations(page, set()) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_visitor_sees_what_it_may_do_and_not_what_is_asked_of_it(page: Page, deployed: Deployed) -> None:
    deployed.visit("/secret-path")
    page.goto(deployed.page)
    expect(page.get_by_role("heading", level=1)).to_have_text(deployed.name)
    grants = page.get_by_role("region", name="What it may do").get_by_role("listitem")
    expect(grants).to_have_text(["keep keys and values in a store of its own", "read the secret API_KEY"])
    expect(page.get_by_text("in 23 h 59 min")).to_be_visible()
    expect(page.get_by_role("button", name="Delete…")).to_be_hidden()
    page.get_by_label("Its token").fill("a guess")
    page.get_by_role("button", name="Use it here").click()
    expect(page.get_by_role("alert")).to_contain_text("not the token")
    expect(page.get_by_text("/secret-path")).to_have_count(0)
    assert violations(page, set()) == []
    page.get_by_label("Its token").fill(deployed.token)
    page.keyboard.press("Enter")
    expect(page.get_by_text("/secret-path")).to_be_visible()
    page.reload()
    expect(page.get_by_text("/secret-path")).to_be_visible()


def test_the_owner_renews_it_and_goes_back_to_a_former_version(page: Page, deployed: Deployed) -> None:
    assert deployed.call("PUT", build=built(deployed.http, deployed.stack, 2), ttl=900).status_code == 200
    deployed.remember(page)
    expires = page.locator("[data-part=expires]")
    expect(expires).to_have_text("in 14 minutes")
    page.get_by_role("button", name="Renew").click()
    expect(page.get_by_role("status")).to_contain_text("Renewed until")
    expect(expires).to_have_text("in 23 h 59 min")

    assert deployed.visit("/").text == "version 2\n"
    page.get_by_text("Versions", exact=True).click()
    page.get_by_role("button", name="Go back to version 1").click()
    expect(page.locator(".facts")).to_contain_text("Version3")
    assert deployed.visit("/").text == "version 1\n"


def test_deleting_asks_first_and_by_keyboard_it_is_kept(page: Page, deployed: Deployed) -> None:
    deployed.remember(page)
    delete = page.get_by_role("button", name="Delete…")
    delete.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(f"Delete {deployed.name}?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert deployed.visit("/").status_code == 200
    delete.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="No such deployment")).to_be_visible()
    assert deployed.visit("/").status_code == 404
    assert violations(page, set()) == []


def test_the_playground_leads_to_the_page_of_what_it_deployed(playground: Playground, page: Page) -> None:
    playground.open("c/handler")
    playground.deploy_button.click()
    with page.expect_popup() as opened:
        playground.element.get_by_role("link", name="Details").click()
    expect(opened.value.get_by_role("button", name="Renew")).to_be_visible()
    expect(opened.value.get_by_text("It was granted nothing")).to_be_visible()
