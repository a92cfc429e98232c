"""Browsers that Playwright does not drive: the system's Firefox, by WebDriver BiDi, and WebKit, by WebDriver."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from tests.e2e.conftest import free_ports
from websockets.sync.client import ClientConnection, connect

START_S = 60


class Browser(Protocol):
    def open(self, url: str) -> None:
        """Until the page and what it needs are loaded."""

    def ask(self, script: str) -> Any:
        """What the body of a function returns in the page: text, or nothing."""


class Firefox:
    """https://www.w3.org/TR/webdriver-bidi/"""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count()
        self._command("session.new", capabilities={})
        self._context = self._command("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self._command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def ask(self, script: str) -> Any:
        target, call = {"context": self._context}, f"(() => {{ {script} }})()"
        told = self._command("script.evaluate", expression=call, target=target, awaitPromise=False)
        assert told["type"] == "success", told
        return told["result"].get("value")

    def _command(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass  # an event
        assert answer["type"] == "success", answer
        return answer["result"]


class WebKit:
    """https://www.w3.org/TR/webdriver2/"""

    def __init__(self, http: httpx.Client, browser: dict[str, Any]) -> None:
        self._http = http
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": browser}}}
        self._session = f"/session/{self._post('/session', asked)['sessionId']}"

    def open(self, url: str) -> None:
        self._post(f"{self._session}/url", {"url": url})

    def ask(self, script: str) -> Any:
        return self._post(f"{self._session}/execute/sync", {"script": script, "args": []})

    def close(self) -> None:
        self._http.delete(self._session)

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._http.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()["value"]


@contextmanager
def firefox() -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [_program("firefox-esr", "firefox"), "--headless", "--profile", profile, "--remote-debugging-port=0"]
        with (
            _running(command, "WebDriver BiDi listening on (ws://.+)") as address,
            connect(f"{address}/session", open_timeout=START_S, max_size=None) as socket,
        ):
            yield Firefox(socket)


@contextmanager
def webkit() -> Iterator[Browser]:
    places = Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")
    browser = {"binary": _program(*map(str, places)), "args": ["--automation"]}
    screen = [_program("Xvfb"), "-displayfd", "2", "-screen", "0", "1280x900x24"]
    port, _ = free_ports()
    with ExitStack() as running:
        display = running.enter_context(_running(screen, r"^(\d+)$"))
        driver = [_program("WebKitWebDriver"), f"--port={port}"]
        process = running.enter_context(subprocess.Popen(driver, env={**os.environ, "DISPLAY": f":{display}"}))
        running.callback(process.terminate)
        patient = httpx.HTTPTransport(retries=7)  # it does not say when it listens
        http = running.enter_context(
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=START_S, transport=patient)
        )
        reader = WebKit(http, browser)
        yield reader
        reader.close()


@contextmanager
def _running(command: list[str], announced: str) -> Iterator[str]:
    """Runs the program; gives what it announces on its standard error as its place."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield next(match[1] for line in process.stderr if (match := re.search(announced, line)))
        finally:
            process.terminate()


def _program(*names: str) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(f"There is no {' or '.join(names) or 'MiniBrowser'} here; `make browser` asks apt for it.")


ENGINES = {"Firefox": firefox, "WebKit": webkit}
