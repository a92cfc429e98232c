"""The site's service worker: the front end's script, and before it the list of files that every visitor keeps."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

NAME = "sw.js"
LARGEST = 512 * 1024
"""Bytes. What is larger, a runtime or a compiler, is kept when it has been used."""

_KEPT = {".css", ".html", ".js", ".json", ".mjs", ".svg"}


def shell(site: Path) -> dict[str, object]:
    """`{version, files}`: the files to keep, as addresses relative to the built site, and a digest of them all."""
    digest = hashlib.sha256()
    files = []
    for file in sorted(site.rglob("*")):
        if file.suffix in _KEPT and file.is_file() and file.name != NAME and file.stat().st_size <= LARGEST:
            path = file.relative_to(site).as_posix()
            digest.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
            files.append(path.removesuffix("index.html"))
    return {"version": digest.hexdigest()[:16], "files": files}


def script(site: Path, worker: str) -> str:
    """The service worker, whose text changes whenever a kept file does: that is how browsers notice."""
    return f"self.WARDIAN_SHELL={json.dumps(shell(site), separators=(',', ':'))};\n{worker}"
