"""What the page about the edge says, on a real edge that may fetch from a real server on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import threading
import time
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.docs.conftest import SITE, Stack, fenced, serving

from wardian.docs import examples
from wardian.edge.powers import Error
from wardian.model import Language
from wardian.settings import Settings
from wardian.toolchains import registry

PAGE = (SITE / "guide" / "edge.md").read_text(encoding="utf-8")
HOST = "api.example.org"
PROGRAM = re.compile(r"^=== \"\w+\"\n\n    ```(\w+)\n(.*?)^    ```$", re.MULTILINE | re.DOTALL)
SECRETS = {"API_KEY": "seven77"}
HANDLERS = (Language.C, Language.RUST, Language.PYTHON)


def _examples() -> list[tuple[str, str, str]]:
    """Each language, program and answer: the same answer for the three programs above it."""
    found = []
    for part in re.split(r"(?<=^```)$", PAGE, flags=re.MULTILINE):
        above, fence, answer = part.partition("\n```text\n")
        if fence:
            programs = [(language, textwrap.dedent(text)) for language, text in PROGRAM.findall(above)]
            found += [(*program, answer.removesuffix("```")) for program in programs]
    return found


EXAMPLES = _examples()


class Garden(BaseHTTPRequestHandler):
    """What the page's programs fetch from. /slow is slower than whatever is asked beside it."""

    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(0.3)
        self._answer(200, "oak" if self.path == "/slow" else "fern")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(201, f"PUT {body} in the {self.headers['X-Garden']}")

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def garden() -> Iterator[str]:
    """`host:port` of a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Garden) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    assert not registry.install(HANDLERS, print)
    with serving(tmp_path_factory.mktemp("edge") / "data", edge_fetch_networks="127.0.0.0/8") as stack:
        yield stack


def test_the_page_says_everything_in_three_languages() -> None:
    languages = [language for language, _, _ in EXAMPLES]
    assert len(languages) >= 24
    assert languages == list(HANDLERS) * (len(languages) // 3)


@pytest.mark.parametrize(
    ("language", "program", "answer"),
    EXAMPLES,
    ids=[f"{language}-{n // 3}" for n, (language, *_) in enumerate(EXAMPLES)],
)
def test_an_example_answers_as_the_page_says(
    edge: Stack, garden: str, language: str, program: str, answer: str
) -> None:
    grants = tomllib.loads(fenced(PAGE, "toml")[0])["grants"]
    assert grants.pop("secrets") == list(SECRETS)
    grants["fetch"] = [host.replace(f"{HOST}:80", garden) for host in grants["fetch"]]
    program = program.replace(HOST, garden)
    url = edge.deploy(Language(language), program, grants=grants, secrets=SECRETS)
    response = edge.request("GET", f"{url}/")
    told = answer.strip().replace(f"{HOST}:80", garden)
    assert response.status_code == 200, response.text
    assert response.text.strip().startswith(told)


def test_the_errors_are_those_of_the_edge() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert {name: int(number) for number, name in rows} == {error.name: error.value for error in Error}


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("edge_fetches", "16"),
        ("edge_fetch_s", "5 s"),
        ("edge_fetch_response", "4 MiB"),
        ("edge_request", "10 MiB"),
        ("edge_kv_calls", "500"),
        ("edge_kv_keys", "1,000"),
        ("edge_kv_value", "64 KiB"),
        ("edge_kv_bytes", "1 MiB"),
    ],
)
def test_a_limit_is_the_settings(setting: str, shown: str) -> None:
    [row] = [line for line in PAGE.splitlines() if f"(`{setting}`)" in line]
    assert f"| {shown} |" in row
    number, _, unit = shown.replace(",", "").partition(" ")
    factor = {"": 1, "s": 1, "KiB": 2**10, "MiB": 2**20}[unit]
    assert getattr(Settings(), setting) == int(number) * factor


@pytest.mark.parametrize("language", HANDLERS)
def test_every_function_of_the_table_is_there(language: Language) -> None:
    """In the header, the crate and the package, by the names that the table gives."""
    package = Path(registry.__file__).parents[1]
    folder = package / ("edge/python/guest/edge" if language is Language.PYTHON else "toolchains/edge")
    suffix = {Language.C: "*.h", Language.RUST: "*.rs", Language.PYTHON: "*.py"}[language]
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob(suffix))
    prefix = {Language.C: "edge_", Language.RUST: "edge::", Language.PYTHON: r"edge\."}[language]
    defined = {Language.C: r"edge_{0}\(", Language.RUST: r"pub fn {0}\(", Language.PYTHON: r"def {0}\("}[language]
    table = PAGE.partition("## The functions")[2].partition("\n## ")[0]
    names = set(re.findall(rf"`{prefix}(\w+)\(", table))
    assert len(names) >= 14
    assert [name for name in names if not re.search(defined.format(name), source)] == []


@pytest.mark.parametrize("language", HANDLERS)
def test_the_visitor_counter_of_the_gallery_counts(edge: Stack, tmp_path: Path, language: Language) -> None:
    """Deployed by the command that the lesson names, with the grant in its wardian.toml."""
    example = examples.folder() / language / "visitor-counter"
    command = [sys.executable, "-m", "wardian", "deploy", str(example), "--server", f"http://127.0.0.1:{edge.port}"]
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    url = done.stdout.strip()
    for visitor in (1, 2):
        assert edge.request("GET", url).text.strip() == f"You are visitor {visitor}."
