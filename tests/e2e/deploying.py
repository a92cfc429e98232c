"""The playground's view of a deployment, as its owner sees it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect
from tests.e2e.playground import Playground

SHADOWS = """host => [host.shadowRoot.innerHTML, document.documentElement.outerHTML,
  ...[...host.shadowRoot.querySelectorAll("input, textarea")].map(field => field.value)].join("\\n")"""
"""All that the page holds, also what is typed in it."""


class Deployment:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.view = playground.element.get_by_role("tabpanel", name="Deployment", exact=True)
        self.link = self.view.locator("a.url")
        self.left = self.view.get_by_role("timer")
        self.answer = self.view.get_by_role("group", name="Response")
        self.requests = self.view.get_by_role("list", name="Requests").locator("li")

    def show(self) -> None:
        self.playground.element.get_by_role("tab", name="Deployment", exact=True).click()
        expect(self.view).to_be_visible()

    def deploy(self, said: str = "Deployed.") -> str:
        """Resolves to the address."""
        self.playground.deploy_button.click()
        expect(self.playground.status.first).to_have_text(said)
        return self.link.inner_text()

    def page(self, name: str) -> None:
        self.view.get_by_role("tab", name=name, exact=True).click()

    def button(self, name: str) -> Locator:
        return self.view.get_by_role("button", name=name, exact=True)

    def tick(self, label: str) -> Locator:
        return self.view.get_by_role("checkbox", name=re.compile(label))

    def say(self, text: str) -> None:
        """Wait for the status line, which several parts of the view write to as well."""
        expect(self.playground.status.first).to_contain_text(text)

    def ask(self, method: str, path: str, headers: str = "", body: str = "") -> None:
        self.page("Request")
        self.view.get_by_label("Method").select_option(method)
        self.view.get_by_label("Path and query").fill(path)
        fields = self.view.locator("details", has_text="Headers and body")
        if fields.get_attribute("open") is None:
            fields.locator("summary").click()
        self.view.get_by_label("Headers, one a line").fill(headers)
        self.view.get_by_label("Body", exact=True).fill(body)
        self.button("Send request").click()
