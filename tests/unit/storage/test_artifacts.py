from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import LocalStore, ObjectStore, S3Store
from tests import s3
from tests.s3 import S3

from wardian import digest
from wardian.errors import NotFound
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts


@pytest.fixture(scope="module")
def server() -> Iterator[S3]:
    with s3.running() as server:
        yield server


@pytest.fixture(params=["folder", "s3"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of this test's own place for artifacts, none for the data folder's."""
    if request.param == "folder":
        return ""
    server: S3 = request.getfixturevalue("server")
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    return server.bucket()


@pytest.fixture
def artifacts(url: str, tmp_path: Path) -> Artifacts:
    return Artifacts.of(url, tmp_path)


@pytest.fixture
def objects(url: str, tmp_path: Path) -> ObjectStore:
    """What is kept, past the code that keeps it."""
    return S3Store.from_url(url) if url else LocalStore(tmp_path / "artifacts", mkdir=True)


def paths(objects: ObjectStore) -> list[str]:
    return [item["path"] for chunk in obstore.list(objects) for item in chunk]


def test_bytes_come_back_by_their_digest(artifacts: Artifacts, url: str, tmp_path: Path) -> None:
    artifact = artifacts.put(b"\0asm", ArtifactKind.WASM)
    assert artifact.sha256 == digest.of_bytes(b"\0asm")
    assert artifact.size == 4
    assert artifacts.find(artifact.sha256, ArtifactKind.WASM) == artifact
    assert Artifacts.of(url, tmp_path).get(artifact.sha256, ArtifactKind.WASM) == b"\0asm"


def test_the_same_bytes_can_be_put_twice(artifacts: Artifacts) -> None:
    assert artifacts.put(b"x", ArtifactKind.ZIP) == artifacts.put(b"x", ArtifactKind.ZIP)


def test_a_form_is_kept_beside_its_artifact(artifacts: Artifacts) -> None:
    sha256 = artifacts.put(b"x", ArtifactKind.WASM).sha256
    assert artifacts.form(sha256, "wasm.gz") is None
    artifacts.keep_form(sha256, "wasm.gz", b"compressed")
    assert artifacts.form(sha256, "wasm.gz") == b"compressed"


def test_a_damaged_form_is_never_served(artifacts: Artifacts, objects: ObjectStore) -> None:
    sha256 = artifacts.put(b"x", ArtifactKind.WASM).sha256
    for damaged in (b"", b"short", bytes(32) + b"compressed"):
        artifacts.keep_form(sha256, "wasm.gz", b"compressed")
        (form,) = (path for path in paths(objects) if path.endswith(".gz"))
        obstore.put(objects, form, damaged)
        assert artifacts.form(sha256, "wasm.gz") is None
        assert form not in paths(objects)


def test_an_artifact_goes_with_its_forms_and_no_other(artifacts: Artifacts) -> None:
    sha256, other = (artifacts.put(data, ArtifactKind.WASM).sha256 for data in (b"x", b"y"))
    artifacts.keep_form(sha256, "wasm.gz", b"compressed")
    assert artifacts.remove(sha256) == len(b"x") + 32 + len(b"compressed")
    assert [kept.sha256 for kept in artifacts.kept()] == [other]


def test_an_unknown_artifact_is_not_found(artifacts: Artifacts) -> None:
    assert artifacts.find("0" * 64, ArtifactKind.WASM) is None
    with pytest.raises(NotFound):
        artifacts.get("0" * 64, ArtifactKind.WASM)


def test_damaged_bytes_are_never_served_and_can_be_made_again(artifacts: Artifacts, objects: ObjectStore) -> None:
    artifact = artifacts.put(b"right", ArtifactKind.WASM)
    (path,) = paths(objects)
    obstore.put(objects, path, b"wrong")
    with pytest.raises(NotFound, match="damaged"):
        artifacts.get(artifact.sha256, ArtifactKind.WASM)
    artifacts.put(b"right", ArtifactKind.WASM)
    assert artifacts.get(artifact.sha256, ArtifactKind.WASM) == b"right"
