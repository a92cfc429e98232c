"""The lesson on isolation: what its labs measure, and how the eight attempts end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, Route, expect
from tests.e2e.conftest import PATIENCE_MS, SITE, Stack

ANY_NUMBER = re.compile(r"^[0-9.]+$")
ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "site/programs/escapes"
RECORDINGS = SITE / "assets/recordings"

IN_THE_BROWSER = {
    "read-a-file": "refused",
    "open-a-socket": "refused",
    "jump-into-data": "table",
    "wrong-signature": "signature",
    "read-past-the-end": "bounds",
    "overflow-the-stack": "bounds",
    "loop-for-ever": "limit",
    "eat-memory": "refused",
}
NATIVELY = {
    "read-a-file": "through",
    "open-a-socket": "refused",
    "jump-into-data": "page",
    "wrong-signature": "through",
    "read-past-the-end": "page",
    "overflow-the-stack": "page",
    "loop-for-ever": "limit",
    "eat-memory": "refused",
}


class Lesson:
    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.url = f"{origin}/tutorials/isolation/"
        self.starts = page.locator("wardian-lab[name=start-times]")
        self.escapes = page.locator("wardian-lab[name=escapes]")

    def open(self) -> None:
        self.page.goto(self.url)
        for lab in (self.starts, self.escapes):
            lab.scroll_into_view_if_needed()
            expect(lab).to_have_attribute("data-ready", "start-times" if lab is self.starts else "escapes")

    def attempt(self, name: str) -> Locator:
        return self.escapes.locator(f"[data-attempt={name}]")

    def side(self, name: str, side: str) -> Locator:
        return self.attempt(name).locator(f"[data-side={side}]")

    def run(self, name: str) -> None:
        self.attempt(name).get_by_role("button", name="Run").click()

    def run_all(self) -> None:
        self.escapes.get_by_role("button", name="Run all eight").click()
        for name in IN_THE_BROWSER:
            expect(self.side(name, "wasm")).to_have_attribute("data-outcome", IN_THE_BROWSER[name])

    def cell(self, row: str, place: str) -> Locator:
        return self.starts.locator(f"[data-row={row}] [data-place={place}]")

    def microseconds(self, row: str, place: str) -> float:
        cell = self.cell(row, place)
        expect(cell).to_have_attribute("data-us", ANY_NUMBER)
        return float(cell.get_attribute("data-us") or "")


@pytest.fixture(params=["with a runner", "without a runner"])
def lesson(request: pytest.FixtureRequest, page: Page, stack: Stack) -> Lesson:
    page.set_default_timeout(PATIENCE_MS)
    origin = stack.url if request.param == "with a runner" else str(request.getfixturevalue("static_site"))
    lesson = Lesson(page, origin)
    lesson.open()
    return lesson


def test_each_attempt_ends_as_the_lesson_explains(lesson: Lesson) -> None:
    lesson.run_all()
    expect(lesson.escapes).not_to_contain_text("does not expect")
    expect(lesson.side("read-past-the-end", "wasm")).to_contain_text("correct horse")
    expect(lesson.side("jump-into-data", "wasm")).not_to_contain_text("they ran")
    expect(lesson.side("wrong-signature", "wasm")).not_to_contain_text("it ran")


def test_beside_it_stands_what_the_native_program_did(lesson: Lesson) -> None:
    recorded = json.loads((RECORDINGS / "escapes.json").read_text())["attempts"]
    for name, outcome in NATIVELY.items():
        side = lesson.side(name, "native")
        expect(side).to_have_attribute("data-outcome", outcome)
        assert side.locator("pre").text_content() == recorded[name]["stdout"]
    expect(lesson.side("read-past-the-end", "native")).to_contain_text("correct horse")
    expect(lesson.side("jump-into-data", "native")).to_contain_text("they ran and returned 42")


def test_the_edge_stops_the_loop_by_its_own_limit(lesson: Lesson) -> None:
    expect(lesson.attempt("loop-for-ever").locator(".edge")).to_contain_text("CPU time")


def test_the_reader_can_stop_a_loop_from_the_keyboard(lesson: Lesson) -> None:
    attempt = lesson.attempt("loop-for-ever")
    attempt.get_by_role("button", name="Run").press("Enter")
    stop = attempt.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    expect(lesson.side("loop-for-ever", "wasm")).to_contain_text("Counting")
    stop.press("Enter")
    expect(lesson.side("loop-for-ever", "wasm")).to_have_attribute("data-outcome", "reader")
    expect(attempt.get_by_role("button", name="Run")).to_be_focused()


def test_the_source_is_the_program_that_runs(lesson: Lesson) -> None:
    for name in IN_THE_BROWSER:
        attempt = lesson.attempt(name)
        attempt.locator("summary").click()
        expect(attempt.locator(".source .tok-keyword").first).to_be_visible()
        assert attempt.locator(".source").text_content() == (SOURCES / name / "main.c").read_text()


def test_the_verdict_follows_from_what_happened(lesson: Lesson) -> None:
    other = (RECORDINGS / "escapes/wrong-signature.wasm").read_bytes()

    def swap(route: Route) -> None:
        route.fulfill(body=other, content_type="application/wasm")

    lesson.page.route("**/loop-for-ever.wasm", swap)
    lesson.run("loop-for-ever")
    side = lesson.side("loop-for-ever", "wasm")
    expect(side).to_have_attribute("data-outcome", "signature")
    expect(side).to_contain_text("This lesson does not expect that.")


def test_a_site_without_recordings_says_so(lesson: Lesson) -> None:
    lesson.page.route("**/recordings/**", lambda route: route.fulfill(status=404))
    lesson.open()
    expect(lesson.side("read-a-file", "native")).to_contain_text("not recorded on the machine that built this site")
    lesson.run("read-a-file")
    expect(lesson.side("read-a-file", "wasm")).to_contain_text("cannot be run here")
    assert 0 < lesson.microseconds("instance", "browser") < lesson.microseconds("isolate", "browser")


def test_an_instance_starts_faster_than_all_that_is_heavier(lesson: Lesson) -> None:
    assert 0 < lesson.microseconds("instance", "browser") < lesson.microseconds("isolate", "browser")
    instance, process, sandbox = (lesson.microseconds(row, "runner") for row in ("instance", "process", "container"))
    assert 0 < instance < process < sandbox
    expect(lesson.starts.locator(".about")).to_contain_text("measured on")


def test_the_reader_can_measure_again(lesson: Lesson) -> None:
    assert lesson.microseconds("isolate", "browser") > 0
    lesson.cell("isolate", "browser").evaluate("cell => { cell.dataset.us = '0'; }")
    lesson.starts.get_by_role("button", name="Measure again").press("Enter")
    status = lesson.starts.get_by_role("status")
    expect(status).to_have_text("Measuring…")
    expect(status).to_contain_text("times as long to start")
    assert lesson.microseconds("isolate", "browser") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lesson_is_accessible(lesson: Lesson, scheme: str) -> None:
    lesson.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    lesson.run_all()
    lesson.attempt("eat-memory").locator("summary").click()
    results = Axe().run(lesson.page)
    assert results.violations_count == 0, results.generate_report()


def test_it_fits_a_phone(lesson: Lesson) -> None:
    lesson.page.set_viewport_size({"width": 390, "height": 844})
    lesson.run_all()
    for summary in lesson.escapes.locator("summary").all():
        summary.click()
    assert lesson.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tab_key_goes_through_the_labs_and_out_again(lesson: Lesson) -> None:
    lesson.escapes.get_by_role("button", name="Run all eight").focus()
    inside = 0
    while lesson.page.evaluate("document.activeElement.localName") == "wardian-lab":
        inside += 1
        assert inside < 100
        lesson.page.keyboard.press("Tab")
    assert inside >= 1 + 2 * len(IN_THE_BROWSER)
