"""Every page, as somebody reads it: by day and by night, wide and narrow, with all its experiments in place."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from tests.e2e.conftest import SITE, complains

PAGES = sorted(
    f"{page.parent.relative_to(SITE).as_posix()}/".removeprefix("./")
    for page in SITE.rglob("index.html")
    if "decisions/0" not in page.as_posix()
)
PAGES += ["nothing-here/"]

OF_THE_THEME = {"landmark-unique"}
"""Material names its navigation twice when the page is narrow."""


def open_page(page: Page, url: str) -> None:
    """Load the page and bring every experiment of it near enough to be loaded."""
    page.goto(url)
    labs = page.locator("wardian-lab")
    for number in range(labs.count()):
        lab = labs.nth(number)
        lab.scroll_into_view_if_needed()
        expect(lab).to_have_attribute("data-ready", lab.get_attribute("name") or "")


def violations(page: Page, ignored: set[str]) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [json.dumps(violation, indent=1) for violation in found if violation["id"] not in ignored]


@pytest.mark.parametrize("path", PAGES)
def test_by_day_and_by_night_on_a_phone_a_page_is_accessible(
    page: Page, base_url: str, path: str, subtests: pytest.Subtests
) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    open_page(page, f"{base_url}/{path}")
    with subtests.test("by day"):
        assert violations(page, set()) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    with subtests.test("by night on a phone, and does not scroll sideways"):
        expect(page.locator("html")).to_have_js_property("scrollWidth", 390)
        assert violations(page, OF_THE_THEME) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_plain_hosting_asks_only_its_own_host_and_complains_of_nothing(
    page: Page, static_site: str, path: str
) -> None:
    hosts, complaints = set[str](), list[str]()
    page.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if path != "nothing-here/":
        page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
    open_page(page, f"{static_site}/{path}")
    page.wait_for_load_state("networkidle")
    assert hosts - {""} == {urlsplit(static_site).netloc}
    assert complaints == []
