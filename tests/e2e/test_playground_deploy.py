"""Deploying in the playground: for how long, which version, and whose it is."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.contract.process import until
from tests.e2e.conftest import PATIENCE_MS, ROOT, SITE, Stack, serving
from tests.e2e.deploying import SHADOWS, Deployment
from tests.e2e.playground import Playground
from tests.e2e.test_playground_projects import BYTES, PIXEL, import_zip, zipped
from tests.e2e.test_playground_share import link_of

TEXT = '#include <stdio.h>\nint main(void) {{ puts("Content-Type: text/plain\\n\\n{}"); }}\n'
EMBEDS = """#include <stdio.h>

static const unsigned char data[] = {
#embed "bytes.bin"
};

int main(void)
{
    printf("Content-Type: text/plain\\n\\n%zu bytes, the last %d\\n", sizeof data, data[sizeof data - 1]);
}
"""
KEPT = "key => JSON.parse(localStorage.getItem('wardian:1:deployment:' + key))"
DECODE = """async svg => {
  const image = new Image(), canvas = document.createElement("canvas");
  const drawn = svg.cloneNode(true);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  drawn.setAttribute("width", canvas.width = 400);
  drawn.setAttribute("height", canvas.height = 400);
  image.src = "data:image/svg+xml," + encodeURIComponent(drawn.outerHTML);
  await image.decode();
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, 400, 400);
  paper.drawImage(image, 0, 0);
  return jsQR(paper.getImageData(0, 0, 400, 400).data, 400, 400)?.data;
}"""


@pytest.fixture
def deployment(playground: Playground) -> Deployment:
    return Deployment(playground)


def test_it_stays_as_long_as_is_chosen_and_renewing_begins_anew(
    playground: Playground, deployment: Deployment, page: Page, stack: Stack, http: httpx.Client
) -> None:
    playground.open("c/handler")
    deployment.show()
    deployment.view.get_by_label("How long it stays").select_option("15 minutes")
    url = deployment.deploy()
    expect(deployment.left).to_have_text(re.compile(r"^14 min \d+ s left$"))
    before = deployment.left.inner_text()
    expect(deployment.left).not_to_have_text(before)
    deployment.page("Permissions")
    deployment.view.get_by_label("How long it stays").select_option("7 days")
    deployment.button("Renew").click()
    deployment.say("Renewed: it stays until")
    expect(deployment.left).to_have_text("6 d 23 h 59 min left")
    name = url.partition("//")[2].partition(".")[0]
    ends = http.get(f"{stack.url}/api/deployments/{name}").json()["expires_at"]
    assert deployment.left.get_attribute("datetime") == ends


def test_the_next_deploy_swaps_what_the_address_answers_and_a_version_brings_it_back(
    playground: Playground, deployment: Deployment, http: httpx.Client
) -> None:
    playground.open("c/hello")
    playground.run()
    expect(playground.output).to_contain_text("Hello")
    playground.write(TEXT.format("first"))
    url = deployment.deploy()
    playground.write(TEXT.format("second"))
    expect(deployment.view).to_contain_text("The text has changed since it was deployed.")
    deployment.button("Deploy this version").click()
    deployment.say("Deployed as version 2.")
    assert deployment.link.inner_text() == url
    assert http.get(url).text.strip() == "second"

    deployment.page("Versions")
    rows = deployment.view.get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("served now")
    deployment.button("Go back to version 1").click()
    deployment.say("Version 3 serves again what version 1 did.")
    expect(deployment.view).to_contain_text("Version 3")
    assert http.get(url).text.strip() == "first"
    playground.element.get_by_role("tab", name="Output", exact=True).click()
    expect(playground.output).to_contain_text("Hello")


def test_deleting_asks_first_and_then_the_address_is_gone(
    playground: Playground, deployment: Deployment, http: httpx.Client, page: Page
) -> None:
    playground.open("c/handler")
    url = deployment.deploy()
    deployment.page("Versions")
    dialog = playground.element.get_by_role("dialog", name=re.compile("^Delete "))
    deployment.button("Delete…").click()
    expect(dialog).to_contain_text("deleted for good")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_have_count(0)
    assert http.get(url).status_code == 200
    deployment.button("Delete…").click()
    dialog.get_by_role("button", name="Delete", exact=True).click()
    deployment.say("Deleted. The address no longer answers.")
    assert http.get(url).status_code == 404
    expect(deployment.view).to_contain_text("not on the edge yet")
    assert page.evaluate(KEPT, "c/handler") is None
    assert deployment.deploy() != url


def test_a_reload_finds_the_deployment_and_its_token_is_nowhere_to_be_read(
    playground: Playground, deployment: Deployment, page: Page, browser: Browser, stack: Stack
) -> None:
    playground.open("c/handler")
    url = deployment.deploy()
    kept = page.evaluate(KEPT, "c/handler")
    page.reload()
    playground.expect_ready("c/handler")
    deployment.show()
    expect(deployment.link).to_have_text(url)
    for name in ("Request", "Preview", "Log", "Permissions", "Versions"):
        deployment.page(name)
    expect(deployment.view.get_by_role("row").nth(1)).to_contain_text("served now")
    assert len(kept["token"]) > 20
    assert kept["token"] not in playground.element.evaluate(SHADOWS)
    assert kept["token"] not in page.url
    link = link_of(playground)
    with browser.new_context(service_workers="block") as elsewhere:
        theirs = Playground(elsewhere.new_page(), stack.url)
        theirs.page.goto(link)
        expect(theirs.editor).to_contain_text("http.h")
        seen = Deployment(theirs)
        seen.show()
        expect(seen.view).to_contain_text("not on the edge yet")
        kept_there = theirs.page.evaluate("JSON.stringify(localStorage)")
    assert kept["token"] not in kept_there


def test_what_was_removed_elsewhere_is_told_and_deployed_anew(
    playground: Playground, deployment: Deployment, page: Page, http: httpx.Client, stack: Stack
) -> None:
    playground.open("c/handler")
    url = deployment.deploy()
    kept = page.evaluate(KEPT, "c/handler")
    owner = {"Authorization": f"Bearer {kept['token']}"}
    http.delete(f"{stack.url}/api/deployments/{kept['name']}", headers=owner)
    page.reload()
    playground.expect_ready("c/handler")
    deployment.show()
    expect(deployment.view).to_contain_text("was removed. The next one gets a new address.")
    assert deployment.deploy() != url


def test_what_has_expired_says_so_and_is_renewed_at_its_address(page: Page, tmp_path: Path, http: httpx.Client) -> None:
    with serving(SITE, tmp_path, WARDIAN_TTL_MIN_S="1") as stack:
        playground = Playground(page, stack.url)
        deployment = Deployment(playground)
        playground.open("c/handler")
        url = deployment.deploy()
        kept = page.evaluate(KEPT, "c/handler")
        address = f"{stack.url}/api/deployments/{kept['name']}"
        http.post(f"{address}/renew", json={"ttl": 1}, headers={"Authorization": f"Bearer {kept['token']}"})
        until(lambda: http.get(address).status_code == 410)
        page.reload()
        playground.expect_ready("c/handler")
        deployment.show()
        expect(deployment.view).to_contain_text(f"{kept['name']} has expired: its address answers no more.")
        expect(deployment.link).to_be_hidden()
        assert http.get(url).status_code == 410
        deployment.button("Renew").click()
        deployment.say("Renewed: it stays until")
        expect(deployment.link).to_have_text(url)
        assert http.get(url).status_code == 200


def test_the_address_is_copied_by_a_button_where_the_browser_lets_it(
    playground: Playground, deployment: Deployment, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.open("c/handler")
    url = deployment.deploy()
    deployment.button("Copy link").click()
    deployment.say("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == url
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new DOMException()))")
    deployment.button("Copy link").click()
    deployment.say("select the link and copy it by hand")


def test_the_qr_code_holds_the_address(playground: Playground, deployment: Deployment, page: Page) -> None:
    playground.open("c/handler")
    url = deployment.deploy()
    deployment.button("QR code").click()
    code = playground.element.get_by_role("img", name=f"QR code of {url}")
    page.evaluate((ROOT / "playground/node_modules/jsqr/dist/jsQR.js").read_text())
    assert code.evaluate(DECODE) == url
    expect(playground.element.get_by_role("dialog")).to_contain_text("a phone finds nothing there")


def test_files_that_are_no_text_are_deployed_too(
    playground: Playground, deployment: Deployment, http: httpx.Client
) -> None:
    playground.open("c/hello")
    import_zip(playground, zipped({"main.c": EMBEDS.encode(), "bytes.bin": BYTES, "assets/leaf.png": PIXEL}))
    expect(playground.editor).to_contain_text("#embed")
    url = deployment.deploy()
    assert http.get(url).text == "256 bytes, the last 255\n"
    assert http.get(f"{url}/assets/leaf.png").content == PIXEL


def test_a_program_whose_output_is_no_response_is_told_of_before(
    playground: Playground, deployment: Deployment
) -> None:
    playground.open("c/hello")
    playground.run()
    playground.expect_ended()
    deployment.show()
    expect(deployment.view).to_contain_text("the edge would answer 502. Line 1")


def test_a_page_without_a_runner_says_that_deploying_takes_one(page: Page, static_site: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    playground.open("wat/hello")
    deployment = Deployment(playground)
    deployment.show()
    expect(deployment.view).to_contain_text("To deploy takes a runner with an edge")
    expect(playground.deploy_button).to_be_hidden()
    expect(deployment.tick("Keep values")).to_be_hidden()
