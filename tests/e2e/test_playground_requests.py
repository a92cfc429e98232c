"""The request console and the live log of a deployment, and how the view looks."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.deploying import Deployment
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import OF_THE_THEME, violations

ECHO = """import os
import sys

body = sys.stdin.read()
sys.stderr.write("a line of the log\\n")
print("Content-Type: text/plain")
print("X-Garden: north")
print()
print(os.environ["REQUEST_METHOD"], os.environ["REQUEST_URI"], os.environ.get("HTTP_X_FERN", "-"), body)
"""
PAGE = r"""#include <stdio.h>

int main(void)
{
    puts("Content-Type: text/html\n");
    puts("<h1>A fern</h1><script>document.title = 'it ran'; parent.document.title = 'broken'</script>");
}
"""


@pytest.fixture
def deployment(playground: Playground) -> Deployment:
    return Deployment(playground)


def test_each_method_is_sent_with_its_headers_and_body_and_the_receipt_is_shown(
    playground: Playground, deployment: Deployment
) -> None:
    playground.open("python/hello")
    playground.write(ECHO)
    deployment.deploy()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        body = "" if method == "GET" else f"moss by {method}"
        deployment.ask(method, "/plants?kind=fern", "X-Fern: maidenhair", body)
        expect(deployment.answer.locator("pre").first).to_contain_text(
            f"{method} /plants?kind=fern maidenhair {body}".strip()
        )
        expect(deployment.answer.locator(".badge")).to_have_text("200")
    deployment.ask("HEAD", "/")
    expect(deployment.answer).to_contain_text("0 bytes")
    deployment.answer.get_by_text("headers", exact=False).first.click()
    expect(deployment.answer).to_contain_text("x-garden: north")
    for cost in ("instantiate", "cpu", "total", "memory", "fuel"):
        expect(deployment.answer.get_by_role("rowheader", name=cost, exact=True)).to_be_visible()


def test_what_a_browser_would_leave_out_is_told_and_not_sent(playground: Playground, deployment: Deployment) -> None:
    playground.open("c/handler")
    deployment.deploy()
    deployment.ask("GET", "/", body="moss")
    expect(deployment.view).to_contain_text("A browser sends no body with GET.")
    deployment.ask("POST", "/", "Cookie: leaf=1")
    expect(deployment.view).to_contain_text("Browsers do not let a page set “Cookie”")
    deployment.ask("POST", "/", "no header")
    expect(deployment.view).to_contain_text("“no header” is not a header.")
    expect(deployment.answer).to_be_hidden()


def test_an_html_answer_is_shown_without_its_scripts_and_as_text(
    playground: Playground, deployment: Deployment, page: Page
) -> None:
    playground.open("c/hello")
    playground.write(PAGE)
    url = deployment.deploy()
    title = page.title()
    deployment.ask("GET", "/")
    frame = deployment.answer.locator("iframe")
    expect(frame).to_have_attribute("sandbox", "")
    expect(frame.content_frame.get_by_role("heading", name="A fern")).to_be_visible()
    deployment.answer.get_by_text("Body as text").click()
    expect(deployment.answer.locator("pre").first).to_contain_text("<h1>A fern</h1>")

    deployment.page("Preview")
    preview = deployment.view.get_by_title("Preview of")
    expect(preview).to_have_attribute("sandbox", "allow-scripts allow-forms")
    expect(preview.content_frame.get_by_role("heading", name="A fern")).to_be_visible()
    assert next(frame for frame in page.frames if frame.url.startswith(url)).title() == "it ran"
    assert page.title() == title


def test_the_log_shows_each_request_as_it_comes(
    playground: Playground, deployment: Deployment, http: httpx.Client
) -> None:
    playground.open("python/hello")
    playground.write(ECHO)
    url = deployment.deploy()
    deployment.page("Log")
    expect(deployment.view).to_contain_text("No request yet.")
    http.get(f"{url}/first")
    expect(deployment.requests).to_have_count(1)
    http.post(f"{url}/second", content="moss")
    newest = deployment.requests.first
    expect(newest).to_contain_text("POST /second")
    newest.locator("summary").click()
    for text in ("a line of the log", "memory", "fuel", "received"):
        expect(newest).to_contain_text(text)

    playground.picker.select_option("c/handler")
    playground.expect_ready("c/handler")
    deployment.deploy()
    deployment.page("Log")
    expect(deployment.requests).to_have_count(0)


def test_everything_is_done_from_the_keyboard(playground: Playground, deployment: Deployment, page: Page) -> None:
    playground.open("c/handler")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+Alt+Enter")
    deployment.say("Deployed.")
    tabs = deployment.view.get_by_role("tablist", name="Views of the deployment")
    tabs.get_by_role("tab", name="Request").focus()
    page.keyboard.press("End")
    expect(tabs.get_by_role("tab", name="Versions")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(deployment.view.get_by_label("Method")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(deployment.answer.locator(".badge")).to_have_text("200")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)])
def test_each_page_of_the_view_is_accessible_and_does_not_scroll_sideways(
    playground: Playground, deployment: Deployment, page: Page, scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 844})
    playground.open("c/visitor-counter")
    deployment.show()
    deployment.tick("Ask other servers").check()
    assert violations(page, OF_THE_THEME) == []
    deployment.tick("Ask other servers").uncheck()
    deployment.deploy()
    deployment.button("Send request").click()
    expect(deployment.answer.locator(".badge")).to_have_text("200")
    for name in ("Request", "Preview", "Log", "Permissions", "Versions"):
        deployment.page(name)
        if name == "Log":
            deployment.requests.first.locator("summary").click()
        if name == "Versions":
            expect(deployment.view.get_by_role("row").nth(1)).to_be_visible()
        assert violations(page, OF_THE_THEME) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_reader_of_chinese_deploys_in_chinese(playground: Playground, page: Page) -> None:
    page.add_init_script("localStorage.setItem('wardian:1:settings', JSON.stringify({locale: 'zh-TW'}))")
    page.goto(f"{playground.url}/playground/?example=c/visitor-counter")
    playground.expect_ready("c/visitor-counter")
    playground.element.get_by_role("tab", name="部署").click()
    expect(playground.element.get_by_role("checkbox", name="在請求之間保存值")).to_be_checked()
    expect(playground.element.get_by_role("tabpanel", name="部署")).to_contain_text("怎麼勾選都不允許的事")
