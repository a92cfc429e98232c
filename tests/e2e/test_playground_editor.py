"""Typing in the playground: what is completed, checked, fixed, found, folded and laid out, with the keyboard alone."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Request, expect
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.playground import Playground

WRONG_RUST = 'fn main() {\n    let x: i32 = 1u64;\n    println!("{x}");\n}'
RIGHT_RUST = WRONG_RUST.replace("1u64", "1i32")
UGLY = {
    "c/hello": ('#include <stdio.h>\nint main(void){puts("here");}', '    puts("here");'),
    "rust/hello": ('fn main(){println!("here");}', '    println!("here");'),
    "python/hello": ("def greet( ):\n  print( 'here' )\ngreet()", '    print("here")'),
}


A_PRESS_MS = 100
"""As long as a person holds the button of a mouse; a test's own click is over before the page is drawn again."""


def type_text(playground: Playground, text: str) -> None:
    """Replace the text key by key, as it is: a paste would not be completed.

    Completion is fetched after the editor, which says that it has come when the next key is pressed.
    """
    playground.editor.focus()
    playground.page.keyboard.press("ControlOrMeta+A")
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while playground.editor.get_attribute("aria-autocomplete") is None and time.monotonic() < deadline:
        playground.page.keyboard.press("ControlOrMeta+A")
    playground.page.keyboard.press("Delete")
    playground.page.keyboard.type(text)


SEEN = "since => performance.now() - since > 75"
"""A list that has just come takes no Enter: whoever pressed it has not seen the list (CodeMirror: interactionDelay)."""


@pytest.mark.parametrize(
    ("example", "typed", "offered", "completed"),
    [
        ("c/hello", "int counted = 1; int more = cou", "counted", "int more = counted"),
        ("c/hello", "int x = edge_kv_a", "edge_kv_add", "int x = edge_kv_ad"),
        ("c/hello", "#include <stdi", "stdio.h", "#include <stdi"),
        ("rust/hello", "fn sum() { let counted = 1; cou", "counted", "counted"),
        ("rust/hello", "fn ask() { edge::kv_s", "kv_set", "edge::kv_s"),
        ("python/hello", "import edge\nedge.kv_g", "kv_get", "edge.kv_get"),
        ("python/hello", "def counted(): pass\ncou", "counted", "counted"),
        ("wat/hello", "(func $counted (i32.ad", "i32.add", "(i32.add"),
        ("wat/hello", "(func $counted (call $cou", "$counted", "(call $counted"),
    ],
)
def test_names_are_completed_while_they_are_typed(
    playground: Playground, page: Page, example: str, typed: str, offered: str, completed: str
) -> None:
    playground.open(example)
    type_text(playground, typed)
    options = playground.element.get_by_role("listbox").get_by_role("option")
    expect(options.filter(has_text=offered).first).to_be_visible()
    expect(playground.element.locator("[role=option][aria-selected=true]")).to_be_visible()
    page.wait_for_function(SEEN, arg=page.evaluate("performance.now()"))
    page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    expect(playground.editor).to_contain_text(completed)


def test_names_inside_of_other_functions_are_not_offered(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    type_text(playground, "void one(int hidden_here) { int hidden_too; } void hid_me(void);\nint main(void) { hid")
    options = playground.element.get_by_role("listbox").get_by_role("option")
    expect(options.filter(has_text="hid_me")).to_be_visible()
    expect(options.filter(has_text="hidden")).to_have_count(0)


def test_what_is_wrong_is_underlined_while_typing_and_fixed_by_a_key(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    playground.write(WRONG_RUST)
    expect(playground.element.locator(".cm-lintRange-error")).to_have_text("1u64")
    expect(playground.problems).to_be_hidden()
    page.keyboard.press("F8")
    page.keyboard.press("Alt+Enter")
    expect(playground.editor).to_contain_text("1i32")
    assert playground.text() == RIGHT_RUST
    expect(playground.element.locator(".cm-lintRange-error")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+Z")
    expect(playground.editor).to_contain_text("1u64")


def test_pointing_at_what_is_wrong_says_why_and_offers_the_fix(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    playground.write(WRONG_RUST)
    playground.element.locator(".cm-lintRange-error").hover()
    hint = playground.element.locator(".cm-tooltip-lint")
    expect(hint).to_contain_text("mismatched types")
    link = hint.get_by_role("link", name="What E0308 means")
    assert "Expected type did not match" in page.request.get(link.evaluate("link => link.href")).text()
    hint.get_by_role("button", name="numeric literal").click()
    assert playground.text() == RIGHT_RUST


def test_a_text_is_checked_at_most_once_a_second_and_only_when_the_typing_pauses(
    playground: Playground, page: Page
) -> None:
    asked = list[tuple[float, str]]()

    def hear(request: Request) -> None:
        if request.url.endswith("/api/check"):
            asked.append((time.monotonic(), request.post_data or ""))

    page.on("request", hear)
    playground.open("c/hello")
    playground.write("int main(void) {}")
    page.keyboard.type("// typing on and on without a pause", delay=60)
    page.keyboard.type("1 2 3", delay=450)
    expect(playground.editor).to_contain_text("1 2 3")
    page.keyboard.insert_text("\nint x = nothing;")
    expect(playground.element.locator(".cm-lintRange-error")).to_have_text("nothing")
    starts = [start for start, _ in asked]
    assert min(later - earlier for earlier, later in pairwise(starts)) > 0.8
    assert not [text for _, text in asked if "typing on and on" in text and "without a pause" not in text]


def test_an_answer_to_a_text_that_has_changed_is_dropped(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    with page.expect_request("**/api/check") as first:
        playground.write("int main(void) { return wrong_one; }")
    playground.write("int main(void) { return wrong_two; }")
    expect(playground.element.locator(".cm-lintRange-error")).to_have_text("wrong_two")
    answer = first.value
    assert "wrong_one" in (answer.post_data or "")


def test_who_wants_no_checks_gets_none_before_the_build(playground: Playground, page: Page) -> None:
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    playground.open("c/hello")
    playground.button("Settings").click()
    playground.element.get_by_label("Check the text while it is typed").uncheck()
    page.keyboard.press("Escape")
    playground.write("int main(void) { return wrong; }")
    playground.run()
    playground.expect_ended("The build failed")
    playground.expect_error_at(1)
    assert not [url for url in asked if url.endswith("/api/check")]


def test_without_a_runner_webassembly_text_is_checked_in_the_page(
    playground: Playground, page: Page, static_site: str
) -> None:
    page.goto(f"{static_site}/playground/?example=wat/hello")
    playground.expect_ready("wat/hello")
    playground.write("(module (func (i32.add)))")
    expect(playground.element.locator(".cm-lintRange-error")).to_have_text("i32.add")
    playground.button("Format").click()
    expect(playground.status).to_contain_text("needs a runner")


@pytest.mark.parametrize("example", UGLY)
def test_formatting_lays_the_text_out_and_keeps_the_cursor(playground: Playground, page: Page, example: str) -> None:
    ugly, line = UGLY[example]
    playground.open(example)
    playground.write(ugly)
    page.keyboard.press("ControlOrMeta+F")
    page.keyboard.type("here")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Alt+F")
    expect(playground.status).to_have_text("Formatted one file.")
    assert line in playground.text().splitlines()
    page.keyboard.insert_text("there")
    assert line.replace("here", "there") in playground.text().splitlines()
    page.keyboard.press("ControlOrMeta+Z")
    page.keyboard.press("ControlOrMeta+Z")
    assert playground.text() == ugly


def test_what_cannot_be_formatted_is_said_and_the_text_stays(playground: Playground) -> None:
    playground.open("python/hello")
    playground.write("def broken(:\n  pass")
    playground.button("Format").click()
    expect(playground.status).to_contain_text("Not everything could be formatted")
    expect(playground.problems.get_by_role("button").first).to_contain_text("main.py, line 1")
    assert playground.text() == "def broken(:\n  pass"

    playground.open("wat/hello")
    playground.button("Format").click()
    expect(playground.status).to_contain_text("formatter")


def test_text_is_found_and_replaced_from_the_keyboard(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write("fern = 1\nmoss = fern\nfern = moss")
    page.keyboard.press("ControlOrMeta+F")
    page.keyboard.type("fern")
    expect(playground.element.locator(".cm-searchMatch")).to_have_count(3)
    page.keyboard.press("Tab")
    playground.element.get_by_placeholder("Replace").focus()
    page.keyboard.type("ivy")
    playground.element.get_by_role("button", name="replace all").press("Enter")
    page.keyboard.press("Escape")
    expect(playground.editor).to_be_focused()
    assert playground.text() == "ivy = 1\nmoss = ivy\nivy = moss"


def test_several_cursors_type_at_once(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write("fern fern\nfern")
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("Shift+ControlOrMeta+ArrowRight")
    for _ in range(2):
        page.keyboard.press("ControlOrMeta+D")
    page.keyboard.type("ivy")
    assert playground.text() == "ivy ivy\nivy"
    page.keyboard.press("Escape")

    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("ControlOrMeta+Alt+ArrowDown")
    page.keyboard.type("# ")
    assert playground.text() == "# ivy ivy\n# ivy"


def test_a_rectangle_of_text_is_selected_with_alt_and_the_pointer(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write("ab12cd\nab34cd\nab56cd")
    corners = playground.element.locator(".cm-line").evaluate_all(
        """lines => [[lines[0], 2], [lines[2], 4]].map(([line, column]) => {
            const range = document.createRange();
            const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            for (let left = column; text.nextNode(); left -= text.currentNode.length)
                if (left <= text.currentNode.length) { range.setStart(text.currentNode, left); break; }
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2];
        })"""
    )
    page.keyboard.down("Alt")
    page.mouse.move(*corners[0])
    page.mouse.down()
    page.mouse.move(*corners[1], steps=4)
    page.mouse.up()
    page.keyboard.up("Alt")
    page.keyboard.press("Delete")
    assert playground.text() == "abcd\nabcd\nabcd"


def test_blocks_fold_and_unfold_from_the_keyboard_and_by_click(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("ControlOrMeta+Shift+{")
    expect(playground.editor).not_to_contain_text("println")
    page.keyboard.press("ControlOrMeta+Shift+}")
    expect(playground.editor).to_contain_text("println")
    playground.element.get_by_title("Fold line", exact=True).click()
    expect(playground.editor).not_to_contain_text("println")
    playground.element.get_by_title("unfold", exact=True).click(delay=A_PRESS_MS)
    expect(playground.editor).to_contain_text("println")


def test_brackets_close_themselves_and_their_partner_is_shown(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    type_text(playground, "print((1")
    assert playground.text() == "print((1))"
    page.keyboard.press("ControlOrMeta+Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(playground.element.locator(".cm-matchingBracket")).to_have_text(["(", ")"])


def test_escape_then_tab_leaves_the_editor(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text(" ")
    page.keyboard.press("Tab")
    expect(playground.editor).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(playground.editor).not_to_be_focused()


def test_the_search_speaks_the_readers_language(playground: Playground, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'languages', { get: () => ['zh-TW'] })")
    page.goto(f"{playground.url}/playground/?example=c/hello")
    playground.expect_ready("c/hello")
    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+F")
    expect(playground.element.get_by_placeholder("尋找")).to_be_focused()
    expect(playground.element.get_by_role("button", name=re.compile("全部取代"))).to_be_visible()
