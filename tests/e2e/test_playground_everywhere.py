"""The playground on every screen: from a small phone to a wall, in every set of colours, and still while it loads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from tests.e2e.conftest import Stack, visiting
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import OF_THE_THEME, violations

SIZES = [(320, 568), (390, 844), (768, 1024), (1280, 800), (3840, 2160)]
PHONES = {320, 390, 768}
VIEWS = ("Program", "Inside", "Compare", "Output")

SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
"""


SEEN_IN_PART = """height => {
    Object.defineProperty(visualViewport, "height", { get: () => height });
    visualViewport.dispatchEvent(new Event("resize"));
}"""


@contextmanager
def opened(browser: Browser, stack: Stack, example: str = "c/hello", **context: Any) -> Iterator[Playground]:
    """The playground in a context of its own, that notes how far things were shifted."""
    with visiting(browser, stack, **context) as playground:
        playground.page.add_init_script(SHIFTS)
        playground.open(example)
        yield playground


def screen(width: int, height: int) -> dict[str, Any]:
    touch = width in PHONES
    return {"viewport": {"width": width, "height": height}, "has_touch": touch, "is_mobile": touch}


def box(thing: Locator) -> dict[str, float]:
    found = thing.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}  # type: ignore[dict-item]


def shifted(page: Page) -> float:
    """How far things moved by themselves, as the web vital CLS counts it, but all of it together."""
    return float(page.evaluate("new Promise((done) => setTimeout(() => done(shifts.reduce((a, b) => a + b, 0)), 100))"))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_on_a_screen_of_any_size_a_program_is_run_and_nothing_jumps_or_sticks_out(
    browser: Browser, stack: Stack, width: int, height: int
) -> None:
    with opened(browser, stack, **screen(width, height), reduced_motion="reduce") as playground:
        page = playground.page
        expect(playground.button("Settings")).to_be_visible()
        for control in playground.element.locator(".bar :is(button, select)").all():
            if control.is_visible():
                assert box(control)["x"] >= 0
                assert box(control)["right"] <= width
        playground.run()
        playground.expect_ended()
        results = playground.element.get_by_role("group", name="Result")
        expect(results).to_be_in_viewport(ratio=0.6 if width < 720 else 0.9)
        assert box(results)["height"] >= min(380, 0.6 * height)
        for view in VIEWS:
            playground.element.get_by_role("tab", name=view, exact=True).click()
            expect(playground.element.get_by_role("tabpanel", name=view)).to_be_visible()
        expect(page.locator("html")).to_have_js_property("scrollWidth", width)
        assert shifted(page) < 0.01
        assert violations(page, OF_THE_THEME) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_what_there_is_to_say_about_the_text_pushes_nothing_away(browser: Browser, stack: Stack, width: int) -> None:
    asked: list[Route] = []
    with visiting(browser, stack, **screen(width, 844)) as playground:
        page = playground.page
        page.add_init_script(SHIFTS)
        page.route("**/api/languages", lambda route: asked.append(route))
        playground.open("c/hello")
        expect(playground.button("Settings")).to_be_visible()
        before = box(playground.editor)
        for route in asked:
            route.abort()
        alert = playground.element.get_by_role("alert")
        expect(alert).to_contain_text("No runner answers")
        expect(alert).to_be_in_viewport(ratio=1)
        assert box(playground.editor)["y"] == before["y"]
        assert shifted(page) < 0.01


@pytest.mark.parametrize(
    "colours",
    [
        {"color_scheme": "dark"},
        {"contrast": "more", "color_scheme": "light"},
        {"contrast": "more", "color_scheme": "dark"},
        {"forced_colors": "active", "color_scheme": "light"},
        {"forced_colors": "active", "color_scheme": "dark"},
    ],
    ids=lambda colours: "-".join(colours.values()),
)
@pytest.mark.parametrize("width", [390, 1280])
def test_in_every_set_of_colours_what_is_chosen_can_be_told(
    browser: Browser, stack: Stack, width: int, colours: dict[str, str]
) -> None:
    with opened(browser, stack, **screen(width, 844), **colours) as playground:
        expect(playground.button("Settings")).to_be_visible()
        output, program = (
            playground.element.get_by_role("tab", name=name, exact=True) for name in ("Output", "Program")
        )
        line = "tab => getComputedStyle(tab).borderBottomColor"
        assert output.evaluate(line) != program.evaluate(line)
        assert violations(playground.page, OF_THE_THEME) == []


def test_who_wants_less_motion_sees_nothing_turn(browser: Browser, stack: Stack) -> None:
    with opened(browser, stack, reduced_motion="reduce") as playground:
        playground.write("int main(void) { for (;;); }")
        playground.run()
        spinner = playground.status.locator(".spinner")
        expect(spinner).to_be_visible()
        assert spinner.evaluate("spinner => getComputedStyle(spinner).animationName") == "none"
        playground.stop_button.click()


def test_a_large_screen_is_used_and_its_prose_stays_readable(browser: Browser, stack: Stack) -> None:
    with opened(browser, stack, **screen(3840, 2160)) as playground:
        assert box(playground.element)["width"] > 3700
        playground.element.get_by_role("tab", name="Compare").click()
        prose = playground.element.get_by_role("tabpanel", name="Compare").locator("p").first
        expect(prose).to_be_visible()
        letters = box(prose)["width"] / prose.evaluate("prose => parseFloat(getComputedStyle(prose).fontSize) / 2")
        assert letters < 110


def test_the_divider_is_dragged_and_stays_where_it_was_put(browser: Browser, stack: Stack) -> None:
    with opened(browser, stack, **screen(1280, 800)) as playground:
        page, text = playground.page, playground.element.locator(".source")
        divider = playground.element.get_by_role("separator")
        expect(divider).to_have_attribute("aria-valuenow", "55")
        before, place = box(text), box(divider)
        page.mouse.move(place["x"] + 5, 400)
        page.mouse.down()
        page.mouse.move(place["x"] - 195, 400, steps=4)
        page.mouse.up()
        assert abs(box(text)["width"] - before["width"] + 200) < 12
        dragged = box(text)["width"]
        page.reload()
        playground.expect_ready("c/hello")
        assert abs(box(text)["width"] - dragged) < 2
        assert shifted(page) < 0.01


def test_the_divider_is_moved_by_keys(browser: Browser, stack: Stack) -> None:
    with opened(browser, stack, **screen(1280, 800)) as playground:
        divider = playground.element.get_by_role("separator")
        expect(divider).to_have_attribute("aria-valuenow", "55")
        for key, share in (("ArrowRight", "57"), ("ArrowLeft", "55"), ("Home", "20"), ("End", "80"), ("Enter", "55")):
            divider.press(key)
            expect(divider).to_have_attribute("aria-valuenow", share)
            assert violations(playground.page, OF_THE_THEME) == []


def test_on_a_phone_the_text_is_made_higher(browser: Browser, stack: Stack) -> None:
    with opened(browser, stack, **screen(390, 844)) as playground:
        text, divider = playground.element.locator(".source"), playground.element.get_by_role("separator")
        expect(divider).to_have_attribute("aria-orientation", "horizontal")
        before = box(text)["height"]
        for _ in range(5):
            divider.press("ArrowDown")
        assert abs(box(text)["height"] - before - 5 * 24) < 4


@pytest.mark.parametrize(("width", "height", "left"), [(320, 568, 300), (390, 844, 460)])
def test_above_the_keyboard_of_a_phone_there_are_the_text_and_its_keys(
    browser: Browser, stack: Stack, width: int, height: int, left: int
) -> None:
    """As browsers do it that lay the page out anew for the keyboard."""
    with opened(
        browser, stack, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True
    ) as playground:
        page = playground.page
        run = playground.element.locator(".run-key")
        expect(playground.button("Settings")).to_be_visible()
        expect(run).to_be_hidden()
        playground.editor.tap()
        page.set_viewport_size({"width": width, "height": left})
        expect(run).to_be_in_viewport(ratio=1)
        expect(playground.element.get_by_role("button", name="Indent")).to_be_in_viewport(ratio=0.9)
        expect(playground.element.locator(".cm-activeLine")).to_be_in_viewport()
        playground.write('#include <stdio.h>\nint main(void) { puts("typed on glass"); }')
        run.tap()
        expect(playground.editor).not_to_be_focused()
        page.set_viewport_size({"width": width, "height": height})
        expect(playground.output).to_contain_text("typed on glass")
        expect(playground.output).to_be_in_viewport()


@pytest.mark.parametrize("laid_out_anew", [True, False], ids=["laid-out-anew", "seen-in-part"])
@pytest.mark.parametrize(("width", "height", "left"), [(667, 375, 180), (844, 390, 190), (390, 844, 460)])
def test_the_line_that_is_typed_stays_above_the_keyboard(
    browser: Browser, stack: Stack, width: int, height: int, left: int, *, laid_out_anew: bool
) -> None:
    """A phone on its side leaves the least. Some browsers only show less of the page, as the visual viewport tells."""
    with opened(
        browser, stack, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True
    ) as playground:
        page, line = playground.page, playground.element.locator(".cm-activeLine")
        expect(playground.button("Settings")).to_be_visible()
        playground.editor.tap()
        playground.write("\n".join(f"// {number}" for number in range(60)))
        if laid_out_anew:
            page.set_viewport_size({"width": width, "height": left})
        else:
            page.evaluate(SEEN_IN_PART, left)
        header = box(page.locator(".md-header"))
        for _ in range(3):
            expect(line).to_be_in_viewport(ratio=1)
            assert header["bottom"] <= box(line)["y"]
            assert box(line)["bottom"] <= box(playground.element.get_by_role("button", name="Indent"))["y"]
            assert box(playground.element.locator(".run-key"))["bottom"] <= left
            page.keyboard.press("Enter")
            page.keyboard.insert_text("// more")
