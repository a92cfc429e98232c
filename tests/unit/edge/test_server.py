from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.unit.edge.conftest import FRAME_SCRIPT, MakeCommand, Server

from wardian.deployments.wanted import Source
from wardian.edge.python import archive, component
from wardian.model import ArtifactKind, Language

HELLO = b"Content-Type: text/plain\n\nhello"
ECHO = """
  (call $print)
  (i32.store (i32.const 32) (i32.const 4096))
  (i32.store (i32.const 36) (i32.const 32768))
  (loop $more
    (drop (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
    (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40)))
    (br_if $more (i32.load (i32.const 40))))
"""
ENVIRONMENT = """
  (call $print)
  (drop (call $environ_get (i32.const 2048) (i32.const 8192)))
  (call $write (i32.const 1) (i32.const 8192) (i32.const 2048))
"""
CGI = b"Content-Type: text/plain\n\n"

pytestmark = pytest.mark.anyio


async def test_a_deployed_program_answers(server: Server, command: MakeCommand) -> None:
    created = await server.deploy(command("(call $print)", HELLO))
    response = server.get(created.deployment.name)
    assert (response.status_code, response.text) == (200, "hello")
    assert response.headers["content-type"] == "text/plain"
    assert "instantiate;dur=" in response.headers["server-timing"]


async def test_its_body_is_stdin(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command(ECHO, CGI))).deployment.name
    assert server.request("POST", name, content=b"a body").text == "a body"
    assert server.request("POST", name, content=iter([b"in ", b"chunks"])).text == "in chunks"


async def test_request_is_its_environment(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command(ENVIRONMENT, CGI))).deployment.name
    response = server.get(name, "/a%20b/c?q=%20x", headers={"X-Thing": "1", "Proxy": "http://evil"})
    variables = dict(entry.split("=", 1) for entry in response.text.rstrip("\0").split("\0"))
    assert variables["REQUEST_METHOD"] == "GET"
    assert variables["PATH_INFO"] == "/a b/c"
    assert variables["QUERY_STRING"] == "q=%20x"
    assert variables["SERVER_NAME"] == f"{name}.localhost"
    assert variables["REMOTE_ADDR"] == "127.0.0.1"
    assert variables["HTTP_X_THING"] == "1"
    assert "HTTP_PROXY" not in variables


@pytest.mark.parametrize(
    ("body", "data", "status", "words"),
    [
        ("unreachable", b"", 502, "gave up"),
        ("(loop $l (br $l))", b"", 504, "200 ms of CPU time"),
        ("(loop $l (call $print) (br $l))", b"x" * 30000, 502, "64 KiB of output"),
        ("(call $print)", b"hello world\n", 502, "hello world"),
        ("", b"", 502, "wrote nothing"),
        ("(call $proc_exit (i32.const 3))", b"", 502, "code 3"),
    ],
)
async def test_failures_say_what_happened(
    server: Server, command: MakeCommand, body: str, data: bytes, status: int, words: str
) -> None:
    hello = await server.deploy(command("(call $print)", HELLO))
    name = (await server.deploy(command(body, data))).deployment.name
    response = server.get(name)
    assert response.status_code == status
    assert words in response.text
    assert server.get(hello.deployment.name).text == "hello"


async def test_failure_page_shows_stderr_escaped(server: Server, command: MakeCommand) -> None:
    data = b"<script>alert(1)</script>"
    body = f"(call $write (i32.const 2) (i32.const 1024) (i32.const {len(data)})) unreachable"
    name = (await server.deploy(command(body, data))).deployment.name
    response = server.get(name)
    assert "&lt;script&gt;alert(1)" in response.text
    assert "<script>" not in response.text


async def test_failure_is_problem_json_for_who_prefers_it(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("unreachable"))).deployment.name
    response = server.get(name, headers={"accept": "application/json"})
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 502


async def test_head_has_headers_and_no_body(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    response = server.request("HEAD", name)
    assert (response.status_code, response.headers["content-length"], response.content) == (200, "5", b"")


async def test_no_content_has_no_body(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", b"Status: 204\n\n"))).deployment.name
    response = server.get(name)
    assert (response.status_code, response.content) == (204, b"")


async def test_unknown_name(server: Server) -> None:
    response = server.get("nobody-is-here")
    assert response.status_code == 404
    assert "nobody-is-here" in response.text


async def test_expired_name_says_what_to_do(server: Server, command: MakeCommand) -> None:
    deployment = (await server.deploy(command("(call $print)", HELLO))).deployment
    assert server.records.renew(deployment, datetime.now(UTC) - timedelta(minutes=1))
    response = server.get(deployment.name)
    assert response.status_code == 410
    assert server.settings.public_url in response.text


async def test_large_body_is_refused(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command(ECHO, CGI))).deployment.name
    limit = server.settings.edge_request
    assert server.request("POST", name, content=b"x" * (limit + 1)).status_code == 413
    assert server.request("POST", name, content=iter([b"x" * limit, b"x"])).status_code == 413


async def test_body_that_never_ends_is_refused(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command(ECHO, CGI))).deployment.name
    answer = exchange(server, f"POST / HTTP/1.1\r\nHost: {name}.localhost\r\nContent-Length: 10\r\n\r\nabc")
    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "rest",
    [
        "Content-Length: 10\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\nd",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nno number\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n",
    ],
)
async def test_part_of_a_body_is_not_taken_for_the_whole(server: Server, command: MakeCommand, rest: str) -> None:
    name = (await server.deploy(command(ECHO, CGI))).deployment.name
    answer = exchange(server, f"POST / HTTP/1.1\r\nHost: {name}.localhost\r\n{rest}", and_end=True)
    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("method", ["CONNECT", "TRACE"])
async def test_methods_for_proxies_do_not_start_programs(server: Server, command: MakeCommand, method: str) -> None:
    name = (await server.deploy(command(ECHO, CGI))).deployment.name
    target = f"{name}.localhost:80" if method == "CONNECT" else "/"
    answer = exchange(server, f"{method} {target} HTTP/1.1\r\nHost: {name}.localhost:80\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 501")


async def test_the_protocol_is_told_with_both_of_its_numbers(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command(ENVIRONMENT, CGI))).deployment.name
    assert b"\0SERVER_PROTOCOL=HTTP/1.0\0" in exchange(server, f"GET / HTTP/1.0\r\nHost: {name}.localhost\r\n\r\n")


def exchange(server: Server, request: str, and_end: bool = False) -> bytes:
    """The start of the answer; `and_end` says that no more will be sent."""
    with socket.create_connection(("127.0.0.1", server.settings.edge_port), timeout=20) as connection:
        connection.sendall(request.encode())
        if and_end:
            connection.shutdown(socket.SHUT_WR)
        return connection.recv(65536)


@pytest.mark.parametrize(
    "headers",
    ["Host: {0}.localhost\r\nHost: other.localhost", "Host: {0}.localhost/x", "Host: {0}.localhost:x", "X: y", "Host:"],
)
async def test_doubtful_hosts_are_refused(server: Server, command: MakeCommand, headers: str) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    answer = exchange(server, f"GET / HTTP/1.1\r\n{headers.format(name)}\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("host", ["{0}.LOCALHOST", "{0}.localhost.", "{0}.localhost:9"])
async def test_other_spellings_of_a_host(server: Server, command: MakeCommand, host: str) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    assert server.client.get("/", headers={"host": host.format(name)}).text == "hello"


@pytest.mark.parametrize("host", ["a.{0}.localhost", "{0}.localhost.evil.test", "{0}", "localhost"])
async def test_hosts_that_are_not_a_deployment(server: Server, command: MakeCommand, host: str) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    assert server.client.get("/", headers={"host": host.format(name)}).status_code == 404


async def test_nul_in_the_path(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    assert server.get(name, "/%00").status_code == 400


async def test_preview_in_an_isolated_page(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    framed = server.get(name, headers={"sec-fetch-dest": "iframe"})
    assert framed.headers["cross-origin-embedder-policy"] == "credentialless"
    assert framed.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "cross-origin-embedder-policy" not in server.get(name).headers


@pytest.mark.parametrize("which", ["public", "other"])
async def test_pages_that_may_use_the_runner_read_what_a_deployment_answers(
    server: Server, command: MakeCommand, which: str
) -> None:
    name = (await server.deploy(command("(call $print)", b"Vary: Cookie\n" + HELLO))).deployment.name
    origin = server.settings.public_origin if which == "public" else server.settings.origins[0]
    response = server.get(name, headers={"origin": origin})
    assert response.text == "hello"
    assert response.headers["access-control-allow-origin"] == response.headers["timing-allow-origin"] == origin
    assert response.headers["access-control-expose-headers"] == "*"
    assert response.headers["vary"] == "Cookie, origin"
    assert "access-control-allow-credentials" not in response.headers
    failure = server.get("nobody-is-here", headers={"origin": origin})
    assert (failure.status_code, failure.headers["access-control-allow-origin"]) == (404, origin)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.test",
        "http://{name}.localhost:{port}",
        "http://frame.localhost:{port}",
        "{public}.evil.test",
        "{public}/",
        "{public} {public}",
        "https://localhost:8080",
        "*",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
async def test_other_pages_read_nothing(server: Server, command: MakeCommand, origin: str, method: str) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    port, public = server.settings.edge_port, server.settings.public_origin
    headers = {
        "origin": origin.format(name=name, port=port, public=public),
        "access-control-request-method": "PUT",
    }
    response = server.request(method, name, headers=headers)
    assert response.text == "hello"
    assert not [header for header in response.headers if header.startswith(("access-control", "timing-allow"))]


async def test_two_origins_are_none(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    lines = f"Host: {name}.localhost\r\nOrigin: {server.settings.public_origin}\r\nOrigin: http://evil.test"
    assert b"access-control" not in exchange(server, f"GET / HTTP/1.1\r\n{lines}\r\n\r\n").lower()


async def test_a_program_that_says_who_may_read_it_is_believed(server: Server, command: MakeCommand) -> None:
    own = b"Access-Control-Allow-Origin: https://elsewhere.test\n"
    name = (await server.deploy(command("(call $print)", own + HELLO))).deployment.name
    response = server.get(name, headers={"origin": server.settings.public_origin})
    assert response.headers["access-control-allow-origin"] == "https://elsewhere.test"
    assert "access-control-expose-headers" not in response.headers


async def test_a_program_cannot_have_the_edge_complete_its_leave_for_cookies(
    server: Server, command: MakeCommand
) -> None:
    own = b"Access-Control-Allow-Credentials: true\n"
    name = (await server.deploy(command("(call $print)", own + HELLO))).deployment.name
    response = server.get(name, headers={"origin": server.settings.public_origin})
    assert "access-control-allow-origin" not in response.headers


async def test_a_question_before_a_request_does_not_start_the_program(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("unreachable"))).deployment.name
    asked = {"origin": server.settings.public_origin, "access-control-request-method": "PUT"}
    wanted = {"access-control-request-headers": "content-type,x-thing"}
    response = server.request("OPTIONS", name, headers=asked | wanted)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == server.settings.public_origin
    assert "PUT" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-headers"] == "content-type,x-thing"
    assert "access-control-allow-credentials" not in response.headers
    odd = server.request("OPTIONS", name, headers=asked | {"access-control-request-headers": "a; b"})
    assert "access-control-allow-headers" not in odd.headers
    plain = server.request("OPTIONS", name, headers={"origin": server.settings.public_origin})
    assert plain.status_code == 502


def test_frame_is_served_isolated(server: Server) -> None:
    response = server.get("frame", "/frame.html")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cross-origin-embedder-policy"] == "require-corp"
    assert f"frame-ancestors {server.settings.public_url}" in response.headers["content-security-policy"]
    again = server.get("frame", "/frame.html", headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == 304


def test_the_frame_is_sent_compressed_to_who_takes_it(server: Server) -> None:
    packed = server.get("frame", "/frame.js", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    raw = server.get("frame", "/frame.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in raw.headers
    assert raw.text == packed.text == FRAME_SCRIPT
    headers = {"accept-encoding": "gzip", "if-none-match": packed.headers["etag"]}
    assert server.get("frame", "/frame.js", headers=headers).status_code == 304


@pytest.mark.parametrize("path", ["/../../../../secret.txt", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt", "/", "/no.js"])
def test_frame_serves_its_folder_only(server: Server, path: str) -> None:
    answer = exchange(server, f"GET {path} HTTP/1.1\r\nHost: frame.localhost\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404")


async def test_hot_swap_fails_no_request(server: Server, command: MakeCommand) -> None:
    versions = [command("(call $print)", CGI + b"version %d" % number) for number in range(3)]
    created = await server.deploy(versions[0])
    name, done = created.deployment.name, asyncio.Event()
    seen = [(server.get(name).status_code, server.get(name).text)]

    async def visit(client: httpx.AsyncClient) -> None:
        while not done.is_set():
            response = await client.get("/", headers={"host": f"{name}.localhost"})
            seen.append((response.status_code, response.text))

    async with httpx.AsyncClient(base_url=server.client.base_url) as client, asyncio.TaskGroup() as visitors:
        for _ in range(4):
            visitors.create_task(visit(client))
        for number in (1, 2):
            artifact = server.artifacts.put(versions[number], ArtifactKind.WASM)
            await server.deployments.replace(name, created.token, Source("1" * 32, Language.WAT, artifact))
            answers = [(await client.get("/", headers={"host": f"{name}.localhost"})).text for _ in range(10)]
            assert set(answers) == {f"version {number}"}
        done.set()
    assert {status for status, _ in seen} == {200}
    assert {text for _, text in seen} == {"version 0", "version 1", "version 2"}


async def test_removed_name_is_gone_at_once(server: Server, command: MakeCommand) -> None:
    created = await server.deploy(command("(call $print)", HELLO))
    name = created.deployment.name
    assert server.get(name).status_code == 200
    await server.deployments.delete(name, created.token)
    assert {server.get(name).status_code for _ in range(6)} == {404}


async def test_lost_compiled_module_is_made_again(server: Server, command: MakeCommand) -> None:
    created = await server.deploy(command("(call $print)", CGI + b"made again"))
    for path in server.settings.data.glob(f"modules/*/{created.deployment.artifact.sha256}.cwasm"):
        path.unlink()
    assert server.get(created.deployment.name).text == "made again"


async def test_python_project_answers(server: Server) -> None:
    component.install(print)
    source = """
import os, sys
print("Content-Type: text/plain")
print()
print(os.environ["REQUEST_METHOD"], os.environ["PATH_INFO"], sys.stdin.read())
"""
    artifact = server.artifacts.put(archive.pack({"main.py": source}), ArtifactKind.ZIP)
    created = await server.deployments.create(Source("0" * 32, Language.PYTHON, artifact))
    response = server.request("POST", created.deployment.name, "/py", content=b"body")
    assert (response.status_code, response.text) == (200, "POST /py body\n")


async def test_python_error_shows_its_traceback(server: Server) -> None:
    component.install(print)
    artifact = server.artifacts.put(archive.pack({"main.py": "1 / 0\n"}), ArtifactKind.ZIP)
    created = await server.deployments.create(Source("0" * 32, Language.PYTHON, artifact))
    response = server.get(created.deployment.name)
    assert response.status_code == 502
    assert "ZeroDivisionError" in response.text


async def test_a_request_that_came_too_far_is_refused(server: Server, command: MakeCommand) -> None:
    name = (await server.deploy(command("(call $print)", HELLO))).deployment.name
    assert server.get(name, headers={"cdn-loop": "wardian;hops=7"}).text == "hello"
    response = server.get(name, headers={"cdn-loop": "elsewhere, wardian;hops=8"})
    assert response.status_code == 508
    assert "8 deployments" in response.text


async def test_an_asset_has_headers_and_no_body_for_head(server: Server, command: MakeCommand) -> None:
    source = replace(server.source(command("unreachable")), assets={"site.css": b"body {}"})
    name = (await server.deployments.create(source)).deployment.name
    for method, body in (("GET", b"body {}"), ("HEAD", b"")):
        response = server.request(method, name, "/assets/site.css")
        assert (response.status_code, response.content) == (200, body)
        assert response.headers["content-length"] == "7"
        assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert server.get(name, "/assets/../assets/site.css").status_code == 200
    assert exchange(server, f"GET /assets/..%2fsite.css HTTP/1.1\r\nHost: {name}.localhost\r\n\r\n")[9:12] == b"502"
