"""What each file of the site may do in a browser: its Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from wardian.settings import Settings

_INLINE_SCRIPT = re.compile(
    rb"<script(?![^>]*\s(?:src=|type=\"application/json\"))[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE
)
_SCRIPTS = (".js", ".mjs")
_PLAYGROUND = Path("assets/playground")
_LAB_PAGES = "assets/css-lab"
_SERVICE_WORKER = Path("sw.js")

_WORKER = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "frame-ancestors 'none'"
)
"""For a script that is started as a worker, which has the policy of its own response: a compiler, or a lab's program.
It loads from this site and compiles WebAssembly; it makes no JavaScript out of text."""

EMBED = Path("assets/playground/embed.html")
"""A program in a page of its own, which any site may show in a frame."""

_OFFLINE = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
"""For the service worker, which fetches this site's files."""


class Policies:
    """`settings.site` is the folder whose files these are for."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.site.resolve()
        self._edge = settings.edge_url.format(name="*")
        self._labs = f"{settings.public_origin}/{_LAB_PAGES}/"

    def of(self, file: Path) -> str | None:
        """The policy of the file's response, None if any response's will do."""
        place = file.resolve().relative_to(self._folder)
        if file.suffix == ".html":
            ancestors = "*" if place == EMBED else "'none'"
            return _page(file, file.stat().st_mtime_ns, self._edge, self._labs, ancestors)
        if file.suffix in _SCRIPTS and place.is_relative_to(_PLAYGROUND):
            return _WORKER
        return _OFFLINE if place == _SERVICE_WORKER else None


@lru_cache(maxsize=512)
def _page(page: Path, mtime_ns: int, edge: str, labs: str, ancestors: str) -> str:
    """Load from this site only, ask it and the edge, compile WebAssembly, and run only the scripts that are in it now.

    Styles may be inline, as the theme and the editor write them so.
    """
    scripts = sorted({_hash(match[1]) for match in _INLINE_SCRIPT.finditer(page.read_bytes())})
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' 'wasm-unsafe-eval'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"connect-src 'self' {edge}",
            f"frame-src {edge} {labs}",
            "worker-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
