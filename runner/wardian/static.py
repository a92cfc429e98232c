"""Files of the built site as both servers send them: their media types, and their compressed forms beside them."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePath

from wardian.codings import SUFFIXES, accepted

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
}
_BINARY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes to send for a file, and the headers that tell what they are. Names are in lower case."""

    path: Path
    headers: dict[str, str]


def represent(file: Path, accept_encoding: str) -> Representation:
    """The form of the file that its reader likes best: app.js itself, or app.js.br or app.js.gz beside it.

    A compressed form that is older than the file is passed over. Raises FileNotFoundError if there is no such file.
    """
    status = file.stat()
    path, coding = file, "identity"
    for candidate in accepted(accept_encoding):
        sibling = file.with_name(file.name + SUFFIXES[candidate])
        if sibling.is_file() and sibling.stat().st_mtime_ns >= status.st_mtime_ns:
            path, coding, status = sibling, candidate, sibling.stat()
            break
    headers = {
        "content-type": media_type(file),
        "etag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "vary": "accept-encoding",
    }
    if coding != "identity":
        headers["content-encoding"] = coding
    return Representation(path, headers)


def media_type(file: PurePath) -> str:
    """By the name's extension."""
    if file.suffix in _TYPES:
        return _TYPES[file.suffix]
    kind, coding = mimetypes.guess_type(file.name)
    return kind if kind is not None and coding is None else _BINARY
