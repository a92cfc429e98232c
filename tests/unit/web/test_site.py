from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from wardian.settings import Settings
from wardian.web import problems
from wardian.web.site import Site

pytestmark = pytest.mark.anyio

SCRIPT = "document.title = 1 < 2;"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(redirect_slashes=False)
    problems.add_handlers(app)
    app.router.default = Site(Settings(site=tmp_path / "site"))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as client:
        yield client


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "guide").mkdir(parents=True)
    (folder / "index.html").write_text(f'<script src="a.js"></script><script>{SCRIPT}</script>')
    (folder / "guide" / "index.html").write_text("<p>guide")
    (folder / "404.html").write_text("<p>lost")
    (folder / "main.0123abcd.min.js").write_text("1")
    (folder / "app.js").write_text("1")
    (folder.parent / "secret").write_text("secret")
    return folder


async def test_before_it_is_built_it_says_how_to_build_it(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, "make site" in answer.text) == (200, True)
    assert (await client.get("/guide/")).status_code == 404


async def test_folders_are_pages(client: httpx.AsyncClient, site: Path) -> None:
    assert (await client.get("/guide/")).text == "<p>guide"
    moved = await client.get("/guide")
    assert (moved.status_code, moved.headers["location"]) == (307, "http://localhost:8080/guide/")


async def test_what_is_missing_is_its_own_page_but_a_problem_in_the_api(client: httpx.AsyncClient, site: Path) -> None:
    page = await client.get("/nothing")
    assert (page.status_code, page.text) == (404, "<p>lost")
    assert page.headers["cache-control"] == "no-cache"
    assert (await client.get("/api/nothing")).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "//etc/passwd", "/%00", "/" + "x" * 5000]
)
async def test_nothing_outside_the_folder_is_served(client: httpx.AsyncClient, site: Path, path: str) -> None:
    answer = await client.get(httpx.URL("http://localhost:8080", raw_path=path.encode()))
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_only_names_made_from_content_are_cached_for_ever(client: httpx.AsyncClient, site: Path) -> None:
    (site / "chunk-ABCDEFGH.js").write_text("1")
    for name in ("main.0123abcd.min.js", "chunk-ABCDEFGH.js"):
        assert "immutable" in (await client.get(f"/{name}")).headers["cache-control"]
    (site / "wasi-playground.js").write_text("1")
    assert (await client.get("/wasi-playground.js")).headers["cache-control"] == "no-cache"
    plain = await client.get("/app.js")
    assert plain.headers["cache-control"] == "no-cache"
    again = await client.get("/app.js", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304


async def test_data_in_a_page_is_no_script(client: httpx.AsyncClient, site: Path) -> None:
    (site / "data.html").write_text('<script type="application/json">{"key": "00"}</script>')
    policy = (await client.get("/data.html")).headers["content-security-policy"]
    assert parsed(policy)["script-src"] == "'self' 'wasm-unsafe-eval'"


async def test_a_page_may_run_its_own_inline_scripts_and_no_others(client: httpx.AsyncClient, site: Path) -> None:
    policy = (await client.get("/")).headers["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    directives = parsed(policy)
    assert directives["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{digest}'"
    assert directives["default-src"] == "'self'"
    (site / "index.html").write_text("<script>other()</script>")
    assert digest not in (await client.get("/")).headers["content-security-policy"]


async def test_a_page_reaches_this_site_and_the_edge_and_frames_only_previews_and_lab_pages(
    client: httpx.AsyncClient, site: Path
) -> None:
    directives = parsed((await client.get("/")).headers["content-security-policy"])
    assert directives["connect-src"] == "'self' http://*.localhost:8081"
    assert directives["frame-src"] == "http://*.localhost:8081 http://localhost:8080/assets/css-lab/"
    assert directives["frame-ancestors"] == "'none'"


async def test_a_worker_of_the_playground_compiles_webassembly_and_loads_from_this_site_only(
    client: httpx.AsyncClient, site: Path
) -> None:
    (site / "assets/playground/labs").mkdir(parents=True)
    (site / "assets/playground/labs/worker.js").write_text("1")
    directives = parsed((await client.get("/assets/playground/labs/worker.js")).headers["content-security-policy"])
    assert directives["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert directives["connect-src"] == directives["worker-src"] == "'self'"
    assert directives["default-src"] == "'none'"
    assert "content-security-policy" not in (await client.get("/app.js")).headers


async def test_the_service_worker_fetches_from_this_site_only(client: httpx.AsyncClient, site: Path) -> None:
    (site / "sw.js").write_text("1")
    directives = parsed((await client.get("/sw.js")).headers["content-security-policy"])
    assert directives["connect-src"] == "'self'"
    assert directives["default-src"] == "'none'"


async def test_other_methods_are_refused(client: httpx.AsyncClient, site: Path) -> None:
    answer = await client.post("/app.js")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_a_page_that_has_not_changed_keeps_its_policy(client: httpx.AsyncClient, site: Path) -> None:
    fresh = await client.get("/")
    kept = await client.get("/", headers={"If-None-Match": fresh.headers["etag"]})
    assert kept.status_code == 304
    assert kept.headers["content-security-policy"] == fresh.headers["content-security-policy"]


async def test_a_compressed_form_is_sent_to_who_takes_it(client: httpx.AsyncClient, site: Path) -> None:
    (site / "index.html.gz").write_bytes(gzip.compress((site / "index.html").read_bytes()))
    raw = await client.get("/", headers={"Accept-Encoding": "identity"})
    packed = await client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == raw.text
    for name in ("content-type", "content-security-policy", "cache-control", "vary"):
        assert packed.headers[name] == raw.headers[name]
    assert packed.headers["etag"] != raw.headers["etag"]
    for answer in (raw, packed):
        headers = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "gzip"}
        assert (await client.get("/", headers=headers)).status_code == (304 if answer is packed else 200)


@pytest.mark.parametrize("ranges", ["bytes=0-3", "bytes=0-3,6-9"])
async def test_a_range_is_of_the_file_itself(client: httpx.AsyncClient, site: Path, ranges: str) -> None:
    (site / "index.html.gz").write_bytes(gzip.compress((site / "index.html").read_bytes()))
    answer = await client.get("/", headers={"Accept-Encoding": "gzip", "Range": ranges})
    assert answer.status_code == 206
    assert "content-encoding" not in answer.headers
    assert "<scr" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "[::1]:8080"])
async def test_a_page_opened_at_another_name_of_this_machine_moves_to_the_public_url(
    client: httpx.AsyncClient, site: Path, host: str
) -> None:
    moved = await client.get("/guide/?share=1", headers={"Host": host})
    assert (moved.status_code, moved.headers["location"]) == (307, "http://localhost:8080/guide/?share=1")
    assert (await client.get("/app.js", headers={"Host": host})).status_code == 200
    assert (
        (await client.get(f"http://{host}//elsewhere.test/")).headers["location"].startswith("http://localhost:8080/")
    )


@pytest.mark.parametrize(
    "host", ["localhost:8080", "localhost:9000", "192.168.0.2:8080", "elsewhere.test", "127.0.0.1"]
)
async def test_a_page_at_any_other_host_stays_there(client: httpx.AsyncClient, site: Path, host: str) -> None:
    assert (await client.get("/guide/", headers={"Host": host})).status_code == 200


async def test_a_site_that_is_public_elsewhere_is_served_at_every_host(tmp_path: Path, site: Path) -> None:
    app = Site(Settings(site=tmp_path / "site", public_url="https://wardian.example"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        assert (await client.get("/guide/")).status_code == 200


def parsed(policy: str) -> dict[str, str]:
    """The directives of a Content-Security-Policy, by name."""
    return dict(directive.split(" ", 1) for directive in policy.split("; "))


async def test_other_sites_may_load_the_front_end_and_frame_one_page_of_it(
    client: httpx.AsyncClient, site: Path
) -> None:
    front_end = site / "assets" / "playground"
    front_end.mkdir(parents=True)
    for name in ("playground.js", "embed.html", "other.html"):
        (front_end / name).write_text("1")

    script = await client.get("/assets/playground/playground.js")
    assert script.headers["access-control-allow-origin"] == "*"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in (await client.get("/guide/")).headers
    framed = {}
    for name in ("embed.html", "other.html", "../../index.html"):
        answer = await client.get(f"/assets/playground/{name}")
        framed[name] = answer.headers["content-security-policy"].rpartition("frame-ancestors ")[2]
    assert framed == {"embed.html": "*", "other.html": "'none'", "../../index.html": "'none'"}
