"""How a program begins: the gallery and the addresses."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, ViewportSize, expect
from tests.e2e.playground import Playground


def gallery(playground: Playground) -> Locator:
    playground.button("New…").click()
    return playground.element.get_by_role("dialog", name="New project")


def choose(dialog: Locator, *names: str) -> None:
    """Press these of the round buttons."""
    for name in names:
        dialog.get_by_role("radio", name=name, exact=True).check()


@pytest.mark.parametrize("language", ["C", "Rust", "Python", "WAT"])
def test_each_language_has_something_of_each_kind_to_begin_with(playground: Playground, language: str) -> None:
    playground.open("c/hello")
    dialog = gallery(playground)
    for kind in ("Blank", "Console", "Edge handler", "Interactive"):
        choose(dialog, language, kind)
        offers = dialog.get_by_role("list").get_by_role("button")
        expect(offers.first).to_contain_text(f"{language} · {kind}")
        lines = offers.first.inner_text().split("\n")
        assert len(lines) == 3
        assert lines[2].endswith(".")


def test_what_is_picked_is_a_project_of_its_own_and_ready_to_type(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    playground.replace("Hello", "My own hello")
    for name in ("Hello 2", "Hello 3"):
        dialog = gallery(playground)
        dialog.get_by_role("searchbox").fill("rust greeting")
        expect(dialog.get_by_role("status")).to_have_text("1 project to begin with")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(playground.element.get_by_role("button", name=name, exact=True)).to_be_visible()
        expect(page).to_have_url(re.compile(r"\?project=own"))
        expect(playground.editor).to_be_focused()
        expect(playground.editor).not_to_contain_text("My own hello")
    page.keyboard.insert_text("// typed at once\n")
    page.reload()
    expect(playground.editor).to_contain_text("// typed at once")
    playground.open("rust/hello")
    expect(playground.editor).to_contain_text("My own hello")


def test_a_search_for_nothing_that_is_there_says_so(playground: Playground) -> None:
    playground.open("c/hello")
    dialog = gallery(playground)
    dialog.get_by_role("searchbox").fill("spreadsheet")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing fits.")


def test_an_address_names_an_example_or_a_language(playground: Playground, page: Page) -> None:
    playground.open("c/image-sharpen")
    page.goto(f"{playground.url}/playground/?language=rust")
    playground.expect_ready("rust/hello")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("example=c/nothing", "There is no example c/nothing."),
        ("example=nonsense", "There is no example nonsense."),
        ("language=cobol", "There is no language cobol here, but C, Rust, Python and WAT."),
        ("project=own/lost", "This browser has no such project."),
    ],
)
def test_an_address_that_names_nothing_says_so_and_loses_nothing(
    playground: Playground, page: Page, query: str, said: str
) -> None:
    playground.open("c/hello")
    playground.write("// kept")
    page.goto(f"{playground.url}/playground/?{query}")
    expect(playground.element.get_by_role("alert")).to_contain_text(said)
    playground.open("c/hello")
    assert playground.text() == "// kept"


@pytest.mark.parametrize("size", [(1280, 860), (390, 844), (320, 640)], ids=["wide", "phone", "small phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["New…", "Share"])
def test_the_dialogs_fit_and_are_accessible(
    playground: Playground, page: Page, size: tuple[int, int], scheme: str, name: str
) -> None:
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.open("c/hello")
    playground.button(name).click()
    dialog = playground.element.get_by_role("dialog")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert dialog.locator(".body").evaluate("body => body.scrollWidth <= body.clientWidth")
    violations = Axe().run(page, context="wardian-playground").response["violations"]
    assert [violation["id"] for violation in violations] == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
