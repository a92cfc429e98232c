"""What the page about the edge says of routes, on a real edge."""

from __future__ import annotations

import tomllib

from tests.docs.conftest import SITE, Stack, fenced

from wardian.model import Language

PAGE = (SITE / "guide" / "edge.md").read_text(encoding="utf-8")
ROUTES = PAGE.partition("\n## Routes\n")[2].partition("\n## ")[0]
MENU = 'print("Content-Type: text/plain\\n\\nfern soup")'
CLOSED = 'print("Status: 503\\n")'


def test_a_route_answers_as_the_page_says(stack: Stack) -> None:
    [table] = fenced(ROUTES, "toml")
    [route] = tomllib.loads(table)["routes"]
    house_style, closed_today = fenced(ROUTES, "python")
    [styling] = route["then"]
    stack.deploy(Language.PYTHON, house_style, name=styling)
    stack.deploy(Language.PYTHON, closed_today, name=route["on_error"])
    site = stack.deploy(Language.PYTHON, 'print("Content-Type: text/plain\\n\\nthe site itself")', routes=[route])
    assert stack.request("GET", f"{site}/menu/today").text == "The kitchen said 404\n"
    stack.deploy(Language.PYTHON, MENU, name=route["to"])
    for path in ("/menu", "/menu/", "/menu/today"):
        answer = stack.request("GET", site.rstrip("/") + path)
        assert answer.text.strip() == "<h1>Menu</h1><p>fern soup\n</p>".strip()
        assert answer.headers["content-type"] == "text/html"
    assert stack.request("GET", site).text == "the site itself\n"
