from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.unit.edge.conftest import a_request

from wardian.edge.assets import Assets, unpack
from wardian.errors import NotFound
from wardian.model import Artifact, ArtifactKind
from wardian.storage.artifacts import Artifacts

pytestmark = pytest.mark.anyio


def packed(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return Artifacts.open(tmp_path)


def put(artifacts: Artifacts, files: Mapping[str, bytes]) -> Artifact:
    return artifacts.put(packed(files), ArtifactKind.ZIP)


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.css", "text/css; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.md", "text/markdown; charset=utf-8"),
        ("a.html", "text/html; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.wasm", "application/wasm"),
        ("a.woff2", "font/woff2"),
        ("a.unknown", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_type_is_told_by_the_extension(name: str, type: str) -> None:
    status, headers, body = unpack(packed({name: b"x"}))[name].answer(a_request())
    assert (status, body) == (200, b"x")
    assert dict(headers)["content-type"] == type
    assert dict(headers)["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("given", ["{0}", "W/{0}", '"other", {0}', "*"])
def test_who_has_the_file_is_not_sent_it_again(given: str) -> None:
    file = unpack(packed({"a.css": b"x"}))["a.css"]
    status, headers, body = file.answer(a_request(headers=[("if-none-match", given.format(file.etag))]))
    assert (status, body) == (304, b"")
    assert dict(headers)["etag"] == file.etag
    assert file.answer(a_request(headers=[("if-none-match", '"other"')]))[0] == 200


def test_files_are_only_read() -> None:
    status, headers, _ = unpack(packed({"a.css": b"x"}))["a.css"].answer(a_request("POST"))
    assert (status, dict(headers)["allow"]) == (405, "GET, HEAD")


async def test_only_what_is_in_the_zip_is_found(artifacts: Artifacts) -> None:
    assets, artifact = Assets(artifacts), put(artifacts, {"a/b.css": b"x"})
    found = await assets.find(artifact, "/assets/a/b.css")
    assert found is not None
    assert found.body == b"x"
    for path in ("/assets/", "/assets/a", "/assets/a/", "/assets/a/../a/b.css", "/assets//a/b.css", "/assets/../x"):
        assert await assets.find(artifact, path) is None


async def test_a_zip_is_read_once_and_the_least_used_makes_room(artifacts: Artifacts) -> None:
    assets = Assets(artifacts, kept=25)
    first, second = put(artifacts, {"a": b"1" * 10}), put(artifacts, {"a": b"2" * 10})
    found = await asyncio.gather(*(assets.find(first, "/assets/a") for _ in range(10)))
    assert len({id(file) for file in found}) == 1
    await assets.find(second, "/assets/a")
    assert await assets.find(first, "/assets/a") is found[0]
    await assets.find(put(artifacts, {"a": b"3" * 10}), "/assets/a")
    assert await assets.find(first, "/assets/a") is found[0]
    await assets.find(put(artifacts, {"a": b"4" * 30}), "/assets/a")
    again = await assets.find(first, "/assets/a")
    assert again == found[0]
    assert again is not found[0]


async def test_a_zip_that_is_gone_is_asked_for_again(artifacts: Artifacts) -> None:
    assets, artifact = Assets(artifacts), Artifact("0" * 64, 100, ArtifactKind.ZIP)
    for _ in range(2):
        with pytest.raises(NotFound):
            await assets.find(artifact, "/assets/a")


def test_a_zip_that_unfolds_beyond_bounds_has_no_files() -> None:
    assert unpack(packed({"a": bytes(20 << 20)})) == {}
