"""Files of a deployment that are served as they are, from the zip that was made of them when it was deployed."""

from __future__ import annotations

import asyncio
import hashlib
import io
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from wardian import static
from wardian.edge import notices
from wardian.edge.cgi import Request
from wardian.edge.pages import Answer
from wardian.model import Artifact
from wardian.storage.artifacts import Artifacts
from wardian.units import MIB

PREFIX = "/assets/"

_KEPT = 64 * MIB
_LARGEST = 16 * MIB


@dataclass(frozen=True, slots=True)
class File:
    body: bytes
    type: str
    etag: str

    def answer(self, request: Request) -> Answer:
        """For GET and HEAD; the same bytes are not sent again to whoever has them (RFC 9110 section 13.1.2)."""
        if request.method not in ("GET", "HEAD"):
            return notices.only_read(request.accept)
        headers = [("etag", self.etag), ("cache-control", "no-cache"), ("x-content-type-options", "nosniff")]
        if _has(request, self.etag):
            return 304, headers, b""
        return 200, [("content-type", self.type), *headers], self.body


class Assets:
    """One process's. It belongs to the event loop."""

    def __init__(self, artifacts: Artifacts, kept: int = _KEPT) -> None:
        """`kept` is how many bytes of files stay in memory."""
        self._artifacts = artifacts
        self._most = kept
        self._size = 0
        self._loaded: OrderedDict[str, Mapping[str, File]] = OrderedDict()
        self._loading: dict[str, asyncio.Task[Mapping[str, File]]] = {}

    async def find(self, assets: Artifact, path: str) -> File | None:
        """The file of a decoded path that begins with /assets/. Raises NotFound when the zip itself is not there."""
        files = self._loaded.get(assets.sha256)
        if files is None:
            files = await self._load(assets)
        else:
            self._loaded.move_to_end(assets.sha256)
        return files.get(path.removeprefix(PREFIX))

    async def _load(self, assets: Artifact) -> Mapping[str, File]:
        """Once, however many ask at the same time."""
        task = self._loading.get(assets.sha256)
        if task is None:
            task = self._loading[assets.sha256] = asyncio.create_task(asyncio.to_thread(self._read, assets))
            task.add_done_callback(lambda done: self._keep(assets.sha256, done))
        return await asyncio.shield(task)

    def _read(self, assets: Artifact) -> Mapping[str, File]:
        return unpack(self._artifacts.get(assets.sha256, assets.kind))

    def _keep(self, sha256: str, done: asyncio.Task[Mapping[str, File]]) -> None:
        del self._loading[sha256]
        if done.cancelled() or done.exception() is not None:
            return
        self._loaded[sha256] = done.result()
        self._size += _size(done.result())
        while self._size > self._most and len(self._loaded) > 1:
            self._size -= _size(self._loaded.popitem(last=False)[1])


def unpack(data: bytes) -> Mapping[str, File]:
    """By path below the folder. A zip whose files are larger than they may be together has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > _LARGEST:
            return {}
        return {entry.filename: _file(entry.filename, archive.read(entry)) for entry in entries}


def _file(name: str, body: bytes) -> File:
    kind = static.media_type(PurePosixPath(name))
    if kind.startswith("text/") and "charset" not in kind:
        kind += "; charset=utf-8"
    return File(body, kind, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _size(files: Mapping[str, File]) -> int:
    return sum(len(file.body) for file in files.values())


def _has(request: Request, etag: str) -> bool:
    given = [value for name, value in request.headers if name == "if-none-match"]
    tags = {tag.strip().removeprefix("W/") for value in given for tag in value.split(",")}
    return etag in tags or "*" in tags
