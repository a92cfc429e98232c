import gzip
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


def test_the_compressed_form_is_made_once_and_means_the_same(tmp_path: Path) -> None:
    artifacts = Artifacts.open(tmp_path)
    artifact = artifacts.put(b"\0asm" * 1000, ArtifactKind.WASM)
    first = artifacts.gzipped(artifact.sha256, ArtifactKind.WASM)
    assert gzip.decompress(first) == b"\0asm" * 1000
    assert len(first) < 100
    assert artifacts.gzipped(artifact.sha256, ArtifactKind.WASM) == first
    with pytest.raises(NotFound):
        artifacts.gzipped("0" * 64, ArtifactKind.WASM)


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
