"""What the page about the edge says of routes, and of the commands that deploy, swap, renew and roll back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.conftest import SITE, Stack, fenced, serving

from wardian.docs import examples
from wardian.model import Language
from wardian.toolchains import registry

PAGE = (SITE / "guide" / "edge.md").read_text(encoding="utf-8")
MENU = "print('Content-Type: text/plain\\n\\nfern soup', end='')"
VARIABLE = (r"\d{4}-\d\d-\d\dT[\d:.]+Z?", r"\b[0-9a-f]{32}\b", r"(?<=token )[\w-]{43}")
"""What is another at each run: times, builds and tokens."""


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One of its own, since the names of the page are taken there."""
    assert not registry.install([Language.PYTHON], print)
    with serving(tmp_path_factory.mktemp("edge") / "data") as stack:
        yield stack


def section(name: str) -> str:
    return PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def test_a_route_leads_through_the_programs_of_the_page(edge: Stack) -> None:
    routes = tomllib.loads(fenced(section("Routes"), "toml")[0])["routes"]
    [route] = routes
    style, sorry = fenced(section("Routes"), "python")
    [styled] = route["then"]
    for name, program in ((route["to"], MENU), (styled, style), (route["on_error"], sorry)):
        edge.deploy(Language.PYTHON, program, name=name)
    front = edge.deploy(Language.PYTHON, MENU.replace("fern soup", "welcome"), routes=routes)
    answers = {path: edge.request("GET", f"{front}{path}").text.strip() for path in ("/", "/menu", "/menu/today")}
    assert answers == {"/": "welcome", **dict.fromkeys(("/menu", "/menu/today"), "<h1>Menu</h1><p>fern soup</p>")}


def test_a_route_that_fails_is_answered_by_the_program_of_the_page(edge: Stack) -> None:
    _, sorry = fenced(section("Routes"), "python")
    edge.deploy(Language.PYTHON, sorry, name="sorry")
    edge.deploy(Language.PYTHON, "raise SystemExit(1)", name="broken")
    routes = [{"path": "/", "to": "broken", "on_error": "sorry"}]
    front = edge.deploy(Language.PYTHON, MENU, routes=routes)
    assert edge.request("GET", front).text.strip() == "The kitchen said 502"


def test_the_commands_say_what_the_page_says(edge: Stack, tmp_path: Path) -> None:
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "API_KEY": "seven77"}
    environ["WARDIAN_SERVER"] = f"http://127.0.0.1:{edge.port}"
    told = [block for name in ("Grants", "Versions") for block in fenced(section(name), "console")]
    commands = re.findall(r"^\$ wardian (.*)\n((?:(?!\$).*\n)*)", "".join(told), re.MULTILINE)
    assert len(commands) >= 6
    for command, answer in commands:
        done = subprocess.run(
            [sys.executable, "-m", "wardian", *command.split()],
            cwd=examples.folder().parent,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert (done.returncode, masked(done.stdout)) == (0, masked(edge.localised(answer))), command


def masked(text: str) -> str:
    for pattern in VARIABLE:
        text = re.sub(pattern, "…", text)
    return text
