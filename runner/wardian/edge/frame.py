"""The playground's sandboxed frame: files of the built site, served from the edge's side of the fence."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
}


class Frame:
    """`folder` is the site's assets/playground/frame; `origin` is where browsers reach it."""

    def __init__(self, folder: Path, origin: str, public_url: str) -> None:
        self._folder = folder.resolve()
        self._headers = [
            ("access-control-allow-origin", "*"),
            ("cache-control", "no-cache"),
            ("content-security-policy", _policy(origin, public_url)),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ]

    def find(self, path: str) -> Path | None:
        """The file that a request's decoded path means, None if there is none."""
        if "\0" in path or "\\" in path:
            return None
        file = (self._folder / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self._folder) and file.is_file() else None

    def headers(self, file: Path) -> list[tuple[str, str]]:
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        status = file.stat()
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        return [("content-type", kind), ("etag", etag), *self._headers]


def _policy(origin: str, public_url: str) -> str:
    """Programs may load the runtimes beside the frame, and reach nothing else."""
    site = urlsplit(public_url)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {origin} blob: 'wasm-unsafe-eval'",
            f"connect-src {origin} blob:",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {site.scheme}://{site.netloc}",
        )
    )
