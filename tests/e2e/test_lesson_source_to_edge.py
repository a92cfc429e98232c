"""The lesson from source to edge: C, WebAssembly and bytes in step, and what a module imports."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect
from tests.e2e.conftest import PATIENCE_MS, Stack

PLACE = re.compile(r"0x([0-9a-f]+)")


class Lesson:
    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        page.goto(f"{origin}/tutorials/source-to-edge/")
        self.steps = self._lab("wat-steps")
        self.imports = self._lab("imports")
        self.source, self.wat = (
            self.steps.get_by_role("listbox", name=name) for name in ("C source", "WebAssembly text")
        )
        self.bytes = self.steps.get_by_role("group", name="bytes")
        self.status = self.steps.get_by_role("status")

    def _lab(self, name: str) -> Locator:
        lab = self.page.locator(f"wardian-lab[name={name}]").first
        lab.scroll_into_view_if_needed()
        expect(lab).to_have_attribute("data-ready", name)
        return lab

    def line(self, text: str) -> Locator:
        return self.source.get_by_role("option").filter(has_text=text)

    def marked(self) -> list[str]:
        """The marked instructions, without their places."""
        return [text.strip() for text in self.wat.locator("[aria-selected=true] code").all_inner_texts()]


@pytest.fixture(params=["with a runner", "without a runner"])
def lesson(request: pytest.FixtureRequest, page: Page, stack: Stack) -> Lesson:
    page.set_default_timeout(PATIENCE_MS)
    static = request.param == "without a runner"
    return Lesson(page, str(request.getfixturevalue("static_site")) if static else stack.url)


def test_a_line_of_c_marks_its_instructions_and_their_bytes(lesson: Lesson) -> None:
    lesson.line("return n * n").click()
    assert lesson.marked() == ["local.get 0", "local.get 0", "i32.mul", "end"]
    assert lesson.bytes.locator(".marked").all_inner_texts() == ["20 00", "20 00", "6c", "0b"]
    expect(lesson.status).to_contain_text("4 lines of WebAssembly in 6 bytes")


def test_an_instruction_marks_its_line(lesson: Lesson) -> None:
    lesson.wat.get_by_role("option").filter(has_text="i32.load").click()
    expect(lesson.source.locator("[aria-selected=true]")).to_contain_text("square(numbers[i])")


def test_pointing_shows_and_leaving_goes_back(lesson: Lesson) -> None:
    lesson.line("return n * n").click()
    lesson.line("a > b").hover()
    assert "select" in lesson.marked()
    lesson.status.hover()
    assert "i32.mul" in lesson.marked()


def test_the_arrow_keys_go_from_line_to_line(lesson: Lesson) -> None:
    lesson.line("return n * n").click()
    lesson.source.press("ArrowDown")
    expect(lesson.source.locator(".current")).to_contain_text("}")
    expect(lesson.status).to_contain_text("no instruction came from it alone")
    lesson.source.press("ArrowUp")
    assert "i32.mul" in lesson.marked()
    lesson.page.keyboard.press("Tab")
    expect(lesson.wat).to_be_focused()
    lesson.wat.press("End")
    expect(lesson.source.locator("[aria-selected=true]")).to_have_count(1)
    lesson.page.keyboard.press("Tab")
    expect(lesson.bytes).to_be_focused()
    lesson.page.keyboard.press("Tab")
    expect(lesson.steps.locator("summary")).to_be_focused()


def test_the_listing_is_that_of_wasm_tools(lesson: Lesson, stack: Stack, tmp_path: Path) -> None:
    """Every place is that of the instruction in the artifact, as another disassembler has it."""
    with lesson.page.expect_response(re.compile(r"/(artifacts|prebuilt)/[0-9a-f]+\.wasm")) as response:
        lesson.steps.get_by_role("button", name="Compile it again").click()
    module = tmp_path / "squares.wasm"
    module.write_bytes(response.value.body())
    tool = Path(sys.executable).with_name("wasm-tools")
    dumped = subprocess.run([tool, "dump", module], capture_output=True, text=True, check=True).stdout
    theirs = {int(at, 16) for at in re.findall(r"^\s*(?:0x)?([0-9a-f]+) \|", dumped, re.MULTILINE)}
    ours = [
        int(match[1], 16) for text in lesson.wat.locator(".number").all_inner_texts() if (match := PLACE.match(text))
    ]
    assert len(ours) > 60
    assert set(ours) <= theirs


def test_a_changed_program_is_compiled_again(page: Page, stack: Stack) -> None:
    page.set_default_timeout(PATIENCE_MS)
    lesson = Lesson(page, stack.url)
    editor = page.locator("#squares wardian-playground")
    editor.scroll_into_view_if_needed()
    editor.locator("[data-line='6']").click()
    expect(editor.locator(".cm-content")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type(" + 1;")
    expect(editor.get_by_text("n * n + 1")).to_be_visible()
    lesson.steps.get_by_role("button", name="Compile it again").click()
    lesson.line("n * n + 1").click()
    assert lesson.marked() == ["local.get 0", "local.get 0", "i32.mul", "i32.const 1", "i32.add", "end"]


def test_the_file_is_told_section_by_section(lesson: Lesson) -> None:
    lesson.steps.locator("summary").press("Enter")
    table = lesson.steps.get_by_role("table")
    expect(table).to_contain_text("8 that say that it is WebAssembly")
    expect(table.get_by_role("row").filter(has_text=re.compile("^code"))).to_contain_text("the rest is the C library")


def test_a_program_imports_only_what_it_needs(lesson: Lesson) -> None:
    expect(lesson.imports.locator("[data-program=hello]")).to_contain_text("fd_write")
    expect(lesson.imports.locator("[data-program=hello]")).not_to_contain_text("clock_time_get")
    expect(lesson.imports.locator("[data-program=clock]")).to_contain_text("clock_time_get")
    expect(lesson.imports.locator("[data-program=pure]")).to_contain_text("It imports nothing.")


def test_a_phone_shows_it_without_scrolling_sideways(lesson: Lesson) -> None:
    lesson.page.set_viewport_size({"width": 390, "height": 800})
    assert lesson.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_labs_are_accessible(lesson: Lesson, scheme: Any) -> None:
    lesson.page.emulate_media(color_scheme=scheme)
    for lab in (lesson.steps, lesson.imports):
        results = Axe().run(lesson.page, context=f"wardian-lab[name={lab.get_attribute('name')}]")
        assert results.violations_count == 0, results.generate_report()
