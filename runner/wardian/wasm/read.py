"""What is in an artifact, by what its bytes are."""

from __future__ import annotations

import io
import time
import zipfile

from wardian.model import ArtifactKind
from wardian.wasm import component
from wardian.wasm.module import Module
from wardian.wasm.reader import Malformed, Reader
from wardian.wasm.summary import LISTED, Contents, FileView, short

TIME_S = 5.0
"""Longest time that reading may take."""


def read(data: bytes, kind: ArtifactKind) -> Contents:
    """Raises Malformed, TooSlow."""
    if kind is ArtifactKind.ZIP:
        return _zip(data)
    reader = Reader(data, time.monotonic() + TIME_S)
    if kind is ArtifactKind.COMPONENT:
        return component.read(reader, len(data))
    module = Module()
    module.read(reader)
    kinds = {"func": "functions", "table": "tables", "memory": "memories", "global": "globals", "tag": "tags"}
    module.counts.update({name: len(module.spaces[kind]) for kind, name in kinds.items()})
    return module.contents(len(data))


def _zip(data: bytes) -> Contents:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Malformed(f"This is not a zip: {error}.") from error
    views = (
        FileView(path=short(file.filename), size=file.file_size, compressed=file.compress_size)
        for file in files[:LISTED]
    )
    return Contents(counts={"files": len(files)}, files=tuple(views))
