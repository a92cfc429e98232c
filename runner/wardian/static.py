"""Files of the built site as both servers send them: their media types, and their compressed forms beside them."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePath

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
_SUFFIXES = {"br": ".br", "gzip": ".gz", "identity": ""}
"""The content codings, the one that gives the smallest files first."""

_UNNAMED_IDENTITY = 0.0001
"""Whoever does not speak of identity takes it, and anything that it named rather (RFC 9110 section 12.5.3)."""


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
    for candidate in _liked(accept_encoding):
        sibling = file.with_name(file.name + _SUFFIXES[candidate])
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


def _liked(accept_encoding: str) -> list[str]:
    """The codings that an Accept-Encoding header allows, the best first."""
    qualities = dict(_quality(part) for part in accept_encoding.lower().split(","))
    rest = qualities.get("*", 0.0)
    wanted = {coding: qualities.get(coding, rest) for coding in _SUFFIXES}
    if "*" not in qualities:
        wanted["identity"] = qualities.get("identity", _UNNAMED_IDENTITY)
    return sorted((coding for coding in wanted if wanted[coding] > 0), key=lambda coding: -wanted[coding])


def _quality(part: str) -> tuple[str, float]:
    """The two of "gzip;q=0.5". A weight that cannot be read refuses its coding."""
    coding, _, weight = part.partition(";")
    name, _, value = weight.partition("=")
    if not weight.strip():
        return coding.strip(), 1.0
    try:
        return coding.strip(), float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return coding.strip(), 0.0
