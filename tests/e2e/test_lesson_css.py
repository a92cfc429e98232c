"""The lesson on stylesheets: its pages are measured, with a runner and without one."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.conftest import PATIENCE_MS, Stack

DELAY_MS = 2000
LATE = ("plain", "import", "blocking")
EARLY_AND_BARE = ("end", "inserted", "preload", "print", "script")
CIRCUMSTANCES = ("noScripts", "strict", "fails")
SHIFTED = 0.1
"""The most that https://web.dev/articles/cls calls good."""


class Lesson:
    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.lab = page.locator("wardian-lab[name=css-loading]")
        self.fix = page.locator("wardian-lab[name=css-fix]")
        self.quiz = page.locator("wardian-lab[name=css-quiz]")

    def open(self) -> None:
        self.page.goto(f"{self.origin}/tutorials/async-css/")
        self.lab.scroll_into_view_if_needed()
        expect(self.lab).to_have_attribute("data-ready", "css-loading")
        self.part("delay").fill(str(DELAY_MS))

    def part(self, name: str) -> Locator:
        return self.lab.locator(f"[data-part={name}]")

    def given(self, *circumstances: str) -> None:
        for name in CIRCUMSTANCES:
            self.part(name).set_checked(name in circumstances)

    def measured(self, way: str, *circumstances: str) -> dict[str, float]:
        """Its figures by name, after one run; one that the page never came to is left out."""
        self.given(*circumstances)
        self.part("way").select_option(way)
        self.part("run").click()
        expect(self.part("status")).to_have_text("Measured.")
        return self.figures(way)

    def figures(self, way: str) -> dict[str, float]:
        cells = self.lab.locator(f"[data-way={way}] [data-value]").all()
        return {str(cell.get_attribute("data-figure")): float(cell.get_attribute("data-value") or "") for cell in cells}

    def run_all(self) -> None:
        self.part("all").click()
        expect(self.part("status")).to_have_text("Measured.")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """With the service worker, which holds styles back where no runner does."""
    return {**browser_context_args, "service_workers": "allow"}


@pytest.fixture
def lesson(page: Page, stack: Stack) -> Lesson:
    return _opened(page, stack.url)


@pytest.fixture(params=["with a runner", "without a runner"])
def anywhere(request: pytest.FixtureRequest, page: Page, stack: Stack) -> Lesson:
    """Where the runner answers for the lesson's pages, and where the service worker does."""
    return _opened(page, stack.url if request.param == "with a runner" else request.getfixturevalue("static_site"))


def _opened(page: Page, origin: str) -> Lesson:
    page.set_default_timeout(PATIENCE_MS)
    lesson = Lesson(page, origin)
    lesson.open()
    return lesson


def test_all_ways_are_compared_and_one_wins(anywhere: Lesson) -> None:
    anywhere.run_all()
    for way in LATE:
        figures = anywhere.figures(way)
        assert figures["painted"] >= DELAY_MS
        assert figures["shift"] == 0
    assert anywhere.figures("import")["painted"] >= 2 * DELAY_MS
    for way in EARLY_AND_BARE:
        figures = anywhere.figures(way)
        assert figures["painted"] < DELAY_MS / 2
        assert figures["styled"] >= DELAY_MS
        assert figures["bare"] >= DELAY_MS / 2
        assert figures["shift"] > SHIFTED
    broken = anywhere.figures("broken")
    assert broken["painted"] < DELAY_MS / 2
    assert "styled" not in broken
    critical = anywhere.figures("critical")
    assert critical["painted"] < DELAY_MS / 2
    assert critical["bare"] == 0
    assert critical["shift"] <= SHIFTED
    verdict = anywhere.lab.locator(".verdict")
    expect(verdict).to_contain_text("First with a styled page: Critical styles inline")
    expect(verdict).to_contain_text("Never styled: media=print, as often copied")


def test_the_delay_is_the_readers(lesson: Lesson) -> None:
    lesson.part("delay").fill("400")
    expect(lesson.part("told")).to_have_text("400 ms")
    assert 400 <= lesson.measured("plain")["painted"] < DELAY_MS


def test_without_javascript_noscript_brings_the_styles(anywhere: Lesson) -> None:
    assert anywhere.measured("print", "noScripts")["styled"] >= DELAY_MS
    assert "styled" not in anywhere.measured("inserted", "noScripts")
    critical = anywhere.measured("critical", "noScripts")
    assert critical["painted"] < DELAY_MS / 2
    assert critical["styled"] >= DELAY_MS


def test_a_strict_policy_blocks_the_handler_and_not_the_script(anywhere: Lesson) -> None:
    assert "styled" not in anywhere.measured("print", "strict")
    assert "styled" not in anywhere.measured("preload", "strict")
    assert anywhere.measured("script", "strict")["styled"] >= DELAY_MS
    assert anywhere.measured("critical", "strict")["bare"] == 0


def test_when_the_stylesheet_fails_only_critical_styles_are_left(anywhere: Lesson) -> None:
    plain = anywhere.measured("plain", "fails")
    assert plain["painted"] >= DELAY_MS
    assert "bare" not in plain
    critical = anywhere.measured("critical", "fails")
    assert critical["painted"] < DELAY_MS / 2
    assert critical["bare"] == 0


def test_the_film_and_the_waterfall_tell_the_same(lesson: Lesson) -> None:
    lesson.measured("print")
    expect(lesson.lab.locator(".film li > span")).to_have_text(
        ["0 ms: blank", *(f"{at} ms: unstyled" for at in (500, 1000, 1500, 2000)), "2500 ms: styled"]
    )
    frames = lesson.lab.locator(".film .print")
    assert frames.nth(0).inner_text() == ""
    for frame, colour in ((2, "rgb(0, 0, 0)"), (5, "rgb(27, 79, 58)")):
        expect(frames.nth(frame).get_by_text("Ferns that crossed")).to_have_css("color", colour)
    waterfall = lesson.lab.locator(".waterfall")
    expect(waterfall.get_by_role("row", name="slow.css")).to_contain_text("no")
    lesson.measured("plain")
    expect(waterfall.get_by_role("row", name="slow.css")).to_contain_text("yes")


def test_several_runs_give_the_median(lesson: Lesson) -> None:
    lesson.part("delay").fill("200")
    lesson.part("times").select_option("3")
    lesson.part("run").click()
    expect(lesson.part("status")).to_contain_text("run 3 of 3")
    expect(lesson.part("status")).to_have_text("Measured.")
    assert lesson.figures("plain")["painted"] >= 200


def test_the_readers_own_markup_is_measured(lesson: Lesson) -> None:
    lesson.part("head").fill(
        '<style>h1 { color: rgb(1, 2, 3) }</style><link rel="stylesheet" href="slow.css" media="tv">'
    )
    lesson.part("run").click()
    expect(lesson.part("status")).to_have_text("Measured.")
    own = lesson.figures("own")
    assert own["bare"] == 0
    assert "styled" not in own
    expect(lesson.lab.locator(".film .print").last.get_by_text("Ferns")).to_have_css("color", "rgb(1, 2, 3)")


def test_the_reader_can_stop(lesson: Lesson) -> None:
    lesson.part("all").click()
    lesson.part("stop").click()
    expect(lesson.part("status")).to_have_text("Stopped.")
    expect(lesson.part("run")).to_be_enabled()


def test_the_copied_form_is_mended_by_the_reader(lesson: Lesson) -> None:
    lesson.fix.scroll_into_view_if_needed()
    markup = lesson.fix.get_by_role("textbox")
    run = lesson.fix.get_by_role("button", name="Run it")
    status = lesson.fix.get_by_role("status")
    run.click()
    expect(status).to_contain_text("its media is still “print”")
    broken = markup.input_value()
    markup.fill('<link rel="stylesheet" href="slow.css">')
    run.click()
    expect(status).to_contain_text("the first paint waited for the stylesheet")
    markup.fill(broken.replace("'all'", "this.media='all'").partition("<noscript>")[0])
    run.click()
    expect(status).to_contain_text("without JavaScript the page is never styled")
    markup.fill(broken.replace("'all'", "this.media='all'"))
    run.click()
    expect(status).to_contain_text("Mended")
    expect(status).to_have_attribute("data-fixed", "true")


def test_a_question_is_answered_by_loading_the_page(lesson: Lesson) -> None:
    answers = ("at once, and for good", "Nothing until", "Nothing for a while", "A styled page at once")
    for question, right in zip(lesson.quiz.all(), answers, strict=True):
        question.scroll_into_view_if_needed()
        wrong = answers[answers.index(right) - 1]
        for answer, said in ((wrong, "Not so"), (right, "Right")):
            question.get_by_role("radio", name=answer).check()
            question.get_by_role("button", name="Check by running it").click()
            expect(question.get_by_role("status")).to_contain_text(said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lesson_is_accessible(lesson: Lesson, scheme: str) -> None:
    lesson.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    lesson.measured("print")
    lesson.quiz.last.scroll_into_view_if_needed()
    expect(lesson.quiz.last).to_have_attribute("data-ready", "css-quiz")
    results = Axe().run(lesson.page)
    assert results.violations_count == 0, results.generate_report()


def test_it_fits_a_phone(lesson: Lesson) -> None:
    lesson.page.set_viewport_size({"width": 390, "height": 844})
    lesson.measured("critical")
    lesson.quiz.last.scroll_into_view_if_needed()
    assert lesson.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tab_key_goes_through_the_lab_and_out_again(lesson: Lesson) -> None:
    lesson.part("run").press("Enter")
    expect(lesson.part("status")).to_have_text("Measured.")
    lesson.part("way").focus()
    inside = 0
    while lesson.page.evaluate("document.activeElement.getAttribute('name')") == "css-loading":
        inside += 1
        assert inside < 60
        lesson.page.keyboard.press("Tab")
    assert inside >= 10


def test_the_sites_later_styles_hold_nothing_back(page: Page, base_url: str) -> None:
    page.goto(base_url, wait_until="load")
    later = "performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('/later.css'))"
    assert page.evaluate(f"{later}.renderBlockingStatus") == "non-blocking"
    expect(page.locator("#later-styles")).to_have_attribute("media", "all")


def test_the_sites_later_styles_are_there_without_javascript(browser: Browser, base_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base_url)
        expect(page.locator("#later-styles")).to_have_attribute("media", "print")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_css("outline-width", "3px")
