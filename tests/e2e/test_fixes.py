"""A mistake in a file that is not shown, with tabs, emoji and CRLF: found, gone to, and fixed without a mouse."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from tests.e2e.playground import Playground

C = {
    "main.c": '#include "greet.h"\r\n#include <stdio.h>\r\nint main(void) {\r\n\tprintf("%s 😀", greet());\r\n}\r\n',
    "greet.h": 'static const char *greet(void) {\r\n\tconst char *s = /* 🦀 */ "hi"\r\n\treturn s;\r\n}\r\n',
}
RUST = {
    "main.rs": 'mod geo;\r\nfn main() {\r\n\tprint!("{} 😀", geo::area(2));\r\n}\r\n',
    "geo.rs": "pub fn area(w: u32) -> u32 {\r\n\t/* 🦀 */ let x: u32 = 1u64;\r\n\tw * x\r\n}\r\n",
}
PYTHON = {
    "main.py": 'import geo\r\nprint(geo.area(2), "😀", end="")\r\n',
    "geo.py": 'def area(w):\r\n\ts = "🦀"; x = 1\r\n\tif x == 1\r\n\t\treturn w\r\n',
}
WAT = {
    "main.wat": """(module
\t(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
\t(memory (export "memory") 1)
\t(data (i32.const 0) "\\08\\00\\00\\00\\04\\00\\00\\00😀")
\t(func (export "_start")
\t\t(; 🦀 ;) (drop (call $wirte (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))))
""".replace("\n", "\r\n")
}
MISTAKES = [
    ("c", C, "greet.h", "Insert `;`", '"hi";', "hi 😀"),
    ("rust", RUST, "geo.rs", "Change the type", "1u32;", "2 😀"),
    ("python", PYTHON, "geo.py", "Insert `:`", "if x == 1:", "2 😀"),
    ("wat", WAT, "main.wat", "Change to `$write`", "call $write ", "😀"),
]


@pytest.mark.parametrize(
    ("language", "files", "file", "fix", "fixed", "prints"), MISTAKES, ids=("c", "rust", "python", "wat")
)
def test_a_mistake_is_fixed_from_the_keyboard(
    playground: Playground,
    page: Page,
    language: str,
    files: dict[str, str],
    file: str,
    fix: str,
    fixed: str,
    prints: str,
) -> None:
    open_shared(playground, {"language": language, "files": files})
    playground.run()
    playground.expect_ended("The build failed with 1 error")
    assert Axe().run(page).violations_count == 0

    tab_to(page, f"Apply: {fix}")
    page.keyboard.press("Enter")
    expect(playground.editor).to_be_focused()
    expect(playground.element.get_by_role("tab", name=file)).to_have_attribute("aria-selected", "true")
    assert fixed in playground.text()

    page.keyboard.press("ControlOrMeta+Enter")
    playground.expect_ended()
    expect(playground.output).to_contain_text(prints)
    expect(playground.problems.get_by_role("listitem")).to_have_count(0)


@pytest.mark.parametrize("language", ["c", "rust"])
def test_problems_fit_a_narrow_page(playground: Playground, page: Page, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_shared(playground, {"language": language, "files": {"c": C, "rust": RUST}[language]})
    playground.run()
    playground.expect_ended("The build failed with 1 error")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    playground.problems.get_by_role("button", name="Apply:").click()
    playground.run()
    playground.expect_ended()


def open_shared(playground: Playground, project: dict[str, Any]) -> None:
    share = httpx.post(f"{playground.url}/api/shares", json=project).json()["id"]
    playground.page.goto(f"{playground.url}/playground/?share={share}")
    playground.expect_ready(f"share/{share}")


FOCUSED = """(() => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return [focused.textContent.trim(), focused.matches(".cm-content")];
})()"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus begins with these words; Escape lets go of an editor."""
    for _ in range(60):
        page.keyboard.press("Tab")
        text, in_editor = page.evaluate(FOCUSED)
        if text.startswith(name):
            return
        if in_editor:
            page.keyboard.press("Escape")
    raise AssertionError(f"Tab does not come to {name}.")
