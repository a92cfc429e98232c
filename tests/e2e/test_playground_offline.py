"""The playground without a network, after one visit: on hosting that only sends files, as with a runner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.playground import Playground
from tests.e2e.test_offline import RUNNING

TABLE = '# requires: tabulate\nfrom tabulate import tabulate\nprint(tabulate([["fern", 3]]))\n'


@pytest.fixture
def visited(browser: Browser, static_site: str) -> Iterator[Playground]:
    """The playground's page, opened once, with its service worker at work."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        playground = Playground(page, static_site)
        playground.open("c/hello")
        page.evaluate(RUNNING)
        page.reload()
        playground.expect_ready("c/hello")
        yield playground


def cut(page: Page) -> None:
    page.context.set_offline(True)


def test_the_page_opens_and_is_edited_after_one_visit(visited: Playground) -> None:
    cut(visited.page)
    visited.open("wat/hello")
    visited.write("(module)")
    visited.page.reload()
    visited.expect_ready("wat/hello")
    assert visited.text() == "(module)"


def test_what_was_not_opened_before_opens(visited: Playground) -> None:
    cut(visited.page)
    visited.page.reload()
    visited.expect_ready("c/hello")
    visited.button("Settings").click()
    expect(visited.element.get_by_role("dialog", name="Settings")).to_be_visible()
    visited.page.keyboard.press("Escape")
    visited.page.keyboard.press("F1")
    expect(visited.element.get_by_role("dialog", name="All commands")).to_be_visible()


@pytest.mark.parametrize(
    ("example", "changed"),
    [
        ("c/hello", '#include <stdio.h>\nint main(void) { puts("without a network"); }'),
        ("wat/hello", None),
        ("python/hello", 'print("without a network")'),
    ],
)
def test_a_language_that_was_used_once_is_built_and_run(visited: Playground, example: str, changed: str | None) -> None:
    visited.open(example)
    if changed is not None:
        visited.write(changed)
    visited.run()
    visited.expect_ended()
    cut(visited.page)
    visited.page.reload()
    visited.expect_ready(example)
    visited.run()
    visited.expect_ended()
    expect(visited.output).to_contain_text("Hello" if changed is None else "without a network")


def test_a_package_that_was_used_once_is_there(visited: Playground) -> None:
    visited.open("python/hello")
    visited.write(TABLE)
    visited.run()
    visited.expect_ended()
    cut(visited.page)
    visited.page.reload()
    visited.expect_ready("python/hello")
    visited.run()
    visited.expect_ended()
    expect(visited.output).to_contain_text("fern")
