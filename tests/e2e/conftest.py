"""A real Wardian for the browser to meet: `wardian up` on free ports, with an empty data folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from tests.e2e.browser import launch_options
from tests.e2e.playground import Playground

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"

START_S = 180
# A first run may compile a runtime or load CPython on a busy machine.
PATIENCE_MS = 45_000

# Without its crash reporter a Chromium without windows dies of a WebAssembly trap, which others hand to the program.
BROWSER_ARGS = (
    "--enable-crash-reporter",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True, slots=True)
class Stack:
    """Where the servers are. `edge` has {name} in it."""

    url: str
    edge: str


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if not (SITE / "assets" / "playground" / "playground.js").is_file():
        pytest.fail("The site is not built; run `make site` first.")
    with serving(SITE, tmp_path_factory.mktemp("data")) as stack:
        yield stack


@contextmanager
def serving(site: Path, data: Path, **settings: str) -> Iterator[Stack]:
    """A Wardian that serves this site, with a folder of data."""
    port, edge_port = free_ports()
    environ = {key: value for key, value in os.environ.items() if not key.startswith("WARDIAN_")}
    command = [sys.executable, "-m", "wardian", "up", "--port", str(port), "--edge-port", str(edge_port)]
    process = subprocess.Popen([*command, "--data", str(data), "--site", str(site)], env=environ | settings)
    try:
        _wait_ready(process, f"http://127.0.0.1:{port}/readyz")
        yield Stack(f"http://localhost:{port}", f"http://{{name}}.localhost:{edge_port}")
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below a folder of a server that only sends files, without a header of ours and without a runner."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "below").symlink_to(SITE)
    with _Server(("127.0.0.1", 0), partial(_Files, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/below"
        server.shutdown()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page drops what it asked for; that is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    options = launch_options()
    if options is None:
        pytest.fail("There is no Chromium; run `make browser` first.")
    return {**browser_type_launch_args, **options, "args": list(BROWSER_ARGS)}


@pytest.fixture(scope="session")
def base_url(stack: Stack) -> str:
    return stack.url


@pytest.fixture
def frame_url(stack: Stack) -> str:
    """The origin of the frame in which programs run."""
    return stack.edge.format(name="frame")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without the service worker: each new browser would have it fetch and keep the whole site."""
    return {**browser_context_args, "service_workers": "block"}


def complains(said: ConsoleMessage) -> bool:
    """Whether the browser has something to complain of, but for what `browser_context_args` asks."""
    return said.type in ("error", "warning") and "Service Worker registration blocked by Playwright" not in said.text


@pytest.fixture
def playground(page: Page, stack: Stack) -> Playground:
    page.set_default_timeout(PATIENCE_MS)
    return Playground(page, stack.url)


@contextmanager
def visiting(browser: Browser, stack: Stack, **context: Any) -> Iterator[Playground]:
    """A reader with a browser of another kind: `context` as Playwright has it."""
    with browser.new_context(service_workers="block", **context) as made:
        page = made.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield Playground(page, stack.url)


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client outside the browser."""
    with httpx.Client(timeout=30, transport=LoopbackTransport()) as client:
        yield client


class LoopbackTransport(httpx.HTTPTransport):
    """Reaches `*.localhost` as browsers do (RFC 6761, section 6.3), whatever the system's resolver knows."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host.endswith(".localhost"):
            request.url = request.url.copy_with(host="127.0.0.1")
        return super().handle_request(request)


def free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait_ready(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"`wardian up` ended with {process.returncode} instead of serving.")
        try:
            if httpx.get(url, timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"{url} was not ready after {START_S} s.")
