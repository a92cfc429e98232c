"""The lesson on linear memory: its labs, as a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.conftest import PATIENCE_MS, Stack

LESSON = "tutorials/linear-memory"
LABS = ("memory", "out-of-bounds", "grow", "strings", "two-instances", "shared-buffer")
PAGE = 65_536

Lab = Callable[[str], Locator]


@pytest.fixture
def lab(page: Page, stack: Stack) -> Lab:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{stack.url}/{LESSON}/")
    return lambda name: _ready(page, name)


def _ready(page: Page, name: str) -> Locator:
    lab = page.locator(f"wardian-lab[name={name}]")
    lab.scroll_into_view_if_needed()
    expect(lab).to_have_attribute("data-ready", name)
    return lab


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _variable(lab: Locator, name: str) -> list[str]:
    row = (
        lab.get_by_role("region", name="Variables")
        .get_by_role("row")
        .filter(has=lab.page.get_by_text(name, exact=True))
    )
    return row.locator("td").all_inner_texts()


def _bytes(lab: Locator, at: int, size: int) -> list[int]:
    return [int(lab.locator(f"td[data-at='{at + i}']").inner_text(), 16) for i in range(size)]


def test_bytes_change_at_a_step_and_change_back(lab: Lab) -> None:
    memory = lab("memory")
    status = memory.get_by_role("status")
    expect(status).to_contain_text("Step 1 of")
    memory.get_by_role("button", name="Next").click()
    expect(status).to_contain_text("line 12 of main is next")
    kind, address = _variable(memory, "numbers in main")[1:3]
    at = int(address, 16)
    after = _bytes(memory, at, 16)
    assert (kind, after) == ("int [4]", [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0])
    marked = {int(cell.get_attribute("data-at") or "") - at for cell in memory.locator("td.byte.changed").all()}
    memory.get_by_role("button", name="Back").click()
    expect(status).to_contain_text("line 11 of main is next")
    before = _bytes(memory, at, 16)
    assert marked == {i for i in range(16) if before[i] != after[i]} != set()


def test_a_pointer_is_the_address_of_what_it_points_to(lab: Lab) -> None:
    memory = lab("memory")
    for _ in range(3):
        memory.get_by_role("button", name="Next").click()
    numbers, here = _variable(memory, "numbers in main"), _variable(memory, "here in main")
    target = re.search(r"0x[0-9a-f]+", here[3])
    assert target is not None
    assert int(target[0], 16) == int(numbers[2], 16) + 4


def test_keys_go_through_steps_and_bytes(lab: Lab) -> None:
    memory = lab("memory")
    memory.get_by_role("slider", name="Step").focus()
    memory.page.keyboard.press("ArrowRight")
    expect(memory.get_by_role("status")).to_contain_text("Step 2 of")
    memory.locator("td[tabindex='0']").focus()
    before = int(memory.locator("td[tabindex='0']").get_attribute("data-at") or "")
    memory.page.keyboard.press("ArrowRight")
    memory.page.keyboard.press("ArrowDown")
    expect(memory.locator("td[tabindex='0']")).to_be_focused()
    assert int(memory.locator("td[tabindex='0']").get_attribute("data-at") or "") == before + 17


def test_the_readers_own_program_is_stepped_through(lab: Lab) -> None:
    memory = lab("memory")
    memory.get_by_role("button", name="Edit the program").click()
    editor = memory.get_by_role("textbox", name="main.c")
    editor.press("Control+a")
    editor.press_sequentially("int main(void) {\nint mine = 7\n")
    memory.get_by_role("button", name="Build and step").click()
    expect(memory.get_by_role("alert")).to_contain_text("Line 2: expected ';'")
    editor.press("Control+a")
    editor.press_sequentially("int main(void) {\nint mine = 7;\nmine = *(int *)(mine * 100000000);\n")
    editor.press("Control+Enter")
    expect(memory.get_by_role("status")).to_contain_text("Step 1 of 3")
    memory.get_by_role("button", name="Last").click()
    expect(memory.get_by_role("status")).to_contain_text("line 3 trapped: memory access out of bounds")
    assert _variable(memory, "mine in main")[3] == "7"


def test_a_read_one_past_the_end_traps_at_the_address_that_was_computed(lab: Lab) -> None:
    reading = lab("out-of-bounds")
    answer = reading.get_by_role("status")
    reading.get_by_role("button", name="the memory's last int").click()
    expect(answer).to_contain_text("No trap")
    reading.get_by_role("button", name="the first outside").click()
    expect(answer).to_contain_text("memory access out of bounds")
    text = answer.inner_text()
    computed = re.search(r"= (0x[0-9a-f]+), which is ([\d,]+)", text)
    bytes_ = re.search(r"([\d,]+) bytes, (\d+) pages", text)
    assert computed is not None
    assert bytes_ is not None
    assert f"{computed[1]}, the same" in text
    assert _number(computed[2]) == int(computed[1], 16) == _number(bytes_[1]) == int(bytes_[2]) * PAGE
    assert "i32.load in main" in text
    assert re.search(r"main\.c, line 9, from the module’s line table", text)
    expect(reading.locator("li[aria-current]")).to_contain_text("int value = *element;")


def test_growth_keeps_what_was_there_and_detaches_the_old_buffer(lab: Lab) -> None:
    grow = lab("grow")
    grow.get_by_role("button", name="memory.grow(16)").click()
    row = grow.get_by_role("log").locator("tbody tr").first.locator("td").all_inner_texts()
    was, now = (int(pages) for pages in row[2].split(" → "))
    assert now == was + 16
    assert row[1].startswith(f"{was},")
    assert row[3] == f"all {was * PAGE:,} as before"
    assert row[4].startswith("detached")
    assert row[5].endswith("“I stay where I am.”")
    grow.get_by_role("button", name="memory.grow(60000)").click()
    expect(grow.get_by_role("log").locator("tbody tr").first).to_contain_text("refused")


def test_a_string_arrives_as_bytes_and_a_number_in_the_order_that_was_asked(lab: Lab) -> None:
    strings = lab("strings")
    said = strings.get_by_role("status")
    expect(said.first).to_contain_text("is 8 UTF-16 units for JavaScript and 13 bytes here")
    strings.get_by_role("button", name="Let C shout it").click()
    expect(said.first).to_contain_text("“GRüßE 🌿”")
    strings.get_by_label("Encoding").select_option("utf-16")
    strings.get_by_role("button", name="Pass it").click()
    strings.get_by_role("button", name="Let C shout it").click()
    expect(said.first).to_contain_text("changed 0 letters")
    strings.get_by_role("button", name="Write it").click()
    expect(said.last).to_contain_text("wrote 44 33 22 11. C reads 0x11223344")
    strings.get_by_role("checkbox", name="Little-endian").uncheck()
    strings.get_by_role("button", name="Write it").click()
    expect(said.last).to_contain_text("wrote 11 22 33 44. C reads 0x44332211")


def test_two_instances_differ_until_they_are_given_one_memory(lab: Lab) -> None:
    two = lab("two-instances")
    two.get_by_role("button", name="Write in A").click()
    expect(two.get_by_role("status")).to_contain_text("A reads 42 and B reads 0")
    assert two.locator("td[data-at='16']").all_inner_texts() == ["2a", "00"]
    two.get_by_label("Give both the same memory").check()
    two.get_by_role("button", name="Write in B").click()
    expect(two.get_by_role("status")).to_contain_text("B reads 42 and A reads 42")
    assert two.locator("td[data-at='16']").all_inner_texts() == ["2a", "2a"]


def test_rust_javascript_and_python_work_in_one_buffer(lab: Lab) -> None:
    shared = lab("shared-buffer")
    said = shared.get_by_role("status")
    shared.get_by_role("button", name="JavaScript: write").click()
    shared.get_by_role("button", name="Rust: add").click()
    expect(said).to_contain_text(f"{sum(range(64))}.")
    shared.get_by_role("button", name="Rust: invert").click()
    inverted = sum(255 - i for i in range(64))
    shared.get_by_role("button", name="Copy them to Python").click()
    expect(said).to_contain_text(f"Python counts {inverted} there")
    shared.get_by_role("button", name="Python: add").click()
    after = sum((256 - i) % 256 for i in range(64))
    expect(said).to_contain_text(f"counted {after}. Rust counts {after}.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_labs_are_accessible_and_fit(browser: Browser, stack: Stack, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{stack.url}/{LESSON}/")
    for name in LABS:
        _ready(page, name)
    _ready(page, "memory").get_by_role("button", name="Next").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".md-content")
    assert found.violations_count == 0, found.generate_report()
    page.close()
