"""What is wrong with a request is told as a problem that names the field."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.contract.conftest import Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

MAIN = {"main.c": "int main(void) { return 0; }\n"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def api(serve: Serve, c: C) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(c) as client:
        yield client


def expect(response: httpx.Response, status: int, field: str | None, says: str) -> None:
    problem = response.json()
    assert response.status_code == status, problem
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem.get("field") == field
    assert says in problem["detail"]


@pytest.mark.parametrize(
    ("body", "status", "field", "says"),
    [
        ({"language": "cobol", "files": MAIN}, 422, "/language", "one of c, rust, python, wat"),
        ({"language": "c", "files": {}}, 422, "/files", "needs main.c"),
        ({"language": "c", "files": {**MAIN, "../x": ""}}, 422, "/files/..~1x", "must not have the part .."),
        ({"language": "c", "files": {**MAIN, "/etc/x": ""}}, 422, "/files/~1etc~1x", "must not start with /"),
        ({"language": "c", "files": MAIN | {f"{i}.h": "" for i in range(64)}}, 413, "/files", "65 files"),
        ({"language": "c", "files": {"main.c": "x" * 2**21}}, 413, "/files", "may have 1 MiB"),
        ({"language": "c", "files": {"other.c": ""}}, 422, "/files/main.c", "main.c is missing"),
        ({"language": "c", "files": {"main.c": "\ud800"}}, 422, "/files/main.c", "half of a surrogate pair"),
        ({"language": "c", "files": {"\ud800": ""}}, 422, "/files/\ud800", "valid Unicode"),
        ({"language": "c", "files": {"main.c": 7}}, 422, "/files/main.c", "must be text"),
        ({"language": "c", "files": [["main.c", ""]]}, 422, "/files", "object of name: text"),
        ({"language": "c"}, 422, "/files", "files is missing"),
        ({"files": MAIN}, 422, "/language", "language is missing"),
        ({"language": "c", "files": MAIN, "profile": "fast"}, 422, "/profile", "one of debug, release"),
        ({"language": "c", "files": MAIN, "flags": "-O3"}, 422, "/flags", "is not known here"),
        ([], 422, "", "must be a JSON object"),
        (None, 422, "", "must be a JSON object"),
    ],
)
@pytest.mark.parametrize("address", ["/api/builds", "/api/shares"])
async def test_a_project_that_will_not_do(
    api: httpx.AsyncClient, address: str, body: object, status: int, field: str, says: str
) -> None:
    if address == "/api/shares" and field == "/profile":
        says = "is not known here"
    expect(await api.post(address, content=json.dumps(body), headers=JSON), status, field, says)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"language": "c", "files": {"main.c": "\xff"}}', "not UTF-8: byte 40"),
        (b'{"language": "c", ', "not JSON"),
        (b"", "not JSON"),
        (b'{"language": NaN}', "NaN is not a JSON number"),
        (b"[" * 100_000, "nested too deeply"),
        (b"9" * 10_000, "not JSON"),
    ],
)
async def test_a_body_that_is_no_json(api: httpx.AsyncClient, content: bytes, says: str) -> None:
    expect(await api.post("/api/builds", content=content, headers=JSON), 400, "", says)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", ""]
)
async def test_a_body_of_another_type(api: httpx.AsyncClient, kind: str) -> None:
    content = json.dumps({"language": "c", "files": MAIN})
    expect(
        await api.post("/api/builds", content=content, headers={"Content-Type": kind}),
        415,
        "Content-Type",
        "JSON" if "charset" in kind else "application/json",
    )


async def test_a_body_without_end_is_not_read_to_the_end(api: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 2**30:
            sent += 2**16
            yield b" " * 2**16

    expect(await api.post("/api/builds", content=endless(), headers=JSON), 413, "", "longer than")
    assert sent < 2**24


async def test_a_body_that_says_that_it_is_too_long_is_not_read(api: httpx.AsyncClient) -> None:
    headers = {**JSON, "Content-Length": str(2**30)}
    expect(await api.post("/api/builds", content=b"{}", headers=headers), 413, "", "longer than")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_an_unknown_build(api: httpx.AsyncClient, method: str) -> None:
    expect(await api.request(method, "/api/builds/" + "0" * 32), 404, None, "There is no build 000")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/api/builds/none/events", "There is no build none"),
        ("/api/shares/none", "There is no share none"),
        ("/api/deployments/none", "There is no deployment named none"),
        ("/api/nothing", "There is nothing at this address"),
        ("/api/builds/", "There is nothing at this address"),
        (f"/artifacts/{'0' * 64}.wasm", "There is no artifact"),
        (f"/artifacts/{'0' * 64}.wat", "There is no artifact"),
        (f"/artifacts/{'0' * 64}.exe", "does not name an artifact"),
        ("/artifacts/..%2f..%2fetc%2fpasswd", "There is nothing at this address"),
    ],
)
async def test_what_is_not_there(api: httpx.AsyncClient, address: str, says: str) -> None:
    expect(await api.get(address), 404, None, says)


async def test_a_method_that_cannot_be_used_is_told_which_can(api: httpx.AsyncClient) -> None:
    response = await api.put("/api/builds/x", content="{}", headers=JSON)
    expect(response, 405, None, "GET, DELETE can")
    assert response.headers["allow"] == "GET, DELETE"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://some-name.localhost:8081"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_page_of_another_site_cannot_change_anything(api: httpx.AsyncClient, headers: dict[str, str]) -> None:
    body = {"language": "c", "files": MAIN}
    for method, address in [("POST", "/api/shares"), ("DELETE", "/api/builds/x"), ("PUT", "/api/deployments/x")]:
        expect(await api.request(method, address, json=body, headers=headers), 403, "Origin", "other sites")


async def test_the_site_itself_can(api: httpx.AsyncClient) -> None:
    for origin in ("http://localhost:8080", "http://127.0.0.1:8080"):
        response = await api.post("/api/shares", json={"language": "c", "files": MAIN}, headers={"Origin": origin})
        assert response.is_success
        assert "access-control-allow-origin" not in response.headers


async def test_a_language_without_toolchain_is_unavailable(api: httpx.AsyncClient) -> None:
    response = await api.post("/api/builds", json={"language": "wat", "files": {"main.wat": "(module)"}})
    expect(response, 503, None, "WAT cannot be built here")


async def test_a_deployment_asks_for_a_build_that_succeeded(api: httpx.AsyncClient) -> None:
    expect(await api.post("/api/deployments", json={"build": "none"}), 422, "/build", "There is no build none")
    body = {"language": "c", "files": {"main.c": "int main(void) { return x; }\n"}}
    failed = (await api.post("/api/builds", json=body, headers={"Prefer": "wait=20"})).json()
    assert failed["status"] == "failed"
    expect(await api.post("/api/deployments", json={"build": failed["id"]}), 422, "/build", "is failed")


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ({"build": "\ud800"}, "/build", "half of a surrogate pair"),
        ({"build": "0" * 65}, "/build", "at most 64 characters"),
        ({"build": "0", "ttl": True}, "/ttl", "a whole number"),
        ({"build": "0", "ttl": "900"}, "/ttl", "a whole number"),
        ({"build": "0", "ttl": 1e300}, "/ttl", "a whole number"),
    ],
)
async def test_a_deployment_that_will_not_do(
    api: httpx.AsyncClient, body: dict[str, object], field: str, says: str
) -> None:
    expect(await api.post("/api/deployments", content=json.dumps(body), headers=JSON), 422, field, says)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer "}])
async def test_a_deployment_is_changed_with_its_token_only(api: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await api.delete("/api/deployments/none", headers=headers)
    expect(response, 401, None, "Authorization: Bearer")
    assert response.headers["www-authenticate"] == "Bearer"
