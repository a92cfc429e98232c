"""A Python artifact: a zip of the project's files that is the same bytes for the same files, everywhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold (APPNOTE.TXT 4.4.6)."""
_REGULAR_FILE = 0o100644 << 16


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Raises UnicodeEncodeError for text that is not Unicode (a lone surrogate)."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, files[path])
    return output.getvalue()


def unpack(data: bytes) -> dict[str, str | bytes]:
    """The files that `pack` was given, as text where they are some."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: _text(archive.read(entry)) for entry in archive.infolist()}


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data
