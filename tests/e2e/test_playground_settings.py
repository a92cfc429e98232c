"""The settings: other editors' keys, the size of the text, colours, long lines; all remembered, on every program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.conftest import Stack, visiting
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import OF_THE_THEME, violations

LONG = "# " + "a fern, a moss, an ivy, " * 12


def open_settings(playground: Playground) -> Locator:
    playground.button("Settings").press("Enter")
    dialog = playground.element.get_by_role("dialog", name="Settings")
    expect(dialog).to_be_visible()
    return dialog


def prefer(playground: Playground, **choices: str) -> None:
    """Choose in the dialog by its labels; spaces are written as underscores."""
    dialog = open_settings(playground)
    for label, choice in choices.items():
        dialog.get_by_label(label.replace("_", " ")).select_option(label=choice)
    playground.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def size_of(text: Locator) -> float:
    return float(text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)"))


def test_vim_users_edit_with_vims_keys_and_still_leave_by_tab(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write("fern = 1\nmoss = 2\nivy = 3")
    prefer(playground, Keys="Vim")
    expect(playground.element.locator(".cm-vim-panel")).to_contain_text("NORMAL")
    playground.editor.focus()
    page.keyboard.type("ggdd")
    assert playground.text() == "moss = 2\nivy = 3"
    page.keyboard.type(":w")
    page.keyboard.press("Enter")
    expect(playground.element.locator(".cm-vim-panel")).not_to_contain_text("Not an editor command")

    page.keyboard.press("i")
    page.keyboard.press("Tab")
    assert playground.text() == "    moss = 2\nivy = 3"
    page.keyboard.press("Escape")
    expect(playground.editor).to_be_focused()
    page.keyboard.press("Tab")
    expect(playground.editor).not_to_be_focused()

    page.reload()
    playground.expect_ready("python/hello")
    expect(playground.element.locator(".cm-vim-panel")).to_contain_text("NORMAL")


def test_in_vim_the_run_key_runs(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    prefer(playground, Keys="Vim")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+Enter")
    playground.expect_ended()
    expect(playground.output).to_contain_text("Hello")


def test_emacs_users_kill_and_yank_lines(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write("fern = 1\nmoss = 2")
    prefer(playground, Keys="Emacs")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("Control+k")
    expect(playground.editor).not_to_contain_text("fern")
    page.keyboard.press("Control+y")
    expect(playground.editor).to_contain_text("fern = 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(playground.editor).not_to_be_focused()


def test_vs_code_users_select_lines_and_fold_all(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    prefer(playground, Keys="VS Code")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.press("ControlOrMeta+0")
    expect(playground.editor).not_to_contain_text("println")
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.press("ControlOrMeta+j")
    expect(playground.editor).to_contain_text("println")


def test_the_size_of_the_text_changes_in_every_program_at_once_and_is_remembered(
    playground: Playground, page: Page
) -> None:
    playground.open("c/hello")
    page.evaluate(
        """() => {
            const other = document.createElement("wardian-playground");
            other.setAttribute("example", "python/hello");
            document.body.append(other);
        }"""
    )
    both = page.locator("wardian-playground")
    expect(both).to_have_count(2)
    texts = [both.first.locator(".cm-content"), both.last.locator(".still")]
    expect(texts[1]).to_be_visible()
    first = Playground(page, playground.url)
    first.element = both.first
    dialog = first.element.get_by_role("dialog", name="Settings")
    first.button("Settings").click()
    size = dialog.get_by_label("Size of the text")
    before = size_of(texts[1])
    for _ in range(5):
        size.press("ArrowRight")
    assert [size_of(text) for text in texts] == [before + 2.5] * 2

    page.goto(f"{playground.url}/")
    assert size_of(page.locator("wardian-playground").first.locator(".still")) == before + 2.5


@pytest.mark.parametrize(
    ("theme", "background"), [("Dark", "rgb(16, 26, 21)"), ("High contrast", "rgb(255, 255, 255)")]
)
def test_colours_are_chosen_whatever_the_page_has(
    playground: Playground, page: Page, theme: str, background: str
) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    playground.open("c/hello")
    prefer(playground, Colours=theme)
    expect(playground.element.locator(".cm-editor")).to_have_css("background-color", background)
    page.get_by_title("Switch to dark mode").click()
    prefer(playground, Colours="Light")
    expect(playground.element.locator(".cm-editor")).to_have_css("background-color", "rgb(251, 253, 251)")


def test_long_lines_are_broken_if_wanted(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write(LONG)
    line = playground.element.locator(".cm-line").first
    before = line.bounding_box()
    page.keyboard.press("Alt+Z")
    after = line.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > 2 * before["height"]


def test_the_defaults_come_back(playground: Playground) -> None:
    playground.open("c/hello")
    prefer(playground, Colours="High contrast", Keys="Vim")
    dialog = open_settings(playground)
    dialog.get_by_role("button", name="Back to the defaults").click()
    expect(dialog.get_by_label("Keys")).to_have_value("default")
    expect(playground.element.locator(".cm-vim-panel")).to_have_count(0)


@pytest.mark.parametrize("theme", ["As the page", "High contrast"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_editor_and_its_settings_are_accessible(
    playground: Playground, page: Page, scheme: str, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 844})
    playground.open("c/hello")
    prefer(playground, Colours=theme)
    playground.write("int main(void) { return nothing; }")
    expect(playground.element.locator(".cm-lintRange-error")).to_have_text("nothing")
    page.keyboard.press("ControlOrMeta+Shift+M")
    expect(playground.element.locator(".cm-panel-lint")).to_be_visible()
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+F")
    page.keyboard.type("return")
    expect(page.locator("html")).to_have_js_property("scrollWidth", width)
    assert violations(page, OF_THE_THEME) == []
    open_settings(playground)
    assert violations(page, OF_THE_THEME) == []


@pytest.fixture
def phone(browser: Browser, stack: Stack) -> Iterator[Playground]:
    viewport = {"width": 390, "height": 844}
    with visiting(browser, stack, viewport=viewport, has_touch=True, is_mobile=True) as playground:
        yield playground


def test_on_a_touch_screen_a_row_of_keys_types_what_the_keyboard_hides(phone: Playground) -> None:
    phone.open("python/hello")
    phone.write("fern")
    keys = phone.element.get_by_role("group", name="Keys for typing")
    keys.get_by_role("button", name="Type (").tap()
    assert phone.text() == "fern()"
    expect(phone.editor).to_be_focused()
    keys.get_by_role("button", name="Undo").tap()
    expect(phone.editor).not_to_contain_text("()")
    keys.get_by_role("button", name="Redo").tap()
    expect(phone.editor).to_contain_text("fern()")
    keys.get_by_role("button", name="Indent").tap()
    expect(phone.editor).to_contain_text("    fern()")
    for key in keys.get_by_role("button").all():
        box = key.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_on_a_touch_screen_no_text_is_so_small_that_typing_enlarges_the_page(phone: Playground) -> None:
    phone.open("c/hello")
    assert size_of(phone.editor) >= 16
    phone.button("Settings").tap()
    for field in phone.element.locator("input, select").all():
        assert size_of(field) >= 16
