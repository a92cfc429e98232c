"""The playground in Traditional Chinese: chosen by the browser or in the settings, in every part."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import Stack, visiting
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import OF_THE_THEME, violations

LEFT_IN_ENGLISH = re.compile(
    r"^(Hello|C|Rust|Python|WAT|English|Vim|Emacs|VS Code|UTC|.*\.(c|wasm|zip|wat)|Content-Type: .*|[\w.-]+:\d+|"
    r"(Ctrl|Shift|Alt|Esc|Tab|Delete|F\d+|Enter).*)$"
)
"""Names, files and keys; what the examples say of themselves is marked as English."""

TEXTS = """(host) => {
    const texts = [];
    const WITH_TEXT = "button, h2, h3, th, legend, summary";
    const visit = (root) => {
        for (const element of root.querySelectorAll(`${WITH_TEXT}, [aria-label], [title], [placeholder]`)) {
            if (element.closest("[lang=en], .editor, .output, .entry, [data-part=picker], .tabs, .cm-panel")) continue;
            texts.push(element.ariaLabel, element.title, element.placeholder);
            if (element.matches(WITH_TEXT)) texts.push(element.innerText);
        }
    };
    visit(host.shadowRoot);
    return texts.filter(Boolean).map((text) => text.trim());
}"""


@pytest.fixture
def taiwanese(browser: Browser, stack: Stack) -> Iterator[Playground]:
    with visiting(browser, stack, locale="zh-TW", viewport={"width": 1280, "height": 800}) as playground:
        yield playground


def english(playground: Playground) -> list[str]:
    """What is shown or spoken without a Chinese character in it."""
    texts = playground.element.evaluate(TEXTS)
    words = [text for text in texts if re.search("[A-Za-z]{2}", text) and not re.search("[\u4e00-\u9fff]", text)]
    return [text for text in words if not LEFT_IN_ENGLISH.match(text)]


def test_a_browser_in_traditional_chinese_gets_the_interface_in_it(taiwanese: Playground) -> None:
    taiwanese.open("c/hello")
    expect(taiwanese.element).to_have_attribute("lang", "zh-TW")
    expect(taiwanese.button("設定")).to_be_visible()
    taiwanese.button("建置並執行").click()
    expect(taiwanese.status).to_contain_text("執行完成")
    expect(taiwanese.element.get_by_role("log", name="輸出")).to_contain_text("Hello")
    assert english(taiwanese) == []
    assert violations(taiwanese.page, OF_THE_THEME) == []


@pytest.mark.parametrize("number", range(1, 5))
def test_every_view_is_in_chinese(taiwanese: Playground, number: int) -> None:
    taiwanese.open("c/hello")
    expect(taiwanese.button("設定")).to_be_visible()
    view = taiwanese.element.get_by_role("tablist", name="結果的檢視").get_by_role("tab").nth(number)
    view.click()
    expect(
        taiwanese.element.locator(f"#{view.get_attribute('aria-controls')} :is(button, p, h3)").first
    ).to_be_visible()
    assert english(taiwanese) == []


@pytest.mark.parametrize("opener", ["設定", "所有指令"])
def test_every_dialog_is_in_chinese(taiwanese: Playground, opener: str) -> None:
    taiwanese.open("c/hello")
    taiwanese.button(opener).click()
    expect(taiwanese.element.get_by_role("dialog")).to_be_visible()
    assert english(taiwanese) == []
    assert violations(taiwanese.page, OF_THE_THEME) == []


def test_the_list_of_keys_is_in_chinese(taiwanese: Playground) -> None:
    taiwanese.open("c/hello")
    expect(taiwanese.button("設定")).to_be_visible()
    taiwanese.page.keyboard.press("?")
    expect(taiwanese.element.get_by_role("dialog", name="按鍵")).to_be_visible()
    assert english(taiwanese) == []


def test_another_language_is_chosen_and_remembered(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    expect(playground.element).to_have_attribute("lang", "en")
    playground.button("Settings").click()
    playground.element.get_by_role("dialog").get_by_label("Language").select_option("繁體中文")
    expect(playground.button("建置並執行")).to_be_visible()
    page.goto(f"{playground.url}/playground/?example=python/hello")
    expect(playground.button("建置並執行")).to_be_visible()
    playground.button("設定").click()
    playground.element.get_by_role("dialog").get_by_label("語言").select_option("English")
    expect(playground.run_button).to_be_visible()
