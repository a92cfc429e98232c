"""Artifacts: bytes that never change, under their digest, in the coding that a client likes best."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from wardian.builds.representations import Representation, Representations
from wardian.builds.summary import Summary
from wardian.codings import SUFFIXES, accepted
from wardian.errors import NotFound
from wardian.web.problems import Responses, responses

_NAME = re.compile(r"([0-9a-f]{64})\.(wasm|zip|wat)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPES = {
    "wasm": "application/wasm",
    "zip": "application/zip",
    "wat": "text/plain; charset=utf-8",
    "json": "application/json",
}
_KEEP = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_BYTES: Responses = responses(404, 413, 422, 503) | {
    200: {"content": {_TYPES[form]: {} for form in ("wasm", "zip", "wat")}},
    304: {"description": "The client has it."},
}
_SUMMARY: Responses = responses(404, 413, 422, 503) | {
    200: {"model": Summary},
    304: {"description": "The client has it."},
}


def add_artifacts(router: APIRouter, representations: Representations) -> None:
    @router.head("/artifacts/{sha256}.json", include_in_schema=False)
    @router.get("/artifacts/{sha256}.json", response_model=None, responses=_SUMMARY, tags=["artifacts"])
    async def summary(sha256: str, request: Request) -> Response:
        """What is in an artifact: the sections of a module or component, or the files of a zip, with their sizes."""
        if _SHA256.fullmatch(sha256) is None:
            raise NotFound(f"{sha256} does not name an artifact: that takes 64 hexadecimal digits.")
        return await _answer(representations, request, sha256, "json")

    @router.head("/artifacts/{name}", include_in_schema=False)
    @router.get("/artifacts/{name}", response_class=Response, responses=_BYTES, tags=["artifacts"])
    async def artifact(name: str, request: Request) -> Response:
        """`<sha256>.wasm`, `<sha256>.zip`, or `<sha256>.wat`: a WebAssembly module as text."""
        match = _NAME.fullmatch(name)
        if match is None:
            raise NotFound(f"{name} does not name an artifact: it takes 64 hexadecimal digits and .wasm, .zip or .wat.")
        return await _answer(representations, request, *match.groups())


async def _answer(representations: Representations, request: Request, sha256: str, form: str) -> Response:
    codings = accepted(request.headers.get("accept-encoding", "")) or ["identity"]
    known = _known(request)
    for coding in codings:
        if (etag := _etag(sha256, form, coding)) in known:
            await representations.find(sha256, form)
            return Response(status_code=304, headers={**_KEEP, "ETag": etag})
    found = await representations.get(sha256, form, codings)
    headers = {**_KEEP, **_described(found), "ETag": _etag(sha256, form, found.coding)}
    if "*" in known:
        return Response(status_code=304, headers={**_KEEP, "ETag": headers["ETag"]})
    body = b"" if request.method == "HEAD" else found.data
    return Response(body, headers=headers, media_type=_TYPES[form])


def _described(found: Representation) -> dict[str, str]:
    length = {"Content-Length": str(len(found.data))}
    return length if found.coding == "identity" else {**length, "Content-Encoding": found.coding}


def _etag(sha256: str, form: str, coding: str) -> str:
    """Each coding has one of its own (RFC 9110, section 8.8.3.3)."""
    return f'"{sha256}.{form}{SUFFIXES[coding]}"'


def _known(request: Request) -> set[str]:
    """The tags of If-None-Match, to be compared weakly (section 13.1.2)."""
    return {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
