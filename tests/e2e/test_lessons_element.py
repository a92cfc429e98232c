"""What a reader of a lesson sees of its fences and does with them. The page is lesson/index.md."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, ViewportSize, expect
from tests.e2e.conftest import PATIENCE_MS, serving

CONFIG = Path(__file__).with_name("lesson.yml")
PHONE = ViewportSize(width=390, height=844)
EDITOR = re.compile(r"/assets/playground/editor[^/]*\.js$")

PLACES = """element => [...element.shadowRoot.querySelectorAll('.row, .cm-line')].map(line => {
    const range = document.createRange();
    range.selectNodeContents(line);
    const {x, y, height} = range.getBoundingClientRect();
    return [line.textContent.trimEnd(), x, y, height];
})"""


@pytest.fixture(scope="session")
def lesson_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lesson")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(CONFIG), "-d", str(folder / "site")]
    subprocess.run(command, check=True, capture_output=True)
    with serving(folder / "site", folder / "data") as stack:
        yield stack.url


@pytest.fixture
def lesson(page: Page, lesson_url: str) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.emulate_media(reduced_motion="reduce")
    page.goto(lesson_url)
    expect(page.locator("wardian-playground[data-ready]")).to_have_count(7)
    return page


def fence(page: Page, heading: str) -> Locator:
    """The element under this heading."""
    return page.locator(f"h2:has-text('{heading}') + .wardian-example wardian-playground")


def button(element: Locator, name: str) -> Locator:
    return element.get_by_role("button", name=name, exact=True)


def run(element: Locator) -> None:
    button(element, "Build & Run").click()
    expect(element.get_by_role("status").last).to_contain_text("exit code 0")


def test_the_highlighted_text_is_shown_and_the_editor_is_not_loaded(page: Page, lesson_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lesson_url, wait_until="networkidle")
    plain = fence(page, "Plain")
    expect(plain.locator(".row")).to_have_count(7)
    expect(plain.locator(".row .k")).to_have_text("return")
    assert not any(EDITOR.search(url) for url in asked)
    assert sum("/api/" in url for url in asked) <= 1
    assert sum(url.endswith("/site.json") for url in asked) == 1


@pytest.mark.parametrize("heading", ["Plain", "Named, with hidden lines", "Several files"])
def test_the_editor_takes_over_without_moving_a_line(lesson: Page, heading: str) -> None:
    element = fence(lesson, heading)
    element.scroll_into_view_if_needed()
    before, height = element.evaluate(PLACES), element.evaluate("element => element.offsetHeight")
    element.locator(".still").hover()
    expect(element.locator(".cm-content")).to_be_visible()
    assert element.evaluate(PLACES) == before
    assert element.evaluate("element => element.offsetHeight") == height


def test_the_cursor_goes_where_the_reader_clicked(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    element.locator(".row", has_text="return 0").click(position={"x": 300, "y": 8})
    expect(element.locator(".cm-content")).to_be_focused()
    lesson.keyboard.type(" // the end")
    expect(element.locator(".cm-line").nth(5)).to_have_text("    return 0; // the end")
    button(element, "Reset").click()
    expect(element.locator(".cm-line").nth(5)).to_have_text("    return 0;")
    expect(button(element, "Reset")).to_be_hidden()


def test_the_output_takes_no_room_until_the_first_run(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    expect(element.get_by_role("log")).to_have_css("padding-top", "0px")
    assert element.get_by_role("log").evaluate("pane => pane.offsetHeight") == 0
    run(element)
    expect(element.get_by_role("log")).to_have_text("Hello from a fence.\n")


def test_hidden_lines_are_folded_run_and_unfold(lesson: Page) -> None:
    element = fence(lesson, "Named, with hidden lines")
    expect(element.locator(".row")).to_have_count(2)
    expect(element.locator(".row").first).to_have_attribute("data-line", "7")
    run(element)
    expect(element.get_by_role("log")).to_have_text("12\n")

    element.locator(".still").hover()
    button(element, "Show 6 hidden lines").click()
    expect(element.locator(".cm-line").first).to_have_text("#include <stdio.h>")
    expect(element.get_by_role("button", name="hidden lines")).to_have_count(0)


def test_hidden_lines_unfold_before_the_editor_is_there(lesson: Page) -> None:
    element = fence(lesson, "Named, with hidden lines")
    lesson.route(EDITOR, lambda route: route.abort())
    fold = button(element, "Show 7 hidden lines")
    fold.focus()
    fold.press("Enter")
    expect(element.locator(".row")).to_have_count(15)


def test_a_problem_in_hidden_lines_is_told_by_the_files_label_and_shown(lesson: Page) -> None:
    element = fence(lesson, "Named, with hidden lines")
    element.locator(".row", has_text="printf").click()
    expect(element.locator(".cm-content")).to_be_focused()
    lesson.keyboard.press("End")
    lesson.keyboard.type(" area(1);")
    button(element, "Build & Run").click()
    problem = element.get_by_role("list", name="Problems").get_by_role("button").first
    expect(problem).to_contain_text("area.c, line 8")
    problem.click()
    expect(element.locator(".cm-content")).to_be_focused()


def test_a_page_of_fences_can_be_crossed_with_tab_alone(lesson: Page) -> None:
    lesson.locator("h1").click()
    stops: list[str] = []
    for _ in range(60):
        lesson.keyboard.press("Tab")
        stops.append(lesson.evaluate(_FOCUSED))
        if "last" in stops[-1]:
            break
    assert any("cm-content" in stop for stop in stops)
    assert "last" in stops[-1]


_FOCUSED = """() => {
    const host = document.activeElement;
    const inner = host.shadowRoot?.activeElement;
    const elements = [...document.querySelectorAll('wardian-playground')];
    return `${host === elements.at(-1) ? 'last ' : ''}${inner?.className ?? host.tagName}`;
}"""


def test_once_something_is_typed_escape_then_tab_leaves_the_editor_and_it_says_so(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    element.locator(".row").first.click()
    editor = element.locator(".cm-content")
    expect(editor).to_be_focused()
    hint = element.locator("#leave")
    expect(hint).to_have_text("Esc, then Tab, leaves the editor.")
    expect(hint).to_have_css("opacity", "1")
    expect(editor).to_have_attribute("aria-describedby", "leave")
    lesson.keyboard.press("Tab")
    expect(editor).to_be_focused()
    lesson.keyboard.press("Escape")
    lesson.keyboard.press("Tab")
    expect(button(element, "Build & Run")).to_be_focused()


def test_the_keyboard_runs_a_fence(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    element.locator(".still").focus()
    lesson.keyboard.press("ControlOrMeta+Enter")
    expect(element.get_by_role("log")).to_have_text("Hello from a fence.\n")


def test_a_fence_to_read_cannot_be_edited(lesson: Page) -> None:
    element = fence(lesson, "Only to read")
    element.locator(".row").first.click()
    expect(element.locator(".cm-content")).to_be_focused()
    lesson.keyboard.type("x")
    expect(element.locator(".cm-line").first).to_have_text("for step in range(3):")


def test_a_right_answer_and_a_wrong_one_are_told_by_running_the_program(lesson: Page) -> None:
    element = fence(lesson, "A question")
    verdict = element.locator(".verdict")
    button(element, "Check").click()
    expect(verdict).to_have_text("Choose an answer first.")

    lesson.keyboard.press("Space")
    expect(element.get_by_label("3", exact=True)).to_be_checked()
    lesson.keyboard.press("ControlOrMeta+Enter")
    expect(verdict).to_have_text("Not this time. It printed: 7")

    lesson.keyboard.press("ArrowRight")
    expect(verdict).to_be_empty()
    button(element, "Check").click()
    expect(verdict).to_have_text("Right: that is what it printed.")
    expect(verdict).to_have_attribute("role", "status")


def test_a_program_that_reads_asks_for_its_input(lesson: Page) -> None:
    element = fence(lesson, "Reads its input")
    expect(element.get_by_label("Input", exact=True)).to_be_hidden()
    button(element, "Build & Run").click()
    element.get_by_label("Input", exact=True).fill("Ada")
    element.get_by_label("Input", exact=True).press("Enter")
    expect(element.get_by_role("log")).to_contain_text("Hello, Ada")


def test_a_request_is_answered_in_the_browser(lesson: Page) -> None:
    element = fence(lesson, "A handler")
    element.get_by_label("Path and query").fill("/case?plant=fern")
    element.get_by_label("Path and query").press("Enter")
    answer = element.get_by_role("group", name="Response", exact=True)
    expect(answer).to_contain_text("201")
    expect(answer).to_contain_text("text/html")
    expect(answer.frame_locator("iframe").locator("em")).to_have_text("plant=fern")
    expect(answer.locator("details[open] pre")).to_have_text("GET /case\n")


def test_what_is_no_response_is_refused_as_the_edge_would(lesson: Page) -> None:
    element = fence(lesson, "A handler")
    element.locator(".row").first.click()
    expect(element.locator(".cm-content")).to_be_focused()
    lesson.keyboard.press("ControlOrMeta+A")
    lesson.keyboard.insert_text('#include <stdio.h>\nint main(void) { puts("Hello"); }\n')
    button(element, "Send").click()
    expect(element.get_by_role("status")).to_have_text(re.compile("the edge would answer 502.*not a header"))
    button(element, "Reset").click()


def test_a_request_is_answered_on_the_edge_with_its_receipt(lesson: Page) -> None:
    element = fence(lesson, "A handler")
    element.get_by_text("on the edge", exact=True).click()
    element.get_by_label("Path and query").fill("/?plant=moss")
    button(element, "Send").click()
    answer = element.get_by_role("group", name="Response", exact=True)
    expect(answer.frame_locator("iframe").locator("em")).to_have_text("plant=moss")
    for told in ("ms", "memory", "KiB", "fuel"):
        expect(answer.get_by_role("table")).to_contain_text(told)


def test_another_runner_is_named(page: Page, lesson_url: str) -> None:
    page.goto(f"{lesson_url}?runner={lesson_url.replace('localhost', '127.0.0.1')}")
    expect(fence(page, "Plain").get_by_text("Built by 127.0.0.1")).to_be_visible()


def test_a_program_ends_when_its_page_is_left_and_the_page_works_when_it_comes_back(lesson: Page) -> None:
    element = fence(lesson, "Reads its input")
    button(element, "Build & Run").click()
    expect(element.get_by_label("Input", exact=True)).to_be_visible()
    lesson.get_by_role("link", name="Another page").first.click()
    expect(lesson.locator("h1")).to_contain_text("Another page")
    run(lesson.locator("wardian-playground"))
    lesson.get_by_role("link", name="Back").click()
    run(fence(lesson, "Plain"))
    assert lesson.evaluate("performance.getEntriesByType('navigation').length") == 1
    assert len(lesson.workers) <= 1


def test_a_fence_that_is_moved_keeps_its_text(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    element.evaluate("element => { const place = element.parentElement; element.remove(); place.append(element); }")
    expect(element.locator(".row")).to_have_count(7)
    run(element)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fences_and_their_results_are_accessible(lesson: Page, scheme: Any) -> None:
    lesson.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    run(fence(lesson, "Plain"))
    question = fence(lesson, "A question")
    question.get_by_label("3", exact=True).check()
    button(question, "Check").click()
    expect(question.locator(".verdict")).to_contain_text("7")
    button(fence(lesson, "A handler"), "Send").click()
    expect(fence(lesson, "A handler").locator(".badge")).to_be_visible()
    fence(lesson, "Several files").locator(".still").hover()
    several = fence(lesson, "Several files")
    several.locator(".cm-content").focus()
    lesson.keyboard.insert_text("\n" * 9 + "// a text that scrolls")
    results = Axe().run(lesson, context="article wardian-playground")
    assert [(found["id"], found["nodes"]) for found in results.response["violations"]] == []


def test_on_a_phone_nothing_scrolls_sideways(lesson: Page) -> None:
    lesson.set_viewport_size(PHONE)
    button(fence(lesson, "A handler"), "Send").click()
    expect(fence(lesson, "A handler").locator(".badge")).to_be_visible()
    assert lesson.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_paper_has_the_text_and_the_output_and_no_buttons(lesson: Page) -> None:
    element = fence(lesson, "Plain")
    run(element)
    lesson.emulate_media(media="print")
    expect(button(element, "Build & Run")).to_be_hidden()
    expect(element.get_by_role("log")).to_be_visible()
    expect(element.locator(".row").first).to_be_visible()


def test_without_javascript_the_text_is_there(browser: Any, lesson_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(lesson_url)
        expect(page.locator("[data-file] code").first).to_be_visible()
        expect(page.locator("[data-file] code").first).to_contain_text("Hello from a fence.")
