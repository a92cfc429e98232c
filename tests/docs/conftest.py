"""A real Wardian for the pages' examples: `wardian up` on free ports, with an empty data folder."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from wardian.cli.process import Group
from wardian.model import Language
from wardian.settings import variable
from wardian.toolchains import registry

SITE = Path(__file__).parents[2] / "site"
START_S = 180

_CONTROL, _EDGE = "localhost:8080", "localhost:8081"
"""Where the pages say that the servers are."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Takes and gives the pages' addresses; the servers are on ports of their own."""

    client: httpx.Client
    port: int
    edge_port: int
    data: Path

    def localised(self, text: str) -> str:
        """What a page says, about these servers."""
        return text.replace(_CONTROL, f"localhost:{self.port}").replace(_EDGE, f"localhost:{self.edge_port}")

    def request(self, method: str, url: str, **options: object) -> httpx.Response:
        """Reaches `*.localhost` as browsers and curl do (RFC 6761, section 6.3), whatever the resolver says."""
        target = httpx.URL(self.localised(url))
        host = target.netloc.decode()
        headers = {"Host": host, **dict(options.pop("headers", {}))}  # type: ignore[call-overload]
        return self.client.request(method, target.copy_with(host="127.0.0.1"), headers=headers, **options)  # type: ignore[arg-type]

    def build(self, language: Language, text: str) -> str:
        """The id of a build of one file, which must succeed."""
        answer = self.request(
            "POST",
            f"http://{_CONTROL}/api/builds",
            json={"language": language, "files": {language.entry: text}},
            headers={"Prefer": "wait=30"},
        ).json()
        assert answer["status"] == "succeeded", answer
        return str(answer["id"])

    def deploy(self, language: Language, text: str, **granted: object) -> str:
        """The address at which the program answers; `granted` is what the API takes besides the build."""
        build = self.build(language, text)
        answer = self.request("POST", f"http://{_CONTROL}/api/deployments", json={"build": build, **granted})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["url"])


@contextmanager
def serving(data: Path, **changed: object) -> Iterator[Stack]:
    """`wardian up` on that data folder, with the settings that the pages describe: the defaults, but for some."""
    taken = [name for name in os.environ if name.startswith("WARDIAN_")]
    assert not taken, f"{', '.join(taken)} would change what the pages describe."
    port, edge_port = _free_ports()
    settings = {"port": port, "edge_port": edge_port, "data": data, "site": data.parent / "site"}
    few = {"edge_workers": 1, "build_workers": 1}
    group = Group({variable(name): str(value) for name, value in (settings | few | changed).items()})
    try:
        group.start("up")
        urls = (f"http://127.0.0.1:{port}/readyz", f"http://127.0.0.1:{edge_port}/healthz")
        assert group.wait_ready(urls, START_S)
        with httpx.Client(timeout=60) as client:
            yield Stack(client, port, edge_port, data)
    finally:
        group.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    assert not registry.install((Language.PYTHON, Language.WAT), print)
    with serving(tmp_path_factory.mktemp("docs") / "data") as stack:
        yield stack


def fenced(page: str, language: str) -> list[str]:
    """The fenced code blocks of that language, in order."""
    return re.findall(rf"^```{language}\b[^\n]*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]
