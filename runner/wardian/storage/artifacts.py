"""Artifacts by the sha256 of their bytes, in an object store: a folder, or S3 with the same calls."""

from __future__ import annotations

import contextlib
import gzip
import logging
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore

from wardian import digest
from wardian.errors import NotFound
from wardian.model import Artifact, ArtifactKind

_GZIP_LEVEL = 6
_log = logging.getLogger(__name__)


class Artifacts:
    """Calls block on the disk or the network: asyncio code makes them in a worker thread."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def open(cls, data: Path) -> Artifacts:
        """The artifacts of a data folder."""
        return cls(LocalStore(data / "artifacts", mkdir=True))

    def put(self, data: bytes, kind: ArtifactKind) -> Artifact:
        """Keep the bytes, whole or not at all. The same bytes twice are one artifact."""
        artifact = Artifact(digest.of_bytes(data), len(data), kind)
        with contextlib.suppress(AlreadyExistsError):
            obstore.put(self._store, _path(artifact.sha256, kind), data, mode="create", use_multipart=False)
        return artifact

    def get(self, sha256: str, kind: ArtifactKind) -> bytes:
        """The bytes, checked against their name. Raises NotFound, also for damaged ones, which are removed."""
        try:
            data = bytes(obstore.get(self._store, _path(sha256, kind)).bytes())
        except FileNotFoundError:
            raise NotFound(f"There is no artifact {sha256}.{kind}.") from None
        if digest.of_bytes(data) != sha256:
            _log.error("artifact %s.%s is damaged: removed", sha256, kind)
            obstore.delete(self._store, _path(sha256, kind))
            raise NotFound(f"The artifact {sha256}.{kind} was damaged and has been removed. Build it again.")
        return data

    def gzipped(self, sha256: str, kind: ArtifactKind) -> bytes:
        """The bytes in gzip (RFC 1952), compressed once and kept beside them. Raises NotFound."""
        path = f"{_path(sha256, kind)}.gz"
        try:
            return bytes(obstore.get(self._store, path).bytes())
        except FileNotFoundError:
            data = gzip.compress(self.get(sha256, kind), _GZIP_LEVEL, mtime=0)
            obstore.put(self._store, path, data, use_multipart=False)
            return data

    def find(self, sha256: str, kind: ArtifactKind) -> Artifact | None:
        """`sha256` must be 64 hexadecimal digits."""
        try:
            return Artifact(sha256, obstore.head(self._store, _path(sha256, kind))["size"], kind)
        except FileNotFoundError:
            return None


def _path(sha256: str, kind: ArtifactKind) -> str:
    return f"{sha256[:2]}/{sha256}.{kind}"
