"""A Python artifact: a zip of the project's files that is the same bytes for the same files, everywhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold (APPNOTE.TXT 4.4.6)."""
_REGULAR_FILE = 0o100644 << 16


def pack(files: Mapping[str, str]) -> bytes:
    """Raises UnicodeEncodeError for text that is not Unicode (a lone surrogate)."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, files[path].encode())
    return output.getvalue()


def unpack(data: bytes) -> dict[str, str]:
    """The files that `pack` was given."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry).decode() for entry in archive.infolist()}
