"""Every runnable example of every page does what its author wrote that it does, with a runner and without."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.e2e.conftest import SITE, Stack

from wardian import digest

_ELEMENT = re.compile(
    r"<wardian-playground (?P<attributes>[^>]*)>\s*<script type=\"application/json\">(?P<json>.*?)</script>", re.DOTALL
)
SHOW_TAB = """element => {
  const block = element.closest(".tabbed-block");
  const number = block && [...block.parentElement.children].indexOf(block);
  block?.closest(".tabbed-set").querySelectorAll(".tabbed-labels label")[number].click();
}"""
"""Content tabs hide the examples of all but one."""

_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Fence:
    """`index` counts the elements of its page from 0."""

    path: str
    index: int
    attributes: dict[str, str]
    about: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.path}:{self.index}"


def _fences() -> list[Fence]:
    found = []
    for file in sorted(SITE.rglob("index.html")):
        path = file.parent.relative_to(SITE).as_posix()
        for index, element in enumerate(_ELEMENT.finditer(file.read_text(encoding="utf-8"))):
            attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(element["attributes"])}
            found.append(Fence("" if path == "." else f"{path}/", index, attributes, json.loads(element["json"])))
    return found


FENCES = _fences()


@pytest.fixture(params=["with a runner", "without a runner"])
def origin(request: pytest.FixtureRequest, stack: Stack) -> str:
    if request.param == "with a runner":
        return stack.url
    return str(request.getfixturevalue("static_site"))


def test_there_are_examples() -> None:
    assert len(FENCES) > 20


@pytest.mark.parametrize("path", sorted({fence.path for fence in FENCES}))
def test_examples_do_what_their_page_says(page: Page, origin: str, path: str, subtests: pytest.Subtests) -> None:
    page.goto(f"{origin}/{path}")
    for fence in (fence for fence in FENCES if fence.path == path):
        with subtests.test(str(fence)):
            _try(page.locator("wardian-playground").nth(fence.index), fence)


def _try(element: Locator, fence: Fence) -> None:
    element.evaluate(SHOW_TAB)
    element.scroll_into_view_if_needed()
    if "ask" in fence.attributes:
        _answer(element, fence)
    elif fence.attributes.get("run") == "edge":
        _send(element, fence)
    else:
        _run(element, fence)


def _run(element: Locator, fence: Fence) -> None:
    _press(element)
    if fence.about["expect"] is not None:
        seen = element.locator("[data-part=output], [data-part=problems]")
        expect(seen.filter(has_text=fence.about["expect"])).not_to_have_count(0)
        assert fence.about["expect"] in "\n".join(seen.all_inner_texts())


def _send(element: Locator, fence: Fence) -> None:
    _press(element)
    expect(element.locator("[data-part=response]")).to_contain_text(fence.about["expect"] or "200")


def _answer(element: Locator, fence: Fence) -> None:
    """With each option in turn: the author's is right and no other is."""
    options = [option.strip() for option in fence.attributes["options"].split("|")]
    for number, option in enumerate(options):
        element.get_by_role("radio").nth(number).check()
        _press(element)
        verdict = "right" if digest.of_bytes(option.encode()) == fence.about["answer"] else "wrong"
        expect(element.locator(".verdict")).to_have_attribute("data-verdict", verdict)


def _press(element: Locator) -> None:
    """Press the button that runs the program, and wait for the end of the run."""
    run, status = (element.locator(f"[data-part={part}]") for part in ("run", "status"))
    expect(run).to_be_enabled()
    run.click()
    expect(status).not_to_be_empty()
    expect(status.locator(".spinner")).to_have_count(0)
    expect(run).to_be_enabled()
