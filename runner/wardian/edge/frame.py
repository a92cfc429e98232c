"""The playground's sandboxed frame: files of the built site, served from the edge's side of the fence."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from wardian.static import Representation, represent


class Frame:
    """`folder` is the site's assets/playground/frame; `origin` is where browsers reach it."""

    def __init__(self, folder: Path, origin: str, public_url: str) -> None:
        self._folder = folder.resolve()
        self._headers = {
            "access-control-allow-origin": "*",
            "cache-control": "no-cache",
            "content-security-policy": _policy(origin, public_url),
            "cross-origin-embedder-policy": "require-corp",
            "cross-origin-resource-policy": "cross-origin",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }

    def find(self, path: str, accept_encoding: str) -> Representation | None:
        """What to answer to a request's decoded path, with every header; None if there is no such file."""
        if "\0" in path or "\\" in path:
            return None
        file = (self._folder / path.lstrip("/")).resolve()
        if not (file.is_relative_to(self._folder) and file.is_file()):
            return None
        found = represent(file, accept_encoding)
        return Representation(found.path, found.headers | self._headers)


def _policy(origin: str, public_url: str) -> str:
    """Programs may load the runtimes beside the frame, and reach nothing else."""
    site = urlsplit(public_url)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {origin} 'wasm-unsafe-eval'",
            f"connect-src {origin}",
            "worker-src blob: data:",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {site.scheme}://{site.netloc}",
        )
    )
