"""What machines ask of the control application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.conftest import Assembler, Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

OPERATIONS = {
    ("get", "/api/languages"),
    ("post", "/api/builds"),
    ("get", "/api/builds/{build}"),
    ("delete", "/api/builds/{build}"),
    ("get", "/api/builds/{build}/events"),
    ("post", "/api/check"),
    ("post", "/api/format"),
    ("get", "/api/explanations/{code}"),
    ("get", "/artifacts/{name}"),
    ("get", "/artifacts/{sha256}.json"),
    ("post", "/api/deployments"),
    ("get", "/api/deployments/{name}"),
    ("put", "/api/deployments/{name}"),
    ("delete", "/api/deployments/{name}"),
    ("post", "/api/deployments/{name}/renew"),
    ("post", "/api/deployments/{name}/rollback"),
    ("get", "/api/deployments/{name}/versions"),
    ("get", "/api/deployments/{name}/events"),
    ("post", "/api/artifacts"),
    ("post", "/api/shares"),
    ("get", "/api/shares/{share}"),
    ("get", "/api/config"),
    ("get", "/api/measurements"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
async def test_monitors_may_ask_without_a_body(serve: Serve, address: str) -> None:
    async with serve() as client:
        assert (await client.head(address)).status_code == 200


async def test_every_language_is_listed_with_its_toolchain_or_the_reason(serve: Serve, c: C) -> None:
    async with serve(c) as client:
        languages = {language["name"]: language for language in (await client.get("/api/languages")).json()}
        assert list(languages) == ["c", "rust", "python", "wat"]
        assert languages["c"]["available"]
        assert languages["c"]["version"].startswith("clang ")
        assert languages["c"]["reason"] is None
        assert not languages["rust"]["available"]
        assert languages["rust"]["reason"]


async def test_the_first_project_of_a_language_builds(serve: Serve, assembler: Assembler, c: C) -> None:
    async with serve(assembler, c) as client:
        for language in (await client.get("/api/languages")).json():
            if language["available"]:
                body = {"language": language["name"], "files": language["files"]}
                build = (await client.post("/api/builds", json=body, headers={"Prefer": "wait=20"})).json()
                assert build["status"] == "succeeded", build


async def test_the_configuration_tells_where_programs_run(serve: Serve) -> None:
    async with serve(edge_url="https://{name}.example.net", source_files=3) as client:
        config = (await client.get("/api/config")).json()
        assert config["frame"] == "https://frame.example.net/frame.html"
        assert config["edge"] == "https://{name}.example.net"
        assert config["limits"]["source_files"] == 3


async def test_pages_of_this_site_build_here(serve: Serve, tmp_path: Path) -> None:
    built = tmp_path / "site" / "assets" / "playground"
    built.mkdir(parents=True)
    (built / "site.json").write_text('{"runner": null}')
    async with serve() as client:
        answer = await client.get("/assets/playground/site.json")
        assert (answer.json(), answer.headers["cache-control"]) == ({"runner": ""}, "no-cache")


async def test_a_page_of_another_site_is_told_of_the_runner_if_it_may_use_it(serve: Serve) -> None:
    async with serve(origins=("https://friend.example",)) as client:
        told = {}
        for origin in ("https://friend.example", "https://stranger.example", "null"):
            answer = await client.get("/assets/playground/site.json", headers={"Origin": origin})
            told[origin] = answer.json()["runner"]
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert told == {"https://friend.example": "http://localhost:8080", "https://stranger.example": None, "null": ""}


async def test_it_is_alive_and_ready(serve: Serve) -> None:
    async with serve() as client:
        assert (await client.get("/healthz")).text == "ok\n"
        assert (await client.get("/readyz")).text == "ready\n"


async def test_metrics_count_builds_and_requests_by_route(serve: Serve, assembler: Assembler) -> None:
    body = {"language": "wat", "files": {"main.wat": "(module)"}}
    async with serve(assembler) as client:
        for _ in range(2):
            build = (await client.post("/api/builds", json=body, headers={"Prefer": "wait=20"})).json()["id"]
        await client.get(f"/api/builds/{build}")
        await client.get("/no/such/page")
        assembler.limit = "wall"
        stopped = {**body, "files": {"main.wat": "(module (memory 1))"}}
        await client.post("/api/builds", json=stopped, headers={"Prefer": "wait=20"})
        metrics = (await client.get("/metrics")).text
        made = (await client.get("http://builder/metrics")).text
    assert 'wardian_builds_asked_total{cached="no",language="wat"} 2.0' in metrics
    assert 'wardian_builds_asked_total{cached="yes",language="wat"} 1.0' in metrics
    assert 'wardian_builds_ended_total{language="wat",status="succeeded"} 1.0' in made
    assert 'wardian_builds_stopped_total{language="wat",limit="wall"} 1.0' in made
    assert 'request_seconds_count{method="GET",route="/api/builds/{build}",status="200"} 1.0' in metrics
    assert 'request_seconds_count{method="GET",route="site",status="404"} 1.0' in metrics
    assert "/no/such/page" not in metrics


async def test_every_answer_is_fenced_in(serve: Serve) -> None:
    async with serve() as client:
        for address in ("/", "/api/languages", "/api/nothing", "/healthz"):
            headers = (await client.get(address)).headers
            assert headers["cross-origin-opener-policy"] == "same-origin"
            assert headers["cross-origin-embedder-policy"] == "require-corp"
            assert headers["x-content-type-options"] == "nosniff"
            assert "default-src" in headers["content-security-policy"]
            assert "access-control-allow-origin" not in headers


async def test_the_description_covers_every_call_and_its_problems(serve: Serve) -> None:
    async with serve() as client:
        document = (await client.get("/api/openapi.json")).json()
    operations = {(method, path): op for path, ops in document["paths"].items() for method, op in ops.items()}
    assert set(operations) == OPERATIONS
    for operation in operations.values():
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"]
    assert _references(document) <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_references, value.values()))
    return set().union(*map(_references, value)) if isinstance(value, list) else set()
