from pathlib import Path

import pytest

from wardian import digest
from wardian.errors import NotFound
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts


def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    artifact = artifacts.put(b"\0asm", ArtifactKind.WASM)
    assert artifact.sha256 == digest.of_bytes(b"\0asm")
    assert artifact.size == 4
    assert artifacts.find(artifact.sha256, ArtifactKind.WASM) == artifact
    assert Artifacts.open(tmp_path).get(artifact.sha256, ArtifactKind.WASM) == b"\0asm"


def test_the_same_bytes_can_be_put_twice(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    assert artifacts.put(b"x", ArtifactKind.ZIP) == artifacts.put(b"x", ArtifactKind.ZIP)


def test_a_form_is_kept_beside_its_artifact(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    sha256 = artifacts.put(b"x", ArtifactKind.WASM).sha256
    assert artifacts.form(sha256, "wasm.gz") is None
    artifacts.keep_form(sha256, "wasm.gz", b"compressed")
    assert artifacts.form(sha256, "wasm.gz") == b"compressed"


def test_a_damaged_form_is_never_served(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    sha256 = artifacts.put(b"x", ArtifactKind.WASM).sha256
    for damaged in (b"", b"short", bytes(32) + b"compressed"):
        artifacts.keep_form(sha256, "wasm.gz", b"compressed")
        (file,) = (tmp_path / "artifacts").rglob("*.gz")
        file.write_bytes(damaged)
        assert artifacts.form(sha256, "wasm.gz") is None
        assert not file.exists()


def test_an_artifact_goes_with_its_forms_and_no_other(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    sha256, other = (artifacts.put(data, ArtifactKind.WASM).sha256 for data in (b"x", b"y"))
    artifacts.keep_form(sha256, "wasm.gz", b"compressed")
    assert artifacts.remove(sha256) == len(b"x") + 32 + len(b"compressed")
    assert [kept.sha256 for kept in artifacts.kept()] == [other]


def test_an_unknown_artifact_is_not_found(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    assert artifacts.find("0" * 64, ArtifactKind.WASM) is None
    with pytest.raises(NotFound):
        artifacts.get("0" * 64, ArtifactKind.WASM)


def test_damaged_bytes_are_never_served_and_can_be_made_again(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    artifact = artifacts.put(b"right", ArtifactKind.WASM)
    (file,) = (tmp_path / "artifacts").rglob("*.wasm")
    file.write_bytes(b"wrong")
    with pytest.raises(NotFound, match="damaged"):
        artifacts.get(artifact.sha256, ArtifactKind.WASM)
    artifacts.put(b"right", ArtifactKind.WASM)
    assert artifacts.get(artifact.sha256, ArtifactKind.WASM) == b"right"
