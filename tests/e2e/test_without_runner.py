"""The site on a plain host: no runner, no header, in a folder. What must be compiled is compiled in the page.

A runner elsewhere, which the page's address names, builds what it builds for its own site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.e2e.conftest import PATIENCE_MS, SITE, serving
from tests.e2e.playground import Playground

# The compiler is fetched and compiled first, all of 75 MB.
COMPILER_MS = 4 * PATIENCE_MS

GREETING = """#include <stdio.h>

int main(void)
{
    char name[40];
    printf("Who? ");
    fflush(stdout);
    if (fgets(name, sizeof name, stdin)) printf("Good day, %s", name);
}
"""

WRONG_C = """int main(void)
{
    /* é */ retrun 0;
}
"""

FLOOD_OF_WARNINGS = "/* 🦀 */ int x = 1\n" + "#warning again\n" * 120

PRINTS = r"""(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\0a\00\00\00")
  (data (i32.const 16) "assembled\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 24)))))
"""


@pytest.fixture
def hosts(context: BrowserContext) -> Iterator[set[str]]:
    """Whatever the browser asked for, by host."""
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    yield asked
    asked.discard("")  # blob: and data:


@pytest.fixture
def playground(page: Page, static_site: str, hosts: set[str]) -> Iterator[Playground]:
    """No test may make it ask another host than its own."""
    page.set_default_timeout(PATIENCE_MS)
    yield Playground(page, static_site)
    assert hosts - {""} == {urlsplit(static_site).netloc}


def _expect_printed(playground: Playground, text: str) -> None:
    expect(playground.output).to_contain_text(text, timeout=COMPILER_MS)
    playground.expect_ended()


def test_python_runs_and_takes_what_is_typed(playground: Playground) -> None:
    playground.open("python/hello")
    playground.write('print("Good day,", input("Who? "))')
    playground.run()
    expect(playground.status).to_have_text("The program waits for your input.")
    playground.input.fill("Ada")
    playground.input.press("Enter")
    _expect_printed(playground, "Good day, Ada")


@pytest.mark.parametrize("example", ["c/hello", "rust/hello", "wat/hello"])
def test_a_program_that_nobody_edited_runs(playground: Playground, example: str) -> None:
    playground.open(example)
    playground.run()
    playground.expect_ended()
    expect(playground.output).to_contain_text("Hello")


def test_edited_c_is_compiled_and_takes_what_is_typed(playground: Playground) -> None:
    playground.open("c/hello")
    playground.write(GREETING)
    playground.run()
    expect(playground.status).to_have_text(re.compile(r"Fetching the compiler: \d+ of \d+ MB, once"))
    expect(playground.status).to_have_text("The program waits for your input.", timeout=COMPILER_MS)
    playground.input.fill("Ada")
    playground.input.press("Enter")
    _expect_printed(playground, "Good day, Ada")


def test_errors_in_c_are_marked_where_they_are(playground: Playground) -> None:
    playground.open("c/hello")
    playground.write(WRONG_C)
    playground.run()
    expect(playground.problems).to_contain_text("use of undeclared identifier 'retrun'", timeout=COMPILER_MS)
    playground.expect_error_at(3)
    marked = playground.element.locator(".cm-lintRange-error").first
    expect(marked).to_have_text("retrun")


def test_what_the_compiler_says_in_the_page_is_bounded_and_can_be_applied(playground: Playground) -> None:
    playground.open("c/handler")
    playground.element.get_by_role("tab", name="http.h").click()
    playground.write(FLOOD_OF_WARNINGS)
    playground.run()
    problems = playground.problems.get_by_role("listitem").filter(has=playground.page.locator("xpath=self::li"))
    expect(problems).to_have_count(101, timeout=COMPILER_MS)
    expect(playground.problems).to_contain_text("Included from here.")
    expect(problems.last).to_contain_text("Not listed here:")
    playground.problems.get_by_role("button", name="Apply: Insert `;`").first.click()
    expect(playground.editor).to_contain_text("/* 🦀 */ int x = 1;")


def test_the_compiler_can_be_stopped_and_used_again(playground: Playground) -> None:
    playground.open("c/hello")
    playground.write(GREETING)
    playground.run()
    expect(playground.status).to_contain_text("Fetching the compiler")
    playground.stop_button.click()
    expect(playground.run_button).to_be_enabled()
    playground.run()
    expect(playground.status).to_have_text("The program waits for your input.", timeout=COMPILER_MS)
    playground.stop_button.click()
    expect(playground.status).to_have_text("Stopped.")


def test_edited_wat_is_assembled_and_its_errors_are_marked(playground: Playground) -> None:
    playground.open("wat/hello")
    playground.write(PRINTS)
    playground.run()
    _expect_printed(playground, "assembled")
    playground.write(PRINTS.replace("call $write", "call $wirte"))
    playground.run()
    expect(playground.problems).to_contain_text('undefined function variable "$wirte"')
    playground.expect_error_at(7)


def test_edited_rust_says_what_is_needed_and_keeps_the_text(playground: Playground, page: Page) -> None:
    playground.open("rust/hello")
    edited = 'fn main() {\n    println!("mine");\n}'
    playground.write(edited)
    playground.run()
    expect(playground.status).to_contain_text("needs a runner")
    page.reload()
    playground.expect_ready("rust/hello")
    assert "mine" in playground.text()


def test_what_never_ends_can_be_stopped(playground: Playground) -> None:
    playground.open("python/hello")
    playground.write("while True: pass")
    playground.run()
    expect(playground.status).to_have_text("Running…")
    playground.stop_button.click()
    expect(playground.status).to_have_text("Stopped.")
    playground.write("print('next')")
    playground.run()
    _expect_printed(playground, "next")


def _without_suspension(route: Route) -> None:
    """The frame's scripts, as an engine sees them that cannot suspend WebAssembly."""
    response = route.fetch()
    route.fulfill(
        response=response, body=f"delete WebAssembly.Suspending; delete WebAssembly.promising;{response.text()}"
    )


def test_where_nothing_can_wait_input_is_typed_beforehand(playground: Playground, page: Page) -> None:
    page.route("**/frame/*.js", _without_suspension)
    playground.open("python/guessing-game")
    playground.picker.focus()
    playground.input.fill("0")
    playground.input.press("Enter")
    playground.run()
    playground.expect_ended()
    expect(playground.output).to_have_text(re.compile("(number from 1 to 100.*){2}You gave up", re.DOTALL))


def test_all_programs_of_a_page_run_in_one_frame(page: Page, static_site: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{static_site}/tutorials/async-python/")
    for element in page.locator("wardian-playground").all()[:3]:
        run = element.get_by_role("button", name="Run", exact=False).first
        run.click()
        expect(element.get_by_role("status")).to_contain_text("exit code")
    expect(page.locator("iframe[title='Program sandbox']")).to_have_count(1)


@pytest.fixture(scope="module")
def far_runner(static_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = urlsplit(static_site)
    data = tmp_path_factory.mktemp("far")
    with serving(SITE, data, WARDIAN_ORIGINS=f"{site.scheme}://{site.netloc}") as stack:
        yield stack.url


def test_a_runner_elsewhere_builds_for_the_whole_visit(
    page: Page, static_site: str, far_runner: str, hosts: set[str]
) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    page.goto(f"{static_site}/?runner={far_runner}")
    playground.open("rust/hello")
    playground.write('fn main() {\n    println!("built elsewhere");\n}')
    playground.run()
    _expect_printed(playground, "built elsewhere")
    expect(page.get_by_text(urlsplit(far_runner).netloc)).to_be_visible()
    assert hosts - {""} == {urlsplit(static_site).netloc, urlsplit(far_runner).netloc}
