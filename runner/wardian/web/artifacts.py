"""Artifacts: bytes that never change, under their digest."""

from __future__ import annotations

import asyncio
import re

from fastapi import APIRouter, Request, Response

from wardian.builds.disassembly import Disassembler
from wardian.errors import NotFound
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts
from wardian.web.problems import responses

_NAME = re.compile(r"([0-9a-f]{64})\.(wasm|zip|wat)")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_TYPES = {"wasm": "application/wasm", "zip": "application/zip", "wat": "text/plain; charset=utf-8"}


def add_artifacts(router: APIRouter, artifacts: Artifacts, disassembler: Disassembler) -> None:
    @router.head("/artifacts/{name}", include_in_schema=False)
    @router.get("/artifacts/{name}", response_class=Response, responses=_DOCUMENTED, tags=["artifacts"])
    async def artifact(name: str, request: Request) -> Response:
        """`<sha256>.wasm`, `<sha256>.zip`, or `<sha256>.wat`: a WebAssembly module as text."""
        match = _NAME.fullmatch(name)
        if match is None:
            raise NotFound(f"{name} does not name an artifact: it takes 64 hexadecimal digits and .wasm, .zip or .wat.")
        sha256, kind = match.groups()
        gzipped = kind == "wasm" and _takes_gzip(request)
        headers = {
            "ETag": f'"{name}.gz"' if gzipped else f'"{name}"',
            "Cache-Control": "public, max-age=31536000, immutable",
            "Vary": "Accept-Encoding",
        }
        if _known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if gzipped:
            headers["Content-Encoding"] = "gzip"
            data = await asyncio.to_thread(artifacts.gzipped, sha256, ArtifactKind.WASM)
        elif kind == "wat":
            data = await disassembler.text(sha256)
        else:
            data = await asyncio.to_thread(artifacts.get, sha256, ArtifactKind(kind))
        return Response(data, headers=headers, media_type=_TYPES[kind])


_DOCUMENTED = responses(404, 422, 503) | {200: {"content": {kind: {} for kind in _TYPES.values()}}}


def _takes_gzip(request: Request) -> bool:
    """Whether the client asks for gzip with any weight above none."""
    return _GZIP.search(request.headers.get("accept-encoding", "")) is not None


def _known(request: Request, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag in tags or "*" in tags
