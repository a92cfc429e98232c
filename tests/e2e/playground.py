"""What a learner sees of the playground and does with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route, expect


class Playground:
    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.element = page.locator("wardian-playground")
        self.editor = self.element.locator(".cm-content")
        self.picker = self.element.get_by_label("Example")
        self.run_button = self.button("Build & Run")
        self.stop_button = self.button("Stop")
        self.deploy_button = self.button("Build & Deploy")
        self.status = self.element.get_by_role("status").and_(page.locator("[data-part=status]"))
        self.output = self.element.get_by_role("log")
        self.problems = self.element.get_by_role("list", name="Problems")
        self.input = self.element.get_by_label("Input", exact=True)

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def open(self, example: str) -> None:
        """Load the page with this example, `c/hello` for one."""
        self.page.goto(f"{self.url}/playground/?example={example}")
        self.expect_ready(example)

    def expect_ready(self, project: str) -> None:
        expect(self.element).to_have_attribute("data-ready", project)
        expect(self.editor).to_be_visible()

    def text(self) -> str:
        return "\n".join(self.editor.locator(".cm-line").all_inner_texts())

    def write(self, text: str) -> None:
        """Replace the text of the shown file."""
        self.editor.focus()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def replace(self, old: str, new: str) -> None:
        text = self.text()
        assert old in text
        self.write(text.replace(old, new))

    def run(self) -> None:
        self.run_button.click()

    def expect_ended(self, result: str = "exit code 0") -> None:
        expect(self.run_button).to_be_enabled()
        expect(self.status).to_contain_text(result)

    def marked_lines(self) -> Locator:
        """The lines with a marker of an error beside them: their place in the gutter."""
        return self.element.locator(".cm-gutter-lint .cm-gutterElement:has(.cm-lint-marker-error)")

    def expect_error_at(self, line: int) -> None:
        """The marker stands at the height of the line's number."""
        expect(self.marked_lines()).to_have_count(1)
        number = self.element.locator(".cm-lineNumbers .cm-gutterElement").get_by_text(str(line), exact=True)
        marker_box, number_box = self.marked_lines().bounding_box(), number.bounding_box()
        assert marker_box is not None
        assert number_box is not None
        assert abs(marker_box["y"] - number_box["y"]) < 2


@contextmanager
def held(page: Page, address: str) -> Iterator[None]:
    """What is asked for there comes only afterwards."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    yield
    for route in waiting:
        route.continue_()
    page.unroute(address)
