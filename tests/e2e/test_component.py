"""<wardian-playground> in a page of another site, which has nothing of Wardian but a script tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect
from tests.docs.conftest import SITE, fenced
from tests.e2e.conftest import PATIENCE_MS, Stack

GUIDE = (SITE / "guide" / "your-own-site.md").read_text(encoding="utf-8")
SCRIPT, PROGRAM, USE = fenced(GUIDE, "html")
[POLICY] = fenced(GUIDE, "text")
SHOWN = "https://wardian.example"
"""What the guide calls the site that the script comes from."""

Show = Callable[[str, str | None], None]

C = """
<wardian-playground embedded language="c">
<script type="text/plain">
#include <stdio.h>

int main(void)
{
    puts("Compiled in a foreign page");
}
</script>
</wardian-playground>
"""

EVENTS = """
<script>
  window.heard = [];
  for (const name of ["ready", "edit", "state", "build", "run", "end"]) {
    addEventListener(`wardian-${name}`, ({ type, detail }) => heard.push([type, detail]));
  }
</script>
"""


@pytest.fixture
def show(page: Page, stack: Stack, tmp_path: Path) -> Iterator[Show]:
    """Opens a page of another origin with these contents, and this Content-Security-Policy."""
    policy: list[str] = []

    class Files(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy[0])
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    page.set_default_timeout(PATIENCE_MS)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def open_page(body: str, csp: str | None = None) -> None:
            policy[:] = [] if csp is None else [csp]
            html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Foreign</title>{body}'
            (tmp_path / "index.html").write_text(html.replace(SHOWN, stack.url), encoding="utf-8")
            page.goto(f"http://127.0.0.1:{server.server_port}/")

        yield open_page
        server.shutdown()


def run(element: Locator | FrameLocator) -> None:
    element.get_by_role("button", name="Build & Run", exact=True).click()


def test_the_lines_that_the_guide_shows_run_a_program(show: Show, page: Page) -> None:
    show(SCRIPT + PROGRAM, None)
    element = page.locator("wardian-playground")
    run(element)
    expect(element.get_by_role("log")).to_contain_text("A fern")
    expect(element.get_by_role("status")).to_contain_text("exit code 0")


def test_they_do_so_under_the_policy_that_the_guide_shows(show: Show, page: Page, stack: Stack) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    show(SCRIPT + PROGRAM + C, POLICY.replace("\n", " ").replace(SHOWN, stack.url))
    for number, text in enumerate(("A fern", "Compiled in a foreign page")):
        element = page.locator("wardian-playground").nth(number)
        run(element)
        expect(element.get_by_role("log")).to_contain_text(text, timeout=4 * PATIENCE_MS)
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_page_hears_of_a_run_and_asks_for_one(show: Show, page: Page) -> None:
    show(EVENTS + SCRIPT + USE, None)
    expect(page.locator("wardian-playground").get_by_role("log")).to_contain_text("42")
    page.wait_for_function("heard.some(([type]) => type === 'wardian-end')")
    heard = dict(page.evaluate("heard"))
    assert heard["wardian-ready"] == {"language": "python", "title": "Sum"}
    assert heard["wardian-build"] == {"status": "succeeded", "diagnostics": []}
    end = heard["wardian-end"]
    assert (end["how"], end["code"], end["stdout"], end["stderr"]) == ("exited", 0, "42\n", "")
    states = [detail["state"] for type_, detail in page.evaluate("heard") if type_ == "wardian-state"]
    assert states[0] == "building"
    assert states[-1] == "idle"
    assert page.evaluate("document.querySelector('wardian-playground').project.files") == {
        "main.py": "print(int(input()) + 2)\n"
    }


def test_a_page_gives_a_project_stops_it_and_goes_back(show: Show, page: Page) -> None:
    show(EVENTS + SCRIPT + '<wardian-playground embedded example="python/hello"></wardian-playground>', None)
    page.wait_for_function("heard.some(([type]) => type === 'wardian-ready')")
    page.evaluate("""() => {
      const element = document.querySelector("wardian-playground");
      element.project = { language: "python", files: { "main.py": "while True: pass\\n" } };
    }""")
    page.wait_for_function("heard.filter(([type]) => type === 'wardian-ready').length === 2")
    page.evaluate("void document.querySelector('wardian-playground').run()")
    page.wait_for_function("heard.some(([type]) => type === 'wardian-run')")
    page.evaluate("document.querySelector('wardian-playground').stop()")
    expect(page.locator("wardian-playground").get_by_role("status")).to_contain_text("Stopped")

    editor = page.locator("wardian-playground .cm-content")
    page.locator("wardian-playground .still").click()
    editor.press("ControlOrMeta+A")
    editor.press("x")
    page.wait_for_function("heard.some(([type, detail]) => type === 'wardian-edit' && detail.edited)")
    assert page.evaluate("document.querySelector('wardian-playground').project.files['main.py']") == "x\n"
    page.evaluate("document.querySelector('wardian-playground').reset()")
    expect(editor).to_contain_text("while True")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{ language: "cobol", files: {} }', "no language cobol"),
        ('{ language: "c", files: { "x.c": "" } }', "main.c is missing"),
        ('{ language: "c", files: { "main.c": "", "../x": "" } }', "../x"),
    ],
)
def test_a_page_that_gives_no_project_is_told_so(show: Show, page: Page, given: str, said: str) -> None:
    show(SCRIPT + '<wardian-playground embedded example="python/hello"></wardian-playground>', None)
    page.wait_for_function("customElements.get('wardian-playground') !== undefined")
    told = page.evaluate(
        "(given) => { try { document.querySelector('wardian-playground').project = eval(`(${given})`); } "
        "catch (error) { return `${error.name}: ${error.message}`; } }",
        given,
    )
    assert told.startswith("TypeError")
    assert said in told


def test_a_project_that_was_given_before_the_script_came_is_shown(show: Show, page: Page) -> None:
    early = """<wardian-playground embedded></wardian-playground><script>
      document.querySelector("wardian-playground").project = { language: "c", files: { "main.c": "// early" } };
    </script>"""
    show(early + SCRIPT, None)
    expect(page.locator("wardian-playground")).to_contain_text("// early")


def test_a_frame_shows_a_program_and_leads_to_the_playground(show: Show, page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/playground/?example=python/hello")
    owner = page.locator("wardian-playground")
    expect(owner).to_have_attribute("data-ready", "python/hello")
    owner.get_by_role("button", name="Share", exact=True).click()
    snippet = owner.get_by_role("textbox", name="HTML to copy").input_value()

    show(snippet, None)
    framed = page.frame_locator("iframe")
    run(framed.locator("wardian-playground"))
    expect(framed.get_by_role("log")).to_contain_text("Hello")
    with page.context.expect_page() as opened:
        framed.get_by_role("link", name="Open in the playground").click()
    whole = opened.value.locator("wardian-playground")
    expect(whole).to_contain_text("Somebody shared this program.", timeout=PATIENCE_MS)
    expect(whole.get_by_role("button", name="Share", exact=True)).to_be_visible()


def test_a_lessons_program_opens_in_the_playground_as_it_is_now(page: Page, stack: Stack) -> None:
    page.goto(stack.url)
    element = page.locator("wardian-playground").first
    element.locator(".still").click()
    page.locator("wardian-playground .cm-content").first.press("ControlOrMeta+A")
    page.keyboard.insert_text("// from the lesson")
    with page.context.expect_page() as opened:
        element.get_by_role("link", name="Open in the playground").click()
    expect(opened.value.locator("wardian-playground .cm-content")).to_contain_text("// from the lesson")
    assert opened.value.url.startswith(f"{stack.url}/playground/#code=1")
