"""Programs that use what only a deployment can be granted run in the page too, and are told so."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.playground import Playground

NO_KV = "Here, in your browser, a program has no key-value store."
NO_FETCH = "Here, in your browser, a program may not fetch anything."

C = """#include <edge.h>

int main(void)
{
    int64_t number;
    printf("%s %s\\n", edge_error_name(edge_kv_add("n", 1, &number)), edge_message());
    edge_response answer = edge_fetch("http://api.example.org/");
    printf("%s %s\\n", edge_error_name(answer.status), edge_message());
}
"""
RUST = """fn main() {
    println!("{}", edge::kv_add("n", 1).unwrap_err());
    println!("{}", edge::fetch("http://api.example.org/").unwrap_err());
}
"""
PYTHON = """import edge

for call in (lambda: edge.kv_add("n"), lambda: edge.fetch("http://api.example.org/")):
    try:
        call()
    except edge.Error as error:
        print(error.code.name, error)
"""


@pytest.mark.parametrize(("language", "program"), [("c", C), ("rust", RUST), ("python", PYTHON)])
def test_a_program_is_told_that_nothing_is_granted_in_a_browser(
    playground: Playground, language: str, program: str
) -> None:
    playground.open(f"{language}/hello")
    playground.write(program)
    playground.run()
    expect(playground.output).to_contain_text(NO_KV)
    expect(playground.output).to_contain_text(NO_FETCH)
    playground.expect_ended()


@pytest.mark.parametrize(("language", "program"), [("c", C), ("python", PYTHON)])
def test_so_it_is_on_a_page_without_a_runner(page: Page, static_site: str, language: str, program: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    playground.open(f"{language}/hello")
    playground.write(program)
    playground.run()
    expect(playground.output).to_contain_text(NO_FETCH, timeout=4 * PATIENCE_MS)
    playground.expect_ended()


@pytest.mark.parametrize("language", ["c", "rust", "python"])
def test_the_visitor_counter_is_deployed_with_the_grant_that_it_asks_for(
    playground: Playground, http: httpx.Client, language: str
) -> None:
    playground.open(f"{language}/visitor-counter")
    playground.deploy_button.click()
    expect(playground.status).to_have_text("Deployed.")
    url = playground.element.locator("a.url").inner_text()
    assert [http.get(url).text.strip() for _ in range(2)] == ["You are visitor 1.", "You are visitor 2."]
