"""The lesson on dispatch and speed: what its labs measure is told as it was, and lies within reason."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, Route, expect
from tests.e2e.conftest import PATIENCE_MS, SITE, Stack

KINDS = ("none", "direct", "indirect", "host", "entry", "script")
RECORDED = SITE / "assets/measurements.json"


@pytest.fixture
def lesson(page: Page, static_site: str) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{static_site}/tutorials/dispatch-and-speed/")
    for name in ("calls", "speed"):
        lab_of(page, name).scroll_into_view_if_needed()
        expect(lab_of(page, name)).to_have_attribute("data-ready", name)
    return page


def lab_of(page: Page, name: str) -> Locator:
    return page.locator(f"wardian-lab[name={name}]")


def measured(page: Page) -> dict[str, float]:
    calls = lab_of(page, "calls")
    expect(calls.get_by_role("status")).to_contain_text("times as long")
    return {kind: float(calls.locator(f"[data-kind={kind}]").get_attribute("data-ns") or "nan") for kind in KINDS}


def test_every_kind_of_call_has_a_time_that_a_call_can_take(lesson: Page) -> None:
    nanoseconds = measured(lesson)
    assert all(0.05 < value < 10_000 for value in nanoseconds.values()), nanoseconds
    assert nanoseconds["host"] > nanoseconds["none"]
    assert nanoseconds["indirect"] > nanoseconds["none"]


def test_each_figure_comes_with_its_spread(lesson: Page) -> None:
    measured(lesson)
    for kind in KINDS:
        row = lab_of(lesson, "calls").locator(f"[data-kind={kind}]")
        note = re.search(r"between ([\d.]+) and ([\d.]+) ns; (\d+) batches", row.inner_text())
        assert note is not None
        low, high, batches = map(float, note.groups())
        shown = float(f"{float(row.get_attribute('data-ns') or 'nan'):.2g}")
        assert low <= shown * 1.01
        assert shown <= high * 1.01
        assert batches >= 15


def test_calls_are_measured_again_when_asked(lesson: Page) -> None:
    first = measured(lesson)
    button = lab_of(lesson, "calls").get_by_role("button", name="Measure again")
    button.press("Enter")
    expect(lab_of(lesson, "calls").get_by_role("status")).to_have_text("Measuring…")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    assert measured(lesson) != first


def test_the_programs_times_are_those_that_were_recorded(lesson: Page) -> None:
    recorded = json.loads(RECORDED.read_text())["kernels"]
    assert len(recorded) == 7
    for name, kernel in recorded.items():
        row = lab_of(lesson, "speed").locator(f"[data-kernel={name}]")
        for column, place in ((1, "native"), (2, "wasm")):
            shown = float(row.locator("> *").nth(column).get_attribute("data-ms") or "nan")
            assert shown == pytest.approx(kernel[place]["fastest_us"] / 1000)


def test_the_same_programs_run_here_and_compute_the_same(lesson: Page) -> None:
    speed = lab_of(lesson, "speed")
    speed.get_by_role("button", name="Run them in this browser").click()
    expect(speed.get_by_role("status")).to_have_text("Done. Every program computed the same as it did natively.")
    for row in speed.locator("[data-kernel]").all():
        assert 0.05 < float(row.locator("> *").nth(3).get_attribute("data-ms") or "nan") < 10_000


def test_a_program_that_computes_something_else_is_not_given_a_time(page: Page, static_site: str) -> None:
    def answer(route: Route) -> None:
        measurements = json.loads(RECORDED.read_text())
        measurements["kernels"]["sort"]["checksum"] = "0000000000000000"
        route.fulfill(json=measurements)

    page.set_default_timeout(PATIENCE_MS)
    page.route("**/measurements.json", answer)
    page.goto(f"{static_site}/tutorials/dispatch-and-speed/")
    speed = lab_of(page, "speed")
    speed.scroll_into_view_if_needed()
    speed.get_by_role("button", name="Run them in this browser").click()
    expect(speed.get_by_role("status")).to_have_text("Done; 1 could not be run.")
    expect(speed.locator("[data-kernel=sort]")).to_contain_text("and not 0000000000000000")


def test_with_a_runner_its_own_figures_are_shown(page: Page, stack: Stack) -> None:
    page.set_default_timeout(2 * PATIENCE_MS)
    page.goto(f"{stack.url}/tutorials/dispatch-and-speed/")
    speed = lab_of(page, "speed")
    speed.scroll_into_view_if_needed()
    expect(speed).to_contain_text("The runner measured the first two columns", timeout=2 * PATIENCE_MS)


def test_a_phone_shows_it_without_scrolling_sideways(lesson: Page) -> None:
    measured(lesson)
    lesson.set_viewport_size({"width": 390, "height": 800})
    assert lesson.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_labs_are_accessible(lesson: Page, scheme: Any) -> None:
    lesson.emulate_media(color_scheme=scheme)
    measured(lesson)
    for name in ("calls", "speed"):
        results = Axe().run(lesson, context=f"wardian-lab[name={name}]")
        assert results.violations_count == 0, results.generate_report()
