from __future__ import annotations

import json

import pytest

from wardian.edge.pages import Page, answer, prefers_json, tail


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", False),
        ("*/*", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("application/json", True),
        ("application/problem+json, */*", True),
        ("application/json;q=0.5, text/html", False),
        ("application/json, text/html;q=0.9", True),
        ("application/json;q=nonsense", False),
    ],
)
def test_json_is_for_who_prefers_it(accept: str, wanted: bool) -> None:
    assert prefers_json(accept) is wanted


def test_page_escapes_what_it_shows() -> None:
    _, headers, body = answer(Page(502, "<b>", "<i>", stderr="<script>"), "text/html")
    assert ("content-type", "text/html; charset=utf-8") in headers
    assert not any(tag in body for tag in (b"<b>", b"<i>", b"<script>"))


def test_problem_holds_what_the_page_says() -> None:
    page = Page(504, "Too long", "It ran on.", stderr="last words", stdout="[1, 2")
    status, headers, body = answer(page, "application/json")
    assert status == 504
    assert ("content-type", "application/problem+json") in headers
    assert json.loads(body) == {
        "type": "about:blank",
        "status": 504,
        "title": "Too long",
        "detail": "It ran on.",
        "stderr": "last words",
        "stdout": "[1, 2",
    }


def test_tail_begins_with_a_whole_line() -> None:
    assert tail(b"a" * 9000 + b"\nlast line\n") == "last line"
    assert len(tail(b"a" * 9000)) == 8192
