"""Looking inside the program that was built: code, sizes, imports and exports, memory, text; bytecode for Python."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.conftest import PATIENCE_MS, Stack, visiting
from tests.e2e.playground import Playground

COMPILER_MS = 4 * PATIENCE_MS

SQUARES = """#include <stdio.h>

int main(void)
{
    for (int i = 1; i < 4; i++)
        printf("%d\\n", i * i);
}
"""

LIBRARY = """(module
  (memory (export "memory") 1 3)
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "double") (param i64 f64) (result i64 f64)
    (i64.mul (local.get 0) (i64.const 2)) (f64.mul (local.get 1) (f64.const 2)))
  (func (export "forever") (loop (br 0)))
  (func (export "_start")))
"""

COUNTER = """#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char note[16] = "first note";
char *pointer = note;

int main(int argc, char **argv)
{
    snprintf(note, sizeof note, "%s-%d", SAYS, argc);
    printf("%p %p\\n", (void *)note, (void *)&pointer);
    char *much = malloc(300000);
    memset(much, argc, 300000);
    printf("%d\\n", much[299999]);
}
"""


class Inside:
    def __init__(self, playground: Playground) -> None:
        self.view = playground.element.locator(".inside").first
        self.code = self.view.get_by_role("listbox", name="Instructions")
        self.playground = playground

    def open(self) -> Inside:
        self.playground.element.get_by_role("tab", name="Inside").click()
        return self

    def side(self, name: str) -> None:
        self.view.get_by_role("tab", name=name, exact=True).click()

    def selected(self) -> Locator:
        return self.code.get_by_role("option", selected=True)


@pytest.fixture
def inside(playground: Playground) -> Inside:
    return Inside(playground)


def written(playground: Playground, example: str, text: str) -> None:
    playground.open(example)
    playground.write(text)


def test_a_line_of_the_source_shows_its_instructions_and_an_instruction_its_line(
    playground: Playground, inside: Inside
) -> None:
    written(playground, "c/hello", SQUARES)
    inside.open()
    expect(inside.code.get_by_role("option").filter(has_text=re.compile("func .*main"))).to_have_count(1)

    multiplication = inside.code.get_by_role("option").filter(has_text="i32.mul")
    expect(multiplication).to_have_count(1)
    expect(multiplication).to_contain_text("6")
    playground.editor.locator(".cm-line").nth(5).click()
    expect(multiplication).to_have_attribute("aria-selected", "true")
    expect(inside.view).to_contain_text("main.c, line 6 (printf")

    head = inside.code.get_by_role("option").filter(has_text=re.compile("func .*main"))
    head.click()
    expect(head).to_have_attribute("aria-selected", "true")
    expect(playground.element.locator(".cm-line.lit")).to_have_text("{")
    bands = multiplication.get_attribute("class") or ""
    expect(playground.editor.locator(".cm-line").nth(5)).to_have_class(re.compile(bands.split()[0]))


def test_the_keyboard_goes_through_the_instructions(playground: Playground, inside: Inside) -> None:
    playground.open("c/hello")
    playground.element.get_by_role("tab", name="Output").focus()
    for name in ("Program", "Deployment", "Inside"):
        playground.page.keyboard.press("ArrowRight")
        expect(playground.element.get_by_role("tab", name=name)).to_be_focused()
    inside.code.get_by_role("option").first.wait_for()
    inside.code.focus()
    playground.page.keyboard.press("End")
    expect(inside.code.get_by_role("option").last).to_have_class(re.compile("current"))
    playground.page.keyboard.press("ArrowUp")
    expect(inside.code.locator(".current")).to_have_count(1)
    expect(inside.code.get_by_role("option").last).not_to_have_class(re.compile("current"))


def test_changed_text_is_built_again_when_asked(playground: Playground, inside: Inside) -> None:
    written(playground, "c/hello", SQUARES)
    inside.open()
    expect(inside.code.get_by_role("option").filter(has_text="i32.mul")).to_have_count(1)
    playground.replace("i * i", "i + 1000")
    inside.view.get_by_role("button", name="Build the changed text").click()
    expect(inside.code.get_by_role("option").filter(has_text="i32.mul")).to_have_count(0)
    expect(inside.view.get_by_role("button", name="Build", exact=True)).to_be_visible()


def test_a_build_that_fails_says_so_and_marks_the_line(playground: Playground, inside: Inside) -> None:
    written(playground, "c/hello", "int main(void)\n{\n    retrun 0;\n}\n")
    inside.open()
    expect(inside.view).to_contain_text("The build failed")
    playground.expect_error_at(3)


def test_sizes_add_up_to_the_file_and_a_function_leads_to_its_code(playground: Playground, inside: Inside) -> None:
    playground.open("c/hello")
    inside.open()
    inside.side("Sizes")
    table = inside.view.get_by_role("region", name="Sizes of the sections")
    total = int(re.sub(r"\D", "", re.match(r"[^0-9]*([\d,]+)", table.locator("caption").inner_text())[1]))  # type: ignore[index]
    sizes = table.locator("tbody tr:first-child td:nth-child(2)").all_inner_texts()
    assert 8 + sum(int(size.replace(",", "")) for size in sizes) == total
    expect(inside.view.get_by_role("img", name=re.compile("as areas: code"))).to_be_visible()

    table.get_by_role("row", name=re.compile("^code")).get_by_role("button").click()
    table.get_by_role("button", name=re.compile("main$")).click()
    expect(inside.code.get_by_role("option").first).to_contain_text("main")


def test_exports_are_called_with_typed_arguments(playground: Playground, inside: Inside) -> None:
    written(playground, "wat/hello", LIBRARY)
    inside.open()
    inside.side("Imports and exports")
    expect(inside.view.get_by_text("It needs nothing of its host.")).to_be_visible()

    divide = inside.view.get_by_role("listitem").filter(has_text="divide")
    dividend, divisor = divide.get_by_role("textbox").all()
    dividend.fill("-43")
    divisor.fill("two")
    divide.get_by_role("button", name="Call divide").click()
    expect(divide).to_contain_text("Argument 2 is no i32")
    expect(divisor).to_be_focused()
    divisor.fill("2")
    playground.page.keyboard.press("Enter")
    expect(divide).to_contain_text("It returned -21")
    divisor.fill("0")
    playground.page.keyboard.press("Enter")
    expect(divide).to_contain_text("divided a whole number by zero")

    double = inside.view.get_by_role("listitem").filter(has_text="double")
    for box, text in zip(double.get_by_role("textbox").all(), ("4611686018427387905", "0.25"), strict=True):
        box.fill(text)
    double.get_by_role("button", name="Call double").click()
    expect(double).to_contain_text("It returned -9223372036854775806, 0.5")


def test_a_call_that_does_not_end_is_stopped_and_the_next_one_works(playground: Playground, inside: Inside) -> None:
    written(playground, "wat/hello", LIBRARY)
    inside.open()
    inside.side("Imports and exports")
    forever = inside.view.get_by_role("listitem").filter(has_text="forever")
    forever.get_by_role("button", name="Call forever").click()
    forever.get_by_role("button", name="Stop").click()
    expect(forever).to_contain_text("Stopped.")
    start = inside.view.get_by_role("listitem").filter(has_text="_start")
    start.get_by_role("button", name="Call _start").click()
    expect(start).to_contain_text("It returned nothing")


def test_the_memory_after_a_run_is_searched_watched_followed_and_compared_with_the_run_before(
    playground: Playground, inside: Inside
) -> None:
    written(playground, "c/hello", COUNTER.replace("SAYS", '"second"'))
    inside.open()
    inside.side("Memory")
    inside.view.get_by_role("button", name="Run it now").click()
    grid = inside.view.get_by_role("grid", name="Memory after the run")
    expect(grid).to_be_visible()
    grown = inside.view.get_by_role("region", name="How the memory grew")
    expect(grown).to_contain_text(re.compile("2 pages at .*pages at", re.DOTALL))

    search = inside.view.get_by_role("search")
    search.get_by_label("What to search for").fill("second-1")
    playground.page.keyboard.press("Enter")
    expect(search.get_by_role("status")).to_contain_text("Place 1 of 2")
    playground.page.keyboard.press("Enter")
    printed = re.match("0x[0-9a-f]+", playground.element.locator(".output").text_content() or "")
    assert printed is not None
    note = int(printed[0], 16)
    expect(search.get_by_role("status")).to_have_text(f"Place 2 of 2: 0x{note:05x}.")

    watch = inside.view.get_by_role("region", name="Watched addresses")
    watch.get_by_label("Name", exact=True).fill("note")
    watch.get_by_label("Type").select_option("text")
    watch.get_by_role("button", name="Watch", exact=True).click()
    expect(watch.get_by_role("row", name=re.compile("^note"))).to_contain_text('"second-1"')

    search.get_by_label("Search for", exact=True).select_option("i32")
    search.get_by_label("What to search for").fill(str(note))
    playground.page.keyboard.press("Enter")
    inside.view.get_by_role("button", name=re.compile("Follow the pointer to")).click()
    expect(inside.view).to_contain_text("byte 0 of note")
    inside.view.get_by_role("button", name="Back", exact=True).click()
    expect(inside.view).not_to_contain_text("byte 0 of note")

    playground.replace("second", "fourth")
    playground.run()
    playground.expect_ended()
    expect(inside.view).to_contain_text("It differs from the run before in")
    expect(watch.get_by_role("row", name=re.compile("^note"))).to_contain_text(re.compile("fourth-1.*second-1"))
    watch.get_by_role("button", name=f"0x{note:05x}").click()
    expect(grid.locator(".byte.changed").first).to_be_visible()

    search.get_by_label("Search for", exact=True).select_option("bytes")
    search.get_by_label("What to search for").fill("zz")
    playground.page.keyboard.press("Enter")
    expect(search).to_contain_text("does not read as bytes")


def test_the_memory_of_a_program_that_trapped_is_there_too(playground: Playground, inside: Inside) -> None:
    program = COUNTER.replace("SAYS", '"before"').replace("char *much", "abort();\n    char *much")
    written(playground, "c/hello", program)
    inside.open()
    inside.side("Memory")
    playground.run()
    playground.expect_ended("Aborted")
    search = inside.view.get_by_role("search")
    search.get_by_label("What to search for").fill("before-1")
    playground.page.keyboard.press("Enter")
    expect(search).to_contain_text(re.compile("Place 1 of"))


def test_the_build_is_shown_as_text_and_kept_as_a_file(playground: Playground, inside: Inside) -> None:
    playground.open("c/hello")
    inside.open()
    inside.side("Text")
    expect(inside.view.get_by_role("textbox", name="Text")).to_contain_text("(module")
    with playground.page.expect_download() as download:
        inside.view.get_by_role("button", name="Keep as .wat").click()
    assert download.value.suggested_filename == "program.wat"
    assert "fd_write" in download.value.path().read_text()
    with playground.page.expect_download() as download:
        inside.view.get_by_role("button", name="Keep as .wasm").click()
    assert download.value.path().read_bytes()[:4] == b"\0asm"


def test_the_release_of_rust_says_its_lines(playground: Playground, inside: Inside) -> None:
    playground.open("rust/hello")
    inside.open()
    inside.view.get_by_label("Build to look into").select_option("release")
    expect(inside.view).to_contain_text("It says which line each instruction came from.")
    expect(playground.element.locator(".cm-line[class*=band-]").first).to_be_visible()


def test_python_shows_its_bytecode_and_says_why_there_is_no_wasm(playground: Playground, inside: Inside) -> None:
    playground.open("python/hello")
    playground.write("def double(n):\n    return n * 2\n\nprint(double(21))\n")
    inside.open()
    expect(inside.view).to_contain_text("CPython is the WebAssembly")
    bytecode = inside.view.get_by_role("listbox", name="Bytecode")
    expect(bytecode).to_contain_text("double(n)")
    operation = bytecode.get_by_role("option").filter(has_text="BINARY_OP *")
    playground.editor.locator(".cm-line").nth(1).click()
    expect(operation).to_have_attribute("aria-selected", "true")
    bytecode.get_by_role("option").filter(has_text="LOAD_NAME print").click()
    expect(playground.element.locator(".cm-line.lit")).to_have_text("print(double(21))")


def test_without_a_runner_the_page_looks_into_what_it_built(page: Page, static_site: str) -> None:
    page.set_default_timeout(COMPILER_MS)
    playground = Playground(page, static_site)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    written(playground, "c/hello", SQUARES)
    inside = Inside(playground).open()
    expect(inside.code.get_by_role("option").filter(has_text="i32.mul")).to_have_count(1, timeout=COMPILER_MS)
    inside.side("Text")
    expect(inside.view.get_by_role("textbox", name="Text")).to_contain_text("(module")
    inside.side("Imports and exports")
    inside.view.get_by_role("button", name="Call _start").click()
    expect(inside.view).to_contain_text(re.compile("It printed: 1\\s+4\\s+9"))
    assert hosts <= {urlsplit(static_site).netloc, ""}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_side_is_accessible_and_fits(browser: Browser, stack: Stack, width: int, scheme: str) -> None:
    with visiting(browser, stack, viewport={"width": width, "height": 844}, color_scheme=scheme) as playground:
        playground.open("c/hello")
        playground.run()
        playground.expect_ended()
        inside = Inside(playground).open()
        inside.code.get_by_role("option").first.wait_for()
        for side in ("Code", "Sizes", "Imports and exports", "Memory", "Text"):
            inside.side(side)
            if side == "Text":
                expect(inside.view.get_by_role("textbox", name="Text")).to_be_visible()
            found = Axe().run(playground.page, options={"rules": {"landmark-unique": {"enabled": False}}})
            assert [one["id"] for one in found.response["violations"]] == [], side
            assert playground.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), side
            over = inside.view.evaluate("view => view.scrollWidth - view.clientWidth")
            assert over <= 1, f"{side} is {over} px too wide"
