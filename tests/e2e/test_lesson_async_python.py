"""The lesson on async Python: a lost task, a lost update, and an event loop wherever Python runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect
from tests.e2e.conftest import PATIENCE_MS, SITE, Stack

NOT_ISOLATED = "Object.defineProperty(HTMLIFrameElement.prototype, 'allow', { set() {} });"
NOT_SUSPENDABLE = "delete WebAssembly.Suspending; delete WebAssembly.promising;"

LOST, KEPT, BACKGROUND = range(3)


def opened(page: Page, origin: str) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{origin}/tutorials/async-python/")
    return page


def run(page: Page, number: int) -> Locator:
    """The output of the page's fence of that number, once it has run."""
    element = page.locator("wardian-playground").nth(number)
    element.scroll_into_view_if_needed()
    element.locator("[data-part=run]").click()
    expect(element.locator("[data-part=status]")).to_contain_text("Finished")
    return element.locator("[data-part=output]")


def test_the_collector_takes_the_task_that_nobody_keeps(page: Page, static_site: str) -> None:
    output = run(opened(page, static_site), LOST)
    expect(output).to_contain_text("Task was destroyed but it is pending!")
    expect(output).to_contain_text("Order 2 is saved.")
    expect(output).not_to_contain_text("Order 1 is saved.")


def test_without_the_collection_it_seems_to_work(page: Page, static_site: str) -> None:
    opened(page, static_site)
    element = page.locator("wardian-playground").nth(LOST)
    element.scroll_into_view_if_needed()
    element.locator(".row", has_text="gc.collect()").click()
    expect(element.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.type("# ")
    output = run(page, LOST)
    expect(output).to_contain_text("Order 1 is saved.")
    expect(output).to_contain_text("Order 2 is saved.")


def test_a_group_keeps_both(page: Page, static_site: str) -> None:
    output = run(opened(page, static_site), KEPT)
    expect(output).to_contain_text("Order 1 is saved.")
    expect(output).to_contain_text("Order 2 is saved.")


@pytest.mark.parametrize("lacks", ["", NOT_ISOLATED, NOT_SUSPENDABLE, NOT_ISOLATED + NOT_SUSPENDABLE])
def test_asyncio_sleeps_whatever_the_browser_can_do(page: Page, stack: Stack, lacks: str) -> None:
    page.add_init_script(lacks)
    expect(run(opened(page, stack.url), BACKGROUND)).to_contain_text("0 tasks left")


@pytest.mark.parametrize("program", ["lost_update", "gil"])
def test_what_threads_did_is_shown_as_it_was_recorded(page: Page, static_site: str, program: str) -> None:
    recorded = json.loads((SITE / "assets/recordings/threads.json").read_text())
    lab = opened(page, static_site).locator(f"wardian-lab[program={program}]")
    lab.scroll_into_view_if_needed()
    expect(lab.locator(".output")).to_have_text(recorded["programs"][program]["stdout"])
    expect(lab).to_contain_text(recorded["machine"])


def test_the_recording_shows_what_the_lesson_says() -> None:
    programs = json.loads((SITE / "assets/recordings/threads.json").read_text())["programs"]
    unprotected, locked = programs["lost_update"]["stdout"].splitlines()[1:]
    assert not unprotected.endswith(": 0 lost")
    assert locked.endswith(": 0 lost")
    assert programs["gil"]["exit_code"] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_recordings_are_accessible_and_fit_a_phone(page: Page, static_site: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    labs = opened(page, static_site).locator("wardian-lab")
    for lab in labs.all():
        lab.scroll_into_view_if_needed()
        expect(lab.locator(".output")).to_be_visible()
        lab.locator("summary").press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    results = Axe().run(page, context="wardian-lab")
    assert results.violations_count == 0, results.generate_report()
