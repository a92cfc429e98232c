"""A site that was visited once is there without a network, on hosting that only sends files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import PATIENCE_MS

RUNNING = "navigator.serviceWorker.ready.then((registration) => registration.active.state)"


@pytest.fixture
def offline(browser: Browser, static_site: str) -> Iterator[Page]:
    """A page whose network is cut after one visit of the landing page, on which the Python example was run."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(static_site + "/")
        page.evaluate(RUNNING)
        page.reload()
        run_python(page)
        context.set_offline(True)
        yield page


def run_python(page: Page) -> None:
    page.locator(".tabbed-labels label", has_text="Python").click()
    example = page.locator("wardian-playground[language=python]")
    example.locator("[data-part=run]").click()
    expect(example.get_by_role("log")).to_contain_text("Hello")


def test_another_page_can_be_read(offline: Page, static_site: str) -> None:
    offline.goto(f"{static_site}/tutorials/isolation/")
    expect(offline.get_by_role("heading", level=1)).to_contain_text("Isolation")
    expect(offline.locator("wardian-lab").first).to_have_attribute("data-ready", "start-times")


def test_what_ran_once_runs_again(offline: Page) -> None:
    offline.reload()
    run_python(offline)


def test_search_finds(offline: Page, static_site: str) -> None:
    offline.goto(f"{static_site}/how-it-works/")
    offline.keyboard.press("/")
    offline.keyboard.type("linear memory")
    expect(offline.locator(".md-search-result__link").first).to_be_visible()
