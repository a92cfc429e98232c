"""The landing page over a slow connection, as a phone on a train has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

BITS_PER_S = 1_600_000
LATENCY_MS = 150

FIRST_PAINT_MS = 1_800
LARGEST_PAINT_MS = 2_500
SHIFT = 0.05
SCRIPT_BYTES = 120_000

OBSERVE = """
window.seen = { "first-contentful-paint": 0, "largest-contentful-paint": 0, "layout-shift": 0 };
for (const type of ["paint", "largest-contentful-paint", "layout-shift"]) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (type === "layout-shift") { if (!entry.hadRecentInput) seen[type] += entry.value; }
      else if (type === "paint") { if (entry.name in seen) seen[entry.name] = entry.startTime; }
      else seen[type] = entry.startTime;
    }
  }).observe({ type, buffered: true });
}
"""


@dataclass
class Visit:
    page: Page
    seen: dict[str, float] = field(default_factory=dict)
    scripts: dict[str, int] = field(default_factory=dict)
    """Bytes on the wire, by address."""
    addresses: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=[1280, 390])
def visit(browser: Browser, base_url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, service_workers="block")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    bytes_per_s = BITS_PER_S / 8
    throttle = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": bytes_per_s}
    devtools.send("Network.emulateNetworkConditions", {**throttle, "uploadThroughput": bytes_per_s})
    visit = Visit(page)
    types = dict[str, tuple[str, str]]()

    def responded(event: dict[str, Any]) -> None:
        types[event["requestId"]] = (event["type"], event["response"]["url"])
        visit.addresses.append(event["response"]["url"])

    def finished(event: dict[str, Any]) -> None:
        kind, address = types.get(event["requestId"], ("", ""))
        if kind == "Script":
            visit.scripts[address] = int(event["encodedDataLength"])

    devtools.on("Network.responseReceived", responded)
    devtools.on("Network.loadingFinished", finished)
    page.add_init_script(OBSERVE)
    page.goto(base_url, wait_until="networkidle")
    visit.seen = page.evaluate("seen")
    yield visit
    context.close()


def test_something_can_be_read_soon(visit: Visit) -> None:
    assert 0 < visit.seen["first-contentful-paint"] <= FIRST_PAINT_MS


def test_the_largest_part_is_there_soon(visit: Visit) -> None:
    assert 0 < visit.seen["largest-contentful-paint"] <= LARGEST_PAINT_MS


def test_nothing_jumps(visit: Visit) -> None:
    assert visit.seen["layout-shift"] <= SHIFT


def test_the_scripts_before_the_first_click_are_light(visit: Visit) -> None:
    assert 0 < sum(visit.scripts.values()) <= SCRIPT_BYTES, visit.scripts


def test_runtimes_and_editor_languages_wait_until_they_are_used(visit: Visit) -> None:
    early = [url for url in visit.addresses if any(part in url for part in ("pyodide", "clang", "lang-", "editor"))]
    assert early == []
