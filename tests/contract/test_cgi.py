"""A handler finds the same request in the browser as on the edge, and its output is read alike."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from wardian.edge import cgi

SCRIPT = Path(__file__).with_name("cgi.mjs")
SERVER = {"protocol": "HTTP/1.1", "scheme": "https", "host": "fern.test", "port": "443", "client": "::1"}

REQUESTS: list[dict[str, Any]] = [
    {"method": "GET", "path": "/", "query": "", "headers": [], "body": ""},
    {"method": "POST", "path": "/a%20b", "query": "x=%20", "headers": [["content-type", "text/plain"]], "body": "fünf"},
    {"method": "GET", "path": "/caf%C3%A9", "query": "", "headers": [["accept", "a"], ["accept", "b"]], "body": ""},
    {"method": "GET", "path": "/", "query": "", "headers": [["cookie", "x=1"], ["cookie", "y=2"]], "body": ""},
    {"method": "GET", "path": "/", "query": "", "headers": [["proxy", "x"], ["te", "x"], ["x_y", "x"]], "body": ""},
]
OUTPUTS: list[tuple[bytes, bool]] = [
    (b"Content-Type: text/plain\n\nHello", False),
    (b"Status: 201 Created\r\nContent-Type:text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n<p>\xff", False),
    (b"Location: /elsewhere\n\n", False),
    (b"Status: 204\n\nignored", False),
    (b"Content-Type: text/plain\nContent-Length: 5\n\n", True),
    (b"Content-Type: text/plain\nContent-Length: 5\n\n", False),
    (b"X-Name: caf\xc3\xa9\nStatus: 200\n\n", False),
    (b"", False),
    (b"\nbody", False),
    (b"Hello\n", False),
    (b"Content-Type: text/plain\nHello\n\n", False),
    (b"Content-Type: text/plain\n", False),
    (b"Content-Type: a/b\nContent-Type: c/d\n\n", False),
    (b"Content-Type: a/b\nConnection: close\n\n", False),
    (b"Content-Type: a/b\nSet-Cookie: a=1; Domain=test\n\n", False),
    (b"Status: 99\n\n", False),
    (b"X-Only: this\n\nbody", False),
]


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """What the page's own CGI makes of all of them."""
    node = shutil.which("node")
    assert node is not None
    asked = {
        "requests": [{"request": request, "server": {**SERVER, "software": cgi.SOFTWARE}} for request in REQUESTS],
        "outputs": [{"bytes": list(output), "head": head} for output, head in OUTPUTS],
    }
    answer = subprocess.run([node, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return dict(json.loads(answer.stdout))


@pytest.mark.parametrize("number", range(len(REQUESTS)))
def test_a_program_finds_the_same_request(page: dict[str, Any], number: int) -> None:
    request = REQUESTS[number]
    on_the_edge = cgi.environment(
        cgi.Request(
            method=request["method"],
            path=unquote(request["path"]),
            query=request["query"],
            headers=[(name, value) for name, value in request["headers"]],
            protocol=SERVER["protocol"],
            scheme=SERVER["scheme"],
            host=SERVER["host"],
            port=int(SERVER["port"]),
            client=SERVER["client"],
            body=request["body"].encode(),
        )
    )
    assert page["environments"][number] == on_the_edge


@pytest.mark.parametrize("number", range(len(OUTPUTS)))
def test_a_programs_output_is_the_same_response(page: dict[str, Any], number: int) -> None:
    output, to_head = OUTPUTS[number]
    seen = page["responses"][number]
    try:
        response = cgi.parse(output, to_head)
    except cgi.Malformed as error:
        line = re.match(r"Line (\d+)", str(error))
        assert line is not None
        assert seen == {"line": int(line[1])}
    else:
        headers = [list(header) for header in response.headers]
        assert seen == {"status": response.status, "headers": headers, "body": list(response.body)}
