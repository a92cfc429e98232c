"""Processes that are started again when they have ended, as systemd does, and somebody who kills them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from tests.contract.process import free_port

from wardian.settings import variable

_START_AGAIN_S = 2.0
"""As packaging/wardian.service has it."""

_READY_S = 120


class Node:
    def __init__(self, role: str, folder: Path, environ: Mapping[str, str]) -> None:
        self.role = role
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        setting = variable("port" if role == "web" else "worker_port")
        own = {setting: str(port), variable("data"): str(folder), variable("build_workers"): "1"}
        self._environ = {**os.environ, **environ, **own}
        self._ended = threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep)
        self._keeper.start()

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """At once, with all that it has started, as if its machine had ended."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        self._ended.set()
        while self._keeper.is_alive():
            self.kill()
            self._keeper.join(0.1)

    def until_ready(self) -> None:
        deadline = time.monotonic() + _READY_S
        while not self._ready():
            assert time.monotonic() < deadline, f"{self.role} did not become ready"
            time.sleep(0.05)

    def _ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=10).is_success
        except httpx.TransportError:
            return False

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "wardian", self.role]
        return subprocess.Popen(command, env=self._environ, start_new_session=True)

    def _keep(self) -> None:
        self._process.wait()
        while not self._ended.wait(_START_AGAIN_S):
            self._process = self._start()
            self._process.wait()


@contextmanager
def kept(role: str, folder: Path, environ: Mapping[str, str]) -> Iterator[Node]:
    folder.mkdir()
    node = Node(role, folder, environ)
    try:
        yield node
    finally:
        node.end()


@contextmanager
def killing(nodes: Sequence[Node], every_s: float, seed: int) -> Iterator[Counter[str]]:
    """kill -9 of one of those that run, so often while the block lasts. Yields how many there were, by role."""
    killed: Counter[str] = Counter()
    chance, over = random.Random(seed), threading.Event()

    def kill() -> None:
        while every_s and not over.wait(every_s):
            node = chance.choice([node for node in nodes if node.runs] or nodes)
            node.kill()
            killed[node.role] += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()
