"""What a deployment may do: the ticks of the playground, and what a program gets with and without them."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.deploying import SHADOWS, Deployment
from tests.e2e.playground import Playground

TEXT = '#include <stdio.h>\nint main(void) {{ puts("Content-Type: text/plain\\n\\n{}"); }}\n'
FETCHES = """#include <edge.h>

int main(void)
{{
    edge_response answer = edge_fetch("{}");
    printf("Content-Type: text/plain\\n\\n%s\\n", answer.status < 0 ? edge_message() : answer.body);
}}
"""
READS_SECRET = """import os

print("Content-Type: text/plain\\n")
print(len(os.environ.get("API_KEY", "")))
"""


@pytest.fixture
def deployment(playground: Playground) -> Deployment:
    return Deployment(playground)


@pytest.mark.parametrize("language", ["c", "python"])
def test_without_its_tick_a_program_keeps_nothing_and_with_it_it_counts(
    playground: Playground, deployment: Deployment, http: httpx.Client, language: str
) -> None:
    playground.open(f"{language}/visitor-counter")
    deployment.show()
    expect(deployment.tick("Keep values")).to_be_checked()
    deployment.tick("Keep values").uncheck()
    url = deployment.deploy()
    assert "has no key-value store" in http.get(url).text

    deployment.page("Permissions")
    deployment.tick("Keep values").check()
    expect(deployment.view).to_contain_text("Not applied yet")
    deployment.button("Apply now").click()
    deployment.say("version 2 is served")
    assert [http.get(url).text.strip() for _ in range(2)] == ["You are visitor 1.", "You are visitor 2."]
    expect(deployment.button("Apply now")).to_be_hidden()


def test_a_program_asks_only_the_servers_that_are_listed(
    playground: Playground, deployment: Deployment, http: httpx.Client
) -> None:
    playground.open("c/hello")
    playground.write(TEXT.format("a fern"))
    asked = deployment.deploy()
    playground.picker.select_option("c/handler")
    playground.expect_ready("c/handler")
    playground.write(FETCHES.format(asked))
    url = deployment.deploy()
    assert http.get(url).text.strip() != "a fern"
    assert "grant" in http.get(url).text

    deployment.page("Permissions")
    deployment.tick("Ask other servers").check()
    servers = deployment.view.get_by_label("Servers, one a line")
    servers.fill("no server at all")
    playground.deploy_button.click()
    expect(deployment.view.get_by_role("alert").first).to_contain_text("“no server at all” is not a server")
    expect(servers).to_be_focused()
    servers.fill(f"{asked}/with/a/path")
    servers.blur()
    expect(servers).to_have_value(asked.removeprefix("http://"))
    deployment.deploy("Deployed as version 2.")
    assert http.get(url).text.strip() == "a fern"


def test_a_secret_is_read_by_the_program_and_kept_nowhere_here(
    playground: Playground, deployment: Deployment, http: httpx.Client, page: Page
) -> None:
    playground.open("python/hello")
    playground.write(READS_SECRET)
    deployment.show()
    deployment.tick("Read secrets").check()
    deployment.view.get_by_label("Name", exact=True).fill("API_KEY")
    deployment.view.get_by_label("Value", exact=True).fill("hush-hush")
    deployment.button("Add").click()
    url = deployment.deploy()
    assert http.get(url).text.strip() == "9"
    assert "hush-hush" not in playground.element.evaluate(SHADOWS)
    assert "hush-hush" not in page.evaluate("JSON.stringify(localStorage)")
    deployment.page("Permissions")
    deployment.button("Remove API_KEY").click()
    deployment.button("Apply now").click()
    deployment.say("version 2 is served")
    assert http.get(url).text.strip() == "0"
