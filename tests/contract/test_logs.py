"""`wardian logs`, as somebody at a terminal meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.process import Server, free_port, serving
from tests.contract.test_receipts import CALL, Edge, put, receipt

from wardian.storage.database import Database


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("logs")) as server:
        yield server


@pytest.fixture
def edge(server: Server) -> Iterator[Edge]:
    edge = Edge(Database.open(server.data))
    yield edge
    edge.database.close()


@pytest.fixture
def deployed(server: Server) -> tuple[str, str]:
    name, owner = put(server)
    return name, owner["headers"]["Authorization"].removeprefix("Bearer ")


def command(server: Server, name: str, token: str, *options: str) -> tuple[list[str], dict[str, str]]:
    arguments = [sys.executable, "-m", "wardian", "logs", name, "--server", str(server.client.base_url), *options]
    return arguments, {**os.environ, "WARDIAN_TOKEN": token, "TZ": "UTC", "PYTHONUNBUFFERED": "1"}


def printed(server: Server, name: str, token: str, *options: str) -> subprocess.CompletedProcess[str]:
    arguments, environ = command(server, name, token, "--no-follow", *options)
    return subprocess.run(arguments, env=environ, capture_output=True, text=True, timeout=60)


@contextmanager
def following(server: Server, name: str, token: str) -> Iterator[subprocess.Popen[str]]:
    arguments, environ = command(server, name, token)
    process = subprocess.Popen(arguments, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str], text: str) -> str:
    """The next line with the text; the test's time-out ends a wait for what never comes."""
    assert process.stdout is not None
    return next(line for line in process.stdout if text in line)


def test_a_request_is_a_line_and_what_it_did_is_below(server: Server, edge: Edge, deployed: tuple[str, str]) -> None:
    edge.answer(deployed[0], "/a?b=c")
    edge.leave_out(deployed[0], 7)
    result = printed(server, *deployed)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "12:00:00  502  GET /a?b=c  0.060 ms, cpu 0.030 ms, fuel 1,234, 64 KiB, 1 call",
        "    fetch http://api.test/: NOT_GRANTED, 0.004 ms",
        "    It divided by zero.",
        "      at divide (main.c:7)",
        "      at main",
        "    | about to divide",
        "12:00:00  7 more requests came too fast to have a receipt",
    ]


def test_what_a_program_writes_does_not_reach_the_terminal_as_commands(
    server: Server, edge: Edge, deployed: tuple[str, str]
) -> None:
    hostile = replace(
        receipt(deployed[0], "/\x1b[2J"),
        stderr="\x1b]0;owned\x07\nfake\r12:00:00  200",
        calls=(replace(CALL, target="\x9b1m"),),
    )
    edge.receipts.add({edge.id(deployed[0]): [hostile]})
    out = printed(server, *deployed).stdout
    assert not set(out) & set("\x1b\x07\r\x9b")
    assert "/\\x1b[2J" in out


def test_lines_of_json_have_everything(server: Server, edge: Edge, deployed: tuple[str, str]) -> None:
    edge.answer(deployed[0], "/one", "/two", "/three")
    lines = [json.loads(line) for line in printed(server, *deployed, "--json", "--lines", "2").stdout.splitlines()]
    assert [line["path"] for line in lines] == ["/two", "/three"]
    assert lines[0]["trace"][0] == {"function": "divide", "file": "main.c", "line": 7}


def test_it_follows_until_the_deployment_is_removed(server: Server, edge: Edge, deployed: tuple[str, str]) -> None:
    name, token = deployed
    edge.answer(name, "/before")
    with following(server, name, token) as process:
        first_line(process, "/before")
        edge.answer(name, "/after")
        first_line(process, "/after")
        server.client.delete(f"/api/deployments/{name}", headers={"Authorization": f"Bearer {token}"})
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out.count("GET")) == (0, 0)
    assert err == "The deployment was removed.\n"


def test_it_goes_on_where_it_was_when_the_server_comes_back(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port) as server:
        name, owner = put(server)
        token = owner["headers"]["Authorization"].removeprefix("Bearer ")
        edge = Edge(Database.open(tmp_path))
        edge.answer(name, "/before")
        with following(server, name, token) as process:
            first_line(process, "/before")
            server.kill()
            edge.answer(name, "/meanwhile")
            with serving(tmp_path, port):
                assert "/meanwhile" in first_line(process, "GET")
                edge.answer(name, "/after")
                assert "/after" in first_line(process, "GET")
        edge.database.close()


@pytest.mark.parametrize(
    ("name", "token", "words"), [("", "wrong", "not the token"), ("no-such-name", "x", "no deployment")]
)
def test_a_refusal_is_said_in_the_servers_words(
    server: Server, deployed: tuple[str, str], name: str, token: str, words: str
) -> None:
    result = printed(server, name or deployed[0], token)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr


def test_without_a_server_it_says_so(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "wardian", "logs", "a-name", "--token", "x"]
    result = subprocess.run(
        [*arguments, "--server", f"http://127.0.0.1:{free_port()}"], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 1
    assert "cannot be reached" in result.stderr
