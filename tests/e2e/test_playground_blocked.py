"""What the owner of a deployment sees that the operator has blocked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import SITE, serving
from tests.e2e.deploying import Deployment
from tests.e2e.playground import Playground

REASON = "It asks visitors for passwords."


def operator(data: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "wardian", "deployments", *arguments]
    subprocess.run(command, check=True, timeout=60, env={"WARDIAN_DATA": str(data)})


@pytest.mark.parametrize("width", [1280, 390])
def test_the_owner_reads_who_blocked_it_and_why_and_may_delete_it(
    width: int, page: Page, http: httpx.Client, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    with serving(SITE, tmp_path / "data") as stack:
        playground = Playground(page, stack.url)
        deployment = Deployment(playground)
        playground.open("c/handler")
        deployment.show()
        url = deployment.deploy()
        name = url.partition("//")[2].partition(".")[0]
        operator(tmp_path / "data", "block", name, "--reason", REASON)

        visited = http.get(url, headers={"Accept": "text/html"})
        assert (visited.status_code, REASON in visited.text) == (403, True)
        deployment.page("Versions")
        deployment.page("Permissions")
        deployment.button("Renew").click()
        expect(deployment.view).to_contain_text("Whoever runs this server has blocked this deployment or its program.")
        expect(deployment.view).to_contain_text(f"The reason given: {REASON}")
        expect(deployment.view).to_contain_text(f"Nobody can open {name} now")
        expect(deployment.link).to_be_hidden()
        expect(deployment.tick("Keep values between requests")).to_be_hidden()

        page.reload()
        playground.expect_ready("c/handler")
        deployment.show()
        expect(deployment.view).to_contain_text(REASON)
        expect(deployment.button("Delete…")).to_be_in_viewport()

        operator(tmp_path / "data", "unblock", name)
        page.reload()
        playground.expect_ready("c/handler")
        deployment.show()
        expect(deployment.link).to_have_text(url)
        assert http.get(url).status_code == 200
