"""Artifacts by the sha256 of their bytes, in an object store: a folder, or S3 with the same calls."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, S3Store

from wardian import digest
from wardian.errors import NotFound
from wardian.model import Artifact, ArtifactKind
from wardian.storage.uses import Uses

_DIGEST_BYTES = 32
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """One object of the store: an artifact, or a form of it. `size` is in bytes."""

    sha256: str
    path: str
    size: int
    written_at: datetime

    @property
    def name(self) -> str:
        """`<sha256>.<kind>` of an artifact."""
        return self.path.rpartition("/")[2]


class Artifacts:
    """Beside an artifact stand its forms: what can be made of it at any time, such as its bytes in brotli.

    `written` counts the bytes of new artifacts, `on_put` is told of each that is put. Calls block on the disk or the
    network: asyncio code makes them in a worker thread.
    """

    def __init__(self, store: ObjectStore, uses: Uses | None = None) -> None:
        """`uses` is told of every use; a process that only serves what is deployed needs none."""
        self._store = store
        self._uses = uses
        self.written = 0
        self.on_put: Callable[[Artifact], None] = lambda artifact: None

    @classmethod
    def of(cls, url: str, data: Path, uses: Uses | None = None) -> Artifacts:
        """As `connect`, or where there is no URL as `open`."""
        return cls.connect(url, uses) if url else cls.open(data, uses)

    @classmethod
    def connect(cls, url: str, uses: Uses | None = None) -> Artifacts:
        """The artifacts at `s3://bucket/folder`; the usual `AWS_` variables tell where S3 is, and who asks.

        Raises ValueError for another kind of URL.
        """
        return cls(_s3(url), uses)

    @classmethod
    def open(cls, data: Path, uses: Uses | None = None) -> Artifacts:
        """The artifacts of a data folder."""
        return cls(LocalStore(data / "artifacts", mkdir=True), uses)

    @property
    def store(self) -> ObjectStore:
        """Where they are, for who copies all of it."""
        return self._store

    def put(self, data: bytes, kind: ArtifactKind) -> Artifact:
        """Keep the bytes, whole or not at all. The same bytes twice are one artifact."""
        artifact = Artifact(digest.of_bytes(data), len(data), kind)
        if self._uses is not None:
            self._uses.now(artifact.sha256)
        with contextlib.suppress(AlreadyExistsError):
            obstore.put(self._store, _path(artifact.sha256, kind), data, mode="create", use_multipart=False)
            self.written += len(data)
        self.on_put(artifact)
        return artifact

    def get(self, sha256: str, kind: ArtifactKind) -> bytes:
        """The bytes, checked against their name. Raises NotFound, also for damaged ones, which are removed."""
        self._use(sha256, kind)
        try:
            data = bytes(obstore.get(self._store, _path(sha256, kind)).bytes())
        except FileNotFoundError:
            raise NotFound(f"There is no artifact {sha256}.{kind}.") from None
        if digest.of_bytes(data) != sha256:
            _log.error("artifact %s.%s is damaged: removed", sha256, kind)
            self._delete(_path(sha256, kind))
            raise NotFound(f"The artifact {sha256}.{kind} was damaged and has been removed. Build it again.")
        return data

    def find(self, sha256: str, kind: ArtifactKind) -> Artifact | None:
        """`sha256` must be 64 hexadecimal digits. What is found stays for a while: see `Uses`."""
        self._use(sha256, kind)
        try:
            return Artifact(sha256, obstore.head(self._store, _path(sha256, kind))["size"], kind)
        except FileNotFoundError:
            return None

    def form(self, sha256: str, name: str) -> bytes | None:
        """What `keep_form` kept; None when there is none, or it was damaged and has been removed."""
        path = _path(sha256, name)
        try:
            stored = bytes(obstore.get(self._store, path).bytes())
        except FileNotFoundError:
            return None
        data = stored[_DIGEST_BYTES:]
        if hashlib.sha256(data).digest() != stored[:_DIGEST_BYTES]:
            _log.error("%s.%s is damaged: removed, to be made again", sha256, name)
            self._delete(path)
            return None
        return data

    def keep_form(self, sha256: str, name: str, data: bytes) -> None:
        """Keep it beside the artifact, with its digest before it, by which `form` knows whether it is whole."""
        stored = hashlib.sha256(data).digest() + data
        obstore.put(self._store, _path(sha256, name), stored, use_multipart=False)

    def kept(self) -> Iterator[Kept]:
        """Everything that is in the store."""
        for chunk in obstore.list(self._store):
            for item in chunk:
                name = item["path"].rpartition("/")[2]
                yield Kept(name.partition(".")[0], item["path"], item["size"], item["last_modified"])

    def remove(self, sha256: str) -> int:
        """Remove the artifact with all its forms; says how many bytes they took."""
        freed = 0
        for chunk in obstore.list(self._store, prefix=sha256[:2]):
            for item in chunk:
                if item["path"].startswith(f"{sha256[:2]}/{sha256}."):
                    self._delete(item["path"])
                    freed += item["size"]
        return freed

    def _delete(self, path: str) -> None:
        """Another process may be quicker."""
        with contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, path)

    def _use(self, sha256: str, kind: ArtifactKind) -> None:
        """Write down the use of what is there: names that strangers make up leave nothing behind."""
        if self._uses is None or self._uses.known(sha256):
            return
        with contextlib.suppress(FileNotFoundError):
            obstore.head(self._store, _path(sha256, kind))
            self._uses.now(sha256)


def _s3(url: str) -> ObjectStore:
    if urlsplit(url).scheme != "s3":
        raise ValueError(f"{url!r} is no place for artifacts; it must be s3://bucket or s3://bucket/folder")
    return S3Store.from_url(url)


def _path(sha256: str, end: str) -> str:
    return f"{sha256[:2]}/{sha256}.{end}"
