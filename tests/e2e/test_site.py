"""The site around the playground: both colour schemes, accessibility, no other hosts, weight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from tests.e2e.conftest import SITE, complains
from tests.e2e.playground import Playground

PAGES = ("/", "/playground/", "/how-it-works/", "/guide/operate/", "/reference/http-api/", "/nothing-here/")
PACKED = {".bin", ".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".xml"}
FRAME = Path("assets/playground/frame")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_accessible(playground: Playground, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    playground.open("c/handler")
    playground.deploy_button.click()
    expect(playground.status).to_have_text("Deployed.")
    playground.write("#include <stdio.h>\nint main(void) { int unused = 1; puts(1 }\n")
    playground.run()
    playground.expect_ended("The build failed")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_colours_follow_the_readers_choice(playground: Playground, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    playground.open("c/hello")
    day = _lightness(playground)
    page.get_by_title("Switch to dark mode").click()
    night = _lightness(playground)
    assert day > 200 > 60 > night


def _lightness(playground: Playground) -> float:
    return float(
        playground.element.locator(".cm-editor").evaluate(
            "editor => Math.max(...getComputedStyle(editor).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))"
        )
    )


def test_the_landing_page_runs_a_program_above_the_fold(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(base_url)
    landing = page.locator("wardian-playground").first
    run = landing.get_by_role("button", name="Build & Run")
    for part in (landing.get_by_text("int main(void)", exact=True), run):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
    run.click()
    expect(landing.get_by_role("log")).to_contain_text("Hello")
    expect(landing.get_by_role("status")).to_contain_text("exit code 0")
    expect(landing.get_by_role("log")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_nothing_is_asked_of_another_host(playground: Playground, page: Page, base_url: str) -> None:
    hosts = set[str]()
    page.context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    for path in PAGES:
        page.goto(base_url + path)
    playground.open("python/hello")
    playground.run()
    expect(playground.output).to_contain_text("Hello")
    playground.open("c/hello")
    playground.run()
    playground.expect_ended()
    assert hosts - {""} == {"localhost", "frame.localhost"}


def test_the_console_has_nothing_to_complain_of(playground: Playground, page: Page, base_url: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/", "/how-it-works/"):
        page.goto(base_url + path, wait_until="networkidle")
    playground.open("c/hello")
    playground.run()
    playground.expect_ended()
    assert complaints == []


def test_without_javascript_a_program_can_be_read_and_the_playground_says_what_is_missing(
    page: Page, base_url: str
) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    with context:
        plain = context.new_page()
        plain.goto(base_url)
        expect(plain.get_by_text("Hello from a sealed case!").first).to_be_visible()
        plain.goto(f"{base_url}/playground/")
        expect(plain.locator("wardian-playground noscript")).to_be_visible()


def test_everything_large_is_sent_compressed(http: httpx.Client, base_url: str, frame_url: str) -> None:
    files = [file.relative_to(SITE) for file in SITE.rglob("*") if file.suffix in PACKED and file.stat().st_size > 1024]
    raw = [
        url
        for file in files
        for url in _addresses(file, base_url, frame_url)
        if http.head(url, headers={"Accept-Encoding": "br"}).headers.get("content-encoding") != "br"
    ]
    assert len(files) > 20
    assert raw == []


def _addresses(file: Path, base_url: str, frame_url: str) -> Iterator[str]:
    yield f"{base_url}/{file}"
    if file.is_relative_to(FRAME):
        yield f"{frame_url}/{file.relative_to(FRAME)}"


def test_at_another_name_of_this_machine_programs_run_all_the_same(page: Page, base_url: str) -> None:
    elsewhere = base_url.replace("localhost", "127.0.0.1")
    page.goto(f"{elsewhere}/playground/?example=c/hello")
    expect(page).to_have_url(f"{base_url}/playground/?example=c/hello")
    here = Playground(page, base_url)
    here.expect_ready("c/hello")
    here.run()
    here.expect_ended()
