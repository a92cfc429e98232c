"""What holds for the playground in every language: keeping edits, sharing, the keyboard, limits, small screens."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import httpx
import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect
from tests.contract.test_queue import ENDLESS
from tests.e2e.playground import Playground

PHONE = ViewportSize(width=390, height=844)
WIDE = ViewportSize(width=1280, height=860)

TRAPS = {
    "int main(void) { volatile int *far = (int *)0x7ffffff0; return *far; }": "outside its memory",
    "#include <stdlib.h>\nint main(void) { abort(); }": "Aborted",
    "#include <stdlib.h>\nint main(void) { exit(3); }": "exit code 3",
}


def test_edits_survive_a_reload_and_reset_undoes_them(playground: Playground) -> None:
    playground.open("c/hello")
    original = playground.text()
    playground.replace("Hello", "Still here")
    playground.page.reload()
    playground.expect_ready("c/hello")
    assert "Still here" in playground.text()

    playground.button("Reset").click()
    expect(playground.editor).not_to_contain_text("Still here")
    assert playground.text() == original
    playground.page.reload()
    playground.expect_ready("c/hello")
    assert playground.text() == original


def test_edits_that_cannot_be_stored_are_said_to_be_lost(playground: Playground) -> None:
    refused = "throw new DOMException('refused')"
    playground.page.add_init_script(f"IDBFactory.prototype.open = Storage.prototype.setItem = () => {{ {refused}; }}")
    playground.open("c/hello")
    playground.write("int main(void) { return 0; }")
    expect(playground.element.get_by_role("alert")).to_contain_text("would not store your edits")


def test_deploying_again_swaps_the_program_at_the_same_address(playground: Playground, http: httpx.Client) -> None:
    def page_that_says(text: str) -> str:
        return f'#include <stdio.h>\nint main(void) {{ puts("Content-Type: text/plain\\n\\n{text}"); }}\n'

    playground.open("c/hello")
    playground.write(page_that_says("first"))
    playground.deploy_button.click()
    expect(playground.status).to_have_text("Deployed.")
    url = playground.element.locator("a.url").inner_text()
    assert http.get(url).text.strip() == "first"

    playground.write(page_that_says("second"))
    playground.deploy_button.click()
    expect(playground.status).to_have_text("Deployed as version 2.")
    assert playground.element.locator("a.url").inner_text() == url
    assert http.get(url).text.strip() == "second"


def test_a_deployed_page_can_be_previewed(playground: Playground) -> None:
    playground.open("c/handler")
    playground.deploy_button.click()
    playground.element.get_by_role("tab", name="Preview").click()
    preview = playground.element.frame_locator("iframe[title^='Preview']")
    expect(preview.get_by_role("heading", name="Hello, stranger!")).to_be_visible()


def test_every_file_of_a_project_can_be_edited(playground: Playground) -> None:
    playground.open("c/handler")
    tabs = playground.element.get_by_role("tab")
    assert tabs.all_inner_texts()[0] == "main.c"
    playground.element.get_by_role("tab", name="http.h").click()
    playground.write("#error broken here\n")
    playground.element.get_by_role("tab", name="main.c").click()
    playground.run()
    playground.expect_ended("The build failed")

    playground.problems.get_by_role("button", name="broken here").first.click()
    expect(playground.element.get_by_role("tab", name="http.h")).to_have_attribute("aria-selected", "true")
    playground.expect_error_at(1)


def test_a_fix_is_applied_from_the_keyboard_and_undone_in_one_step(playground: Playground) -> None:
    before = 'fn main() {\n    let x: i32 = 1u64;\n    println!("{x} 😀");\n}'
    playground.open("rust/hello")
    playground.write(before)
    playground.run()
    playground.expect_ended("The build failed")

    expect(playground.problems.get_by_role("button", name="expected due to this")).to_contain_text("line 2")
    explanation = playground.problems.get_by_role("link", name="What E0308 means")
    explained = playground.page.request.get(urljoin(playground.page.url, explanation.get_attribute("href") or ""))
    assert "Expected type did not match" in explained.text()

    fix = playground.problems.get_by_role("button", name="Apply: Change the type")
    fix.focus()
    playground.page.keyboard.press("Enter")
    expect(playground.editor).to_be_focused()
    assert playground.text() == before.replace("1u64", "1i32")
    playground.page.keyboard.press("ControlOrMeta+Z")
    assert playground.text() == before

    playground.write(before.replace("1u64", "2u64"))
    fix.click()
    expect(playground.status).to_contain_text("has changed since the build")
    assert "2u64" in playground.text()

    playground.write(before.replace("1u64", "1i32"))
    playground.run()
    playground.expect_ended()


@pytest.mark.parametrize(("source", "words"), TRAPS.items(), ids=TRAPS.values())
def test_an_abrupt_end_is_explained(playground: Playground, source: str, words: str) -> None:
    playground.open("c/hello")
    playground.write(source)
    playground.run()
    playground.expect_ended(words)


def test_output_and_errors_are_told_apart(playground: Playground) -> None:
    playground.open("c/hello")
    playground.write('#include <stdio.h>\nint main(void) { puts("fine"); fputs("amiss", stderr); }\n')
    playground.run()
    playground.expect_ended()
    expect(playground.output.locator("[data-kind=stdout]")).to_have_text("fine\n")
    expect(playground.output.locator("[data-kind=stderr]")).to_have_text("amiss")


def test_a_handler_run_in_the_browser_prints_its_response(playground: Playground) -> None:
    playground.open("c/handler")
    playground.run()
    playground.expect_ended()
    rendered = playground.element.locator(".rendered")
    expect(rendered.frame_locator("iframe").get_by_text("Hello, Ada!")).to_be_visible()
    playground.button("Text").click()
    expect(playground.output).to_contain_text("Hello, Ada!")


def test_input_ends_when_the_learner_says_so(playground: Playground) -> None:
    playground.open("c/guessing-game")
    playground.run()
    expect(playground.status).to_have_text("The program waits for your input.")
    playground.button("End of input").click()
    playground.expect_ended()
    expect(playground.output).to_contain_text("You gave up.")


NOT_ISOLATED = "Object.defineProperty(HTMLIFrameElement.prototype, 'allow', { set() {} });"


@pytest.mark.parametrize("example", ["c/guessing-game", "python/guessing-game"])
def test_where_memory_cannot_be_shared_a_program_is_suspended_until_a_line_is_typed(
    playground: Playground, page: Page, example: str
) -> None:
    page.add_init_script(NOT_ISOLATED)
    playground.open(example)
    playground.run()
    expect(playground.status).to_have_text("The program waits for your input.")
    playground.input.fill("0")
    playground.input.press("Enter")
    expect(playground.output).to_have_text(re.compile("(from 1 to 100.*){2}", re.DOTALL))
    playground.button("End of input").click()
    playground.expect_ended()


def test_the_keyboard_is_enough(playground: Playground, page: Page) -> None:
    playground.open("c/guessing-game")
    playground.picker.focus()
    page.keyboard.press("Home")
    playground.expect_ready("c/hello")
    for button in (playground.button("New…"), playground.run_button, playground.deploy_button):
        page.keyboard.press("Tab")
        expect(button).to_be_focused()

    playground.editor.focus()
    page.keyboard.press("ControlOrMeta+Enter")
    playground.expect_ended()
    expect(playground.editor).to_be_focused()

    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(playground.element.get_by_role("separator")).to_be_focused()
    page.keyboard.press("Tab")
    expect(playground.element.get_by_role("tab", name="Output")).to_be_focused()
    page.keyboard.press("Tab")
    expect(playground.output).to_be_focused()


def test_the_keyboard_stops_a_program(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write("int main(void) { for (volatile int i = 0;; i++) { } }")
    playground.run_button.focus()
    page.keyboard.press("Enter")
    expect(playground.status).to_contain_text("Running")
    expect(playground.stop_button).to_be_focused()
    page.keyboard.press("Enter")
    expect(playground.status).to_have_text("Stopped.")
    expect(playground.run_button).to_be_focused()


def test_a_phone_needs_no_sideways_scrolling(playground: Playground, page: Page) -> None:
    page.set_viewport_size(PHONE)
    playground.open("c/handler")
    playground.run()
    playground.expect_ended()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for control in (playground.run_button, playground.stop_button, playground.deploy_button, playground.picker):
        box = control.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]


def test_on_a_phone_the_result_of_a_run_is_on_the_screen(playground: Playground, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    playground.open("c/handler")
    expect(playground.editor).to_be_in_viewport()
    playground.run()
    playground.expect_ended()
    for part in (playground.status, playground.element.locator(".rendered")):
        expect(part).to_be_in_viewport(ratio=0.99)


def test_a_wide_screen_is_filled_and_does_not_scroll(playground: Playground, page: Page) -> None:
    page.set_viewport_size(WIDE)
    playground.open("c/handler")
    box = playground.element.bounding_box()
    assert box is not None
    assert WIDE["height"] - 40 < box["y"] + box["height"] <= WIDE["height"]
    assert page.evaluate("document.documentElement.scrollHeight") == WIDE["height"]


def test_a_beginner_sees_the_files_name_and_the_key_that_runs_it(playground: Playground) -> None:
    playground.open("c/hello")
    expect(playground.element.get_by_role("tablist", name="Files").get_by_role("tab")).to_have_text("main.c")
    hint = playground.status.evaluate("status => getComputedStyle(status, '::before').content")
    assert hint == '"Ready. Ctrl+Enter builds and runs."'


def test_without_a_runner_the_page_says_so_and_keeps_the_text(playground: Playground, page: Page) -> None:
    page.route("**/api/**", lambda route: route.abort())
    playground.open("c/hello")
    expect(playground.element.get_by_role("alert")).to_contain_text("No runner answers")
    playground.replace("Hello", "Kept")
    playground.run()
    expect(playground.status).to_contain_text("No runner answers")
    assert "Kept" in playground.text()


def test_a_language_that_cannot_be_built_says_why(playground: Playground, page: Page) -> None:
    def without_c(route: Route) -> None:
        languages = route.fetch().json()
        for language in languages:
            if language["name"] == "c":
                language.update(available=False, version=None, reason="zig is not installed.")
        route.fulfill(json=languages)

    page.route("**/api/languages", without_c)
    playground.open("c/hello")
    expect(playground.element.get_by_role("alert")).to_have_text("C cannot be built here: zig is not installed.")
    expect(playground.run_button).to_be_disabled()


def test_a_place_in_the_queue_is_shown(playground: Playground, page: Page) -> None:
    queued = {"id": "0" * 32, "status": "queued", "position": 7, "wait": None}
    page.route("**/api/builds", lambda route: route.fulfill(status=202, json=queued))
    page.route("**/api/builds/*/events", lambda route: route.fulfill(content_type="text/event-stream", body=_POSITION))
    playground.open("c/hello")
    playground.run()
    expect(playground.status).to_have_text("Waiting: number 3 in the queue, about 12 s…")
    playground.stop_button.click()
    expect(playground.status).to_contain_text("The runner still finishes the build if others wait")


def test_who_leaves_the_page_gives_up_the_build(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write(ENDLESS)
    with page.expect_request("**/api/builds/*/events") as following:
        playground.run()
    build = following.value.url.removesuffix("/events")
    assert httpx.get(build).json()["status"] == "building"
    page.goto("about:blank")
    assert httpx.get(build, headers={"Prefer": "wait=20"}, timeout=30).json()["status"] == "cancelled"


_POSITION = f"id: a-1\nevent: position\ndata: {json.dumps({'position': 3, 'wait': 12.4})}\n\n"
