"""A hostile program in the frame. Python can reach JavaScript there, so it stands for the worst of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.playground import Playground

HOSTILE = """
import js
from pyodide.code import run_js
from pyodide.ffi import run_sync

try:
    print("REACHED", run_sync(run_js('''(async () => {{ {attempt} }})()''')))
except BaseException as error:
    print("REFUSED", type(error).__name__, str(error)[:200])
"""

ATTEMPTS = {
    "the page around it": "return self.parent.document.title",
    "the page's window": "return window.top.location.href",
    "localStorage": "return localStorage.getItem('wardian')",
    "cookies": "return document.cookie",
    "IndexedDB": "return await new Promise((yes, no) => {{ const asked = indexedDB.open('x');"
    " asked.onsuccess = yes; asked.onerror = () => no(asked.error) }})",
    "caches": "return await caches.open('x')",
    "the file system": "return await navigator.storage.getDirectory()",
    "the API": "return (await fetch('{site}/api/languages')).status",
    "the API, unseen": "await fetch('{site}/api/shares', {{method: 'POST', mode: 'no-cors'}}); return 'sent'",
    "another host": "return (await fetch('http://example.com/', {{mode: 'no-cors'}})).type",
    "a web socket": "return await new Promise((yes, no) => {{"
    " const socket = new WebSocket('{socket}'); socket.onopen = yes; socket.onerror = () => no('closed') }})",
    "a script of the site": "importScripts('{site}/assets/playground/playground.js'); return 'loaded'",
    "text as code": "return eval('1 + 1')",
}


@pytest.mark.parametrize("target", ATTEMPTS)
def test_hostile_python_cannot_reach(playground: Playground, target: str) -> None:
    attempt = ATTEMPTS[target].format(site=playground.url, socket=playground.url.replace("http", "ws"))
    playground.open("python/hello")
    playground.write(HOSTILE.format(attempt=attempt))
    playground.run()
    playground.expect_ended()
    expect(playground.output).to_contain_text("REFUSED")
    expect(playground.output).not_to_contain_text("REACHED")


def test_forged_reports_harm_nothing(playground: Playground, page: Page) -> None:
    """The program takes its worker over and says what it likes; the page believes only what a run may say."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    playground.open("python/hello")
    playground.write(
        "from pyodide.code import run_js\n"
        "for report in ['null', '{type: `ended`}', '{type: `output`, stream: `x`, bytes: 1}', '{type: `ready`}']:\n"
        "    run_js(f'postMessage({report})')\n"
        "print('<img src=x onerror=alert(1)>')\n"
    )
    playground.run()
    playground.expect_ended()
    expect(playground.output).to_have_text("<img src=x onerror=alert(1)>\n")
    assert playground.output.locator("img").count() == 0
    assert errors == []
