"""Comparing: the same program in this browser and on the edge, and two builds of it."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, FilePayload, Locator, Page, Request, expect
from tests.e2e.conftest import PATIENCE_MS, Stack, visiting
from tests.e2e.playground import Playground

SQUARE = """#include <stdio.h>

static int square(int n) { return n * n; }

int main(void)
{
    int n = 3;
    scanf("%d", &n);
    printf("%d\\n", square(n));
}
"""


@pytest.fixture
def compare(playground: Playground) -> Locator:
    return playground.element.locator(".compare")


def opened(playground: Playground, compare: Locator, example: str) -> Locator:
    playground.open(example)
    playground.element.get_by_role("tab", name="Compare").click()
    expect(compare).to_be_visible()
    return compare


def cells(compare: Locator, name: str) -> list[str]:
    row = compare.get_by_role("row").filter(has=compare.page.get_by_role("rowheader", name=name, exact=True))
    return row.get_by_role("cell").all_inner_texts()


@pytest.mark.parametrize(
    ("example", "output"),
    [("c/hello", "Hello from a sealed case!"), ("c/handler", "Hello, Ada!"), ("python/hello", "Hello")],
)
def test_the_same_bytes_give_the_same_output_in_both_places(
    playground: Playground, compare: Locator, example: str, output: str
) -> None:
    opened(playground, compare, example)
    compare.get_by_role("button", name="Run it 3 times in both").click()
    expect(compare.get_by_role("status").first).to_have_text("Both gave the same output.")
    here, served = cells(compare, "SHA-256 of the program")
    assert here == served
    assert re.fullmatch(r"[0-9a-f]{64}", here)
    expect(compare).to_contain_text("ran in both")
    for times in cells(compare, "Time of each run"):
        assert len(re.findall(r"[\d.]+ ms", times)) == 3
    assert re.search(r"\d", cells(compare, "Memory")[1])
    native = cells(compare, "Machine code")[1]
    assert (native == "not told") is example.startswith("python/")
    expect(compare.get_by_role("region", name="Output of both")).to_contain_text(output)


def test_input_goes_to_both_and_the_deployment_is_removed(playground: Playground, compare: Locator) -> None:
    removed: list[str] = []

    def remember(request: Request) -> None:
        if request.method == "DELETE":
            removed.append(request.url)

    playground.page.on("request", remember)
    opened(playground, compare, "c/hello")
    playground.write(SQUARE)
    compare.get_by_label("Method").select_option("POST")
    compare.get_by_label("Input, or body of the request").fill("12\n")
    compare.get_by_role("button", name="Run it 3 times in both").click()
    expect(compare.get_by_role("region", name="Output of both")).to_contain_text("144")
    assert len(removed) == 1
    assert "/api/deployments/" in removed[0]


def test_files_that_are_no_text_are_in_both(playground: Playground, compare: Locator) -> None:
    playground.open("python/hello")
    playground.write("print(sum(open('bytes.bin', 'rb').read()))\n")
    with playground.page.expect_file_chooser() as chooser:
        playground.button("Upload").click()
    data = FilePayload(name="bytes.bin", mimeType="application/octet-stream", buffer=bytes(range(256)))
    chooser.value.set_files([data])
    playground.element.get_by_role("tab", name="Compare").click()
    compare.get_by_role("button", name="Run it 3 times in both").click()
    expect(compare).to_contain_text("Both gave the same output")
    expect(compare.get_by_role("region", name="Output of both")).to_contain_text("32640")


def test_outputs_that_differ_are_shown_line_by_line(playground: Playground, compare: Locator) -> None:
    opened(playground, compare, "python/hello")
    playground.write('import sys\nprint("Content-Type: text/plain\\n\\nthe same line")\nprint(sys.platform)\n')
    compare.get_by_role("button", name="Run it 3 times in both").click()
    expect(compare.get_by_role("status").first).to_contain_text("Their output differs")
    difference = compare.get_by_role("region", name="Differences of the outputs")
    expect(difference).to_contain_text("the same line")
    expect(difference.locator("del")).to_contain_text("emscripten")
    expect(difference.locator("ins")).to_contain_text("wasi")


def test_a_debug_build_and_a_release_differ_in_size_time_and_functions(
    playground: Playground, compare: Locator
) -> None:
    opened(playground, compare, "c/hello")
    playground.write(SQUARE)
    compare.get_by_role("tab", name="Two builds").click()
    compare.get_by_role("button", name="Build and compare").click()
    expect(compare.get_by_label("Function to compare")).to_be_visible()
    debug, release = cells(compare, "Size of the file")
    assert debug != release
    assert all("ms" in times for times in cells(compare, "Time of each run"))
    option = compare.get_by_label("Function to compare").locator("option").filter(has_text="main: ")
    compare.get_by_label("Function to compare").select_option(option.get_attribute("value") or "")
    difference = compare.get_by_role("region", name=re.compile("Instructions of .*main"))
    expect(difference.locator("del").first).to_be_visible()
    expect(difference.locator("ins").first).to_be_visible()


def test_the_build_before_an_edit_is_kept_to_be_compared(playground: Playground, compare: Locator) -> None:
    opened(playground, compare, "c/hello")
    playground.write(SQUARE)
    playground.element.get_by_role("tab", name="Output").click()
    playground.run()
    playground.input.fill("7")
    playground.input.press("Enter")
    playground.expect_ended()
    playground.replace("return n * n", "return n * 3")
    playground.element.get_by_role("tab", name="Compare").click()
    compare.get_by_role("tab", name="Two builds").click()
    compare.get_by_label("First build").select_option(label="Kept from the last build before, debug")
    compare.get_by_label("Second build").select_option(label="The text now, debug")
    compare.get_by_role("button", name="Build and compare").click()
    expect(compare).to_contain_text(re.compile("[12] functions? changed, 0 only in the second, 0 only in the first"))


def test_without_a_runner_there_is_no_edge_to_compare_with(page: Page, static_site: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    compare = opened(playground, playground.element.locator(".compare"), "c/hello")
    expect(compare.get_by_role("button", name="Run it 3 times in both")).to_be_disabled()
    expect(compare).to_contain_text("takes a runner with an edge")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_comparison_is_accessible_and_fits(browser: Browser, stack: Stack, width: int, scheme: str) -> None:
    with visiting(browser, stack, viewport={"width": width, "height": 844}, color_scheme=scheme) as playground:
        compare = opened(playground, playground.element.locator(".compare"), "c/hello")
        compare.get_by_role("button", name="Run it 3 times in both").click()
        expect(compare).to_contain_text("ran in both")
        for tab in ("Browser and edge", "Two builds"):
            compare.get_by_role("tab", name=tab).click()
            if tab == "Two builds":
                compare.get_by_role("button", name="Build and compare").click()
                expect(compare.get_by_role("rowheader", name="Functions")).to_be_visible()
            found = Axe().run(playground.page, options={"rules": {"landmark-unique": {"enabled": False}}})
            assert [one["id"] for one in found.response["violations"]] == [], tab
            assert playground.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
