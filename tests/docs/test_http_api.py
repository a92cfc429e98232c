"""The examples of the page about the HTTP API, sent to a real Wardian."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import httpx
import pytest
from tests.docs.conftest import SITE, Stack, fenced

from wardian.errors import ToolchainMissing
from wardian.model import Language, Project
from wardian.sandbox import Limit, Limits
from wardian.settings import Settings
from wardian.toolchains.rust import Rust
from wardian.units import GIB, KIB, MIB

PAGE = (SITE / "reference" / "http-api.md").read_text(encoding="utf-8")
EXAMPLES = PAGE.partition("## Examples\n")[2].partition("\n## ")[0]
SLOW = "#define A(x...) x x x x x x x x x x\nint a[] = {A(A(A(A(A(A(1,))))))};\nint main(void) { return 0; }\n"
VARYING = {"id", "build", "sha256", "size", "token", "expires_at", "timings"}
"""What another machine or another hour answers otherwise."""

ORDER = (Limit.WALL, Limit.CPU, Limit.MEMORY, Limit.OUTPUT, Limit.LOG, Limit.DISK, Limit.PROCESSES, Limit.KILLED)


def test_every_example_is_answered_as_the_page_says(stack: Stack) -> None:
    variables: dict[str, str] = {}
    files = dict(re.findall(r'^```json title="(.+?)"\n(.*?)^```$', EXAMPLES, re.MULTILINE | re.DOTALL))
    answers: Iterator[str] = iter(re.findall(r"^```(?:json|text)\n(.*?)^```$", EXAMPLES, re.MULTILINE | re.DOTALL))
    for block in fenced(EXAMPLES, "console"):
        for command in block.replace("\\\n", "").splitlines():
            response = _sent(stack, command, files, variables)
            assert response.is_success, response.text
            _remember(response, variables)
        _expect(response, stack.localised(next(answers)))
    assert next(answers, None) is None


def test_the_events_of_a_build_are_those_in_the_table(stack: Stack) -> None:
    section = PAGE.partition("## Following a build")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section, re.MULTILINE))
    slow = "for i in range(10): pass\n" * 10_000
    bodies: list[dict[str, Any]] = [
        *({"language": "python", "files": {"main.py": f"{n}\n{slow}"}} for n in range(3)),
        {"language": "c", "files": {"a.c": "int a(void) { int unused; return 0; }\n", "main.c": SLOW}},
    ]
    asked = [stack.request("POST", "http://localhost:8080/api/builds", json=body).json()["id"] for body in bodies]
    told = _events(stack.request("GET", f"http://localhost:8080/api/builds/{asked[-1]}/events").text)
    assert set(told) == set(rows)
    for name, data in told.items():
        if rows[name].startswith("`{"):
            assert set(data) == set(re.findall(r'"(\w+)":', rows[name]))
    assert told["done"]["id"] == asked[-1]


def test_the_diagnostic_that_is_shown_is_what_rustc_says() -> None:
    section = PAGE.partition("## What a compiler says\n")[2].partition("\n## ")[0]
    (source,), (shown,) = fenced(section, "rust"), fenced(section, "json")
    toolchain = Rust()
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    project = Project(Language.RUST, {"main.rs": source})
    findings = asyncio.run(toolchain.diagnose(project, Limits(60, 30, GIB, 8 * MIB, 256 * KIB)))
    (found,) = findings.diagnostics
    assert json.loads(json.dumps(asdict(found))) == json.loads(shown)


def test_every_limit_of_a_build_has_its_code_in_the_table() -> None:
    section = PAGE.partition("### What stops a compiler\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(limit-\w+)` \|", section, re.MULTILINE) == [f"limit-{limit}" for limit in ORDER]
    assert set(ORDER) == set(Limit)
    assert set(re.findall(r"`(build_\w+)`", section)) == {
        name for name in Settings().limits() if name.startswith("build_")
    }


def _events(stream: str) -> dict[str, Any]:
    """The last data of each event."""
    return {name: json.loads(data) for name, data in re.findall(r"^event: (\w+)\ndata: (.+)$", stream, re.MULTILINE)}


def _sent(stack: Stack, command: str, files: Mapping[str, str], variables: Mapping[str, str]) -> httpx.Response:
    """Do what curl would."""
    prompt, curl, *words = shlex.split(re.sub(r"\$([A-Z]+)", lambda name: variables[name[1]], command))
    assert (prompt, curl) == ("$", "curl")
    method, url, body = "GET", "", None
    headers = {}
    options = iter(words)
    for word in options:
        if word == "-X":
            method = next(options)
        elif word == "-H":
            name, _, value = next(options).partition(": ")
            headers[name] = value
        elif word == "--json":
            given = next(options)
            body = files[given[1:]] if given.startswith("@") else given
            headers["Content-Type"] = "application/json"
        else:
            assert not word.startswith("-"), word
            url = word
    return stack.request(method if body is None or method != "GET" else "POST", url, content=body, headers=headers)


def _remember(response: httpx.Response, variables: dict[str, str]) -> None:
    if response.headers["content-type"] == "application/json":
        for key, variable in (("id", "BUILD"), ("token", "TOKEN")):
            if key in response.json():
                variables[variable] = response.json()[key]


def _expect(response: httpx.Response, text: str) -> None:
    if response.headers["content-type"] == "application/json":
        assert _steady(response.json()) == _steady(json.loads(text))
    else:
        assert response.text == text


def _steady(value: Any) -> Any:
    """The value with only the type of what varies."""
    if isinstance(value, dict):
        return {key: type(member).__name__ if key in VARYING else _steady(member) for key, member in value.items()}
    return re.sub(r"/[0-9a-f]{64}\.", "/….", value) if isinstance(value, str) else value
