"""Links to programs: made in the playground, and opened by somebody else."""

from __future__ import annotations

import random
import re
import string

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from tests.e2e.playground import Playground, held

WHOLE = "Link with the program in it"
SHORT = "Short link"


def dialog(playground: Playground) -> Locator:
    return playground.element.get_by_role("dialog")


def link_of(playground: Playground, name: str = WHOLE) -> str:
    """The link of the project that is shown, of one of two sorts."""
    playground.button("Share").click()
    if name == SHORT:
        dialog(playground).get_by_role("button", name="Make a short link").click()
    link = dialog(playground).get_by_role("textbox", name=name, exact=True).input_value()
    playground.page.keyboard.press("Escape")
    expect(dialog(playground)).to_have_count(0)
    return link


@pytest.mark.parametrize("name", [WHOLE, SHORT])
def test_a_link_shows_the_program_and_does_not_run_it(playground: Playground, page: Page, name: str) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "Shared hello")
    link = link_of(playground, name)

    page.goto("about:blank")
    page.goto(link)
    expect(playground.element).to_have_attribute("data-ready", re.compile("^(link|share)/"))
    expect(playground.editor).to_contain_text("Shared hello")
    expect(playground.element).to_contain_text("Somebody shared this program.")
    expect(playground.status).to_be_empty()
    playground.run()
    expect(playground.output).to_contain_text("Shared hello")


def test_who_asks_for_a_link_before_that_part_of_the_page_has_come_gets_it(playground: Playground, page: Page) -> None:
    with held(page, "**/assets/playground/workbench-*.js"):
        playground.open("c/hello")
        playground.button("Share").click()
    expect(dialog(playground).get_by_role("textbox", name=WHOLE, exact=True)).to_have_value(re.compile("#code="))


def test_the_same_program_has_the_same_link(playground: Playground) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "The same")
    links = [link_of(playground, name) for name in (WHOLE, SHORT)]
    playground.page.reload()
    playground.expect_ready("c/hello")
    assert [link_of(playground, name) for name in (WHOLE, SHORT)] == links
    assert len(links[0]) <= 8192


def test_a_shared_program_becomes_ones_own_when_it_is_edited(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "Shared hello")
    link = link_of(playground)

    page.goto("about:blank")
    page.goto(link)
    expect(playground.editor).to_contain_text("Shared hello")
    playground.button("Hello").click()
    expect(dialog(playground).get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")

    playground.replace("Shared hello", "My hello")
    expect(page).to_have_url(re.compile(r"\?project=own"))
    page.reload()
    expect(playground.editor).to_contain_text("My hello")
    page.goto(link)
    page.reload()
    expect(playground.editor).to_contain_text("Shared hello")
    page.goto(f"{playground.url}/playground/?example=c/hello")
    playground.expect_ready("c/hello")
    expect(playground.editor).to_contain_text("Shared hello")


def test_a_link_that_is_opened_in_the_same_tab_shows_its_program(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    link = link_of(playground)
    playground.open("c/hello")
    page.goto(link)
    expect(playground.element.get_by_role("tab", name="main.py")).to_be_visible()


def test_a_link_carries_files_that_are_no_text(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write('import sys\nprint(sys.argv[1:], input(), len(open("x.bin", "rb").read()))\n')
    with page.expect_file_chooser() as chooser:
        playground.button("Upload").click()
    file = FilePayload(name="x.bin", mimeType="application/octet-stream", buffer=bytes(range(256)))
    chooser.value.set_files([file])
    expect(playground.element.get_by_role("tab", name="x.bin")).to_be_visible()
    link = link_of(playground)

    page.goto("about:blank")
    page.goto(link)
    playground.element.get_by_role("tab", name="main.py").click()
    playground.run()
    playground.input.fill("typed")
    playground.input.press("Enter")
    expect(playground.output).to_contain_text("[] typed 256")


def test_a_program_that_is_too_large_for_a_link_gets_a_short_one(playground: Playground) -> None:
    playground.open("python/hello")
    noise = "".join(random.Random(1).choices(string.ascii_letters, k=20_000))
    playground.write(f"# {noise}")
    playground.button("Share").click()
    expect(dialog(playground)).to_contain_text("This project would take a link of")
    expect(dialog(playground)).to_contain_text("make a short link first")
    dialog(playground).get_by_role("button", name="Make a short link").click()
    expect(dialog(playground).get_by_role("textbox", name=SHORT, exact=True)).to_have_value(re.compile(r"\?share=\w+$"))
    expect(dialog(playground).get_by_role("textbox", name="HTML to copy")).to_have_value(
        re.compile(r"embed\.html\?share=")
    )


def test_without_a_runner_a_link_works_and_no_short_one_is_offered(page: Page, static_site: str) -> None:
    playground = Playground(page, static_site)
    playground.open("python/hello")
    playground.write('print("No server")')
    playground.button("Share").click()
    expect(dialog(playground)).to_contain_text("A short link needs a runner")
    link = dialog(playground).get_by_role("textbox", name=WHOLE, exact=True).input_value()
    page.goto("about:blank")
    page.goto(link)
    expect(playground.editor).to_contain_text("No server")
    playground.run()
    expect(playground.output).to_contain_text("No server")


def test_a_link_is_copied_by_a_button(playground: Playground, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.open("c/hello")
    playground.button("Share").click()
    playground.button(f"Copy: {WHOLE}").click()
    expect(dialog(playground)).to_contain_text("Copied.")
    assert "#code=1" in page.evaluate("navigator.clipboard.readText()")
    dialog(playground).get_by_label("Web component").check()
    playground.button("Copy: HTML to copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    script, element = copied.split("\n")
    assert re.fullmatch(r'<script type="module" src="\S+playground\.js"></script>', script)
    assert re.fullmatch(r'<wardian-playground embedded code="1[\w-]+"></wardian-playground>', element)


def test_where_the_browser_does_not_let_it_be_copied_the_link_is_selected(playground: Playground, page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new DOMException())")
    playground.open("c/hello")
    playground.button("Share").click()
    playground.button(f"Copy: {WHOLE}").click()
    expect(dialog(playground)).to_contain_text("Copying was not allowed. The text is selected")
    field = dialog(playground).get_by_role("textbox", name=WHOLE, exact=True)
    assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")


def test_a_link_to_nothing_says_so(playground: Playground, page: Page) -> None:
    page.goto(f"{playground.url}/playground/?share=nothing-there")
    expect(playground.element.get_by_role("alert")).to_contain_text("no shared program")
