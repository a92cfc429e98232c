"""`make screenshots`: every page, wide and narrow, light and dark, into build/screenshots, and the site's own pictures.

Not a test: somebody has to look at them.
"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.e2e.conftest import ROOT, Stack
from tests.e2e.playground import Playground
from tests.e2e.test_every_page import open_page

SHEET = ROOT / "build" / "screenshots"
ASSETS = ROOT / "site" / "assets"
README_PICTURE = ASSETS / "playground.png"
SOCIAL_PICTURE = ASSETS / "social.png"
PAGES = sorted(
    path.parent.relative_to(ROOT / "build" / "site").as_posix()
    for path in (ROOT / "build" / "site").rglob("index.html")
    if "decisions/0" not in path.as_posix()
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_contact_sheet(browser: Browser, stack: Stack, path: str, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    open_page(page, f"{stack.url}/{path}/")
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    name = "home" if path == "." else path.replace("/", "-")
    page.screenshot(path=SHEET / f"{name}-{scheme}-{width}.png", full_page=True)
    page.close()


def test_readme_picture(browser: Browser, stack: Stack) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light")
    playground = Playground(page, stack.url)
    playground.open("python/image-sharpen")
    playground.run()
    playground.expect_ended()
    playground.deploy_button.click()
    expect(playground.status).to_contain_text("Deployed")
    playground.element.get_by_role("tab", name="Preview").click()
    expect(page.frame_locator("iframe[src*='-']").get_by_role("heading").first).to_be_visible()
    page.screenshot(path=README_PICTURE)
    page.close()


def test_picture_of_links_to_the_site(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    logo = base64.b64encode((ASSETS / "logo.svg").read_bytes()).decode()
    template = Path(__file__).with_name("social.html").read_text(encoding="utf-8")
    page.set_content(template.replace("LOGO", f"data:image/svg+xml;base64,{logo}"))
    page.screenshot(path=SOCIAL_PICTURE)
    page.close()
