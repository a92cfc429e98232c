"""The playground without a mouse: every control by Tab, every command by its name, every key in a list."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import OF_THE_THEME, violations

FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.ariaLabel || element?.textContent || element?.title || element?.tagName || "").trim();
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what is called so has the focus."""
    seen = []
    for _ in range(60):
        page.keyboard.press(key)
        seen.append(page.evaluate(FOCUSED))
        if seen[-1].startswith(name):
            return
    pytest.fail(f"Tab never came to {name!r}, but to {seen}")


def open_palette(playground: Playground, key: str = "F1") -> tuple[Locator, Locator]:
    playground.page.keyboard.press(key)
    dialog = playground.element.get_by_role("dialog", name="All commands")
    expect(dialog).to_be_visible()
    return dialog.get_by_role("combobox"), dialog.get_by_role("option")


def test_a_program_is_edited_run_mended_and_looked_into_by_keyboard_alone(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    expect(playground.button("Settings")).to_be_visible()
    tab_to(page, "Build & Run")
    tab_to(page, "Program text, main.c")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text('#include <stdio.h>\nint main(void) { puts("by keys"); return nothing; }')
    page.keyboard.press("ControlOrMeta+Enter")
    expect(playground.problems).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, "error")
    page.keyboard.press("Enter")
    expect(playground.editor).to_be_focused()
    for _ in "nothing":
        page.keyboard.press("Delete")
    page.keyboard.type("0")
    page.keyboard.press("ControlOrMeta+Enter")
    playground.expect_ended()
    page.keyboard.press("Escape")
    tab_to(page, "Divider")
    tab_to(page, "Output")
    for view in ("ArrowRight", "ArrowRight"):
        page.keyboard.press(view)
    expect(playground.element.get_by_role("tab", selected=True, name="Output")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    tab_to(page, "Output")
    expect(playground.output).to_be_focused()
    expect(playground.output).to_contain_text("by keys")


def test_a_command_is_found_by_some_of_its_letters_and_given(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    expect(playground.button("All commands")).to_be_visible()
    field, options = open_palette(playground)
    expect(field).to_be_focused()
    page.keyboard.type("run in brow")
    expect(options.first).to_contain_text("Build and run in this browser")
    expect(options.first).to_contain_text("Enter")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert violations(page, OF_THE_THEME) == []
    page.keyboard.press("Enter")
    playground.expect_ended()

    field, options = open_palette(playground, "ControlOrMeta+Shift+P")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.type("zzzz")
    expect(options).to_have_count(0)
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)


def test_a_command_of_the_editor_works_in_the_text(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write("int main(void) { return 0; }")
    _, options = open_palette(playground)
    page.keyboard.type("comment lines")
    options.first.click()
    expect(playground.editor).to_contain_text("// int main")
    expect(playground.editor).to_be_focused()


def test_the_list_of_keys_has_every_command(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    expect(playground.button("All commands")).to_be_visible()
    _, options = open_palette(playground)
    titles = options.locator("span").all_inner_texts()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = playground.element.get_by_role("dialog", name="Keys")
    for title in titles:
        expect(keys.get_by_text(title, exact=True).first).to_be_visible()
    expect(keys.get_by_text("Ctrl+Enter")).to_be_visible()
    assert violations(page, OF_THE_THEME) == []


def test_a_question_mark_that_is_typed_is_a_question_mark(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write("")
    page.keyboard.type("// why?")
    expect(playground.editor).to_contain_text("// why?")
    expect(playground.element.get_by_role("dialog")).to_have_count(0)
