"""What a client may be sent of an artifact: its bytes, or what is made of them, in a content coding that it takes."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import brotli

from wardian.builds import disassembly, summary
from wardian.builds.disassembly import Disassembler
from wardian.builds.form import Form
from wardian.builds.summary import Summaries
from wardian.codings import SUFFIXES
from wardian.errors import NotFound
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts
from wardian.units import KIB

_GZIP_LEVEL = 6
_GZIP_FRAME = 16 + zlib.MAX_WBITS
_BEST = (11, 512 * KIB)
_FAST = 7
"""Brotli's best quality, and up to how many bytes; what is larger is compressed faster. See decision 0029."""


@dataclass(frozen=True, slots=True)
class Representation:
    """`coding` is `identity`, `gzip` or `br`."""

    data: bytes
    coding: str


class Representations:
    """A form is `wasm`, `zip`, `wat` or `json`. Each compressed one is made once and kept beside its artifact."""

    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts = artifacts
        self._made: Mapping[str, Form] = {
            "wat": Form(artifacts, disassembly.FORM, Disassembler(artifacts).text),
            "json": Form(artifacts, summary.FORM, Summaries(artifacts, self._size).json),
        }
        self.later: Callable[[str, str], None] = lambda sha256, form: None

    async def find(self, sha256: str, form: str) -> None:
        """Raises NotFound when there is no artifact that has this form."""
        for kind in ArtifactKind:
            if await asyncio.to_thread(self._artifacts.find, sha256, kind) is not None:
                if kind in _kinds(form):
                    return
                raise NotFound(f"This artifact has no .{form}: it is a .{kind}, whose summary is at {sha256}.json.")
        raise NotFound(f"There is no artifact for {sha256}.{form}. Build it again.")

    async def get(self, sha256: str, form: str, codings: Sequence[str]) -> Representation:
        """In the first of the codings that is there or soon made; brotli is left to `later` if another one will do.

        Raises NotFound, and what making the form raises.
        """
        await self.find(sha256, form)
        for coding in codings if form != "zip" else ():
            if coding == "identity":
                break
            kept = await asyncio.to_thread(self._artifacts.form, sha256, form + SUFFIXES[coding])
            if kept is not None:
                return Representation(kept, coding)
            if coding == "gzip" or coding == codings[-1]:
                return Representation(await self.compress(sha256, form, coding), coding)
            self.later(sha256, form)
        return Representation(await self._plain(sha256, form), "identity")

    async def compress(self, sha256: str, form: str, coding: str) -> bytes:
        """Make the form in gzip or brotli, and keep it. Raises what `get` does."""
        plain = await self._plain(sha256, form)
        compressed = await asyncio.to_thread(_COMPRESSORS[coding], plain)
        await asyncio.to_thread(self._artifacts.keep_form, sha256, form + SUFFIXES[coding], compressed)
        return compressed

    async def complete(self, sha256: str, form: str) -> None:
        """Make the compressed forms that are missing. Raises what `get` does."""
        for coding in _COMPRESSORS:
            if await asyncio.to_thread(self._artifacts.form, sha256, form + SUFFIXES[coding]) is None:
                await self.compress(sha256, form, coding)

    async def _size(self, sha256: str, form: str, coding: str) -> int:
        kept = await asyncio.to_thread(self._artifacts.form, sha256, form + SUFFIXES[coding])
        return len(await self.compress(sha256, form, coding) if kept is None else kept)

    async def _plain(self, sha256: str, form: str) -> bytes:
        if form in self._made:
            return await self._made[form].get(sha256)
        return await asyncio.to_thread(self._artifacts.get, sha256, ArtifactKind(form))


def _kinds(form: str) -> tuple[ArtifactKind, ...]:
    """The artifacts of which there is such a form."""
    if form == "json":
        return tuple(ArtifactKind)
    return (ArtifactKind.WASM if form == "wat" else ArtifactKind(form),)


def _gzip(data: bytes) -> bytes:
    """RFC 1952, without a time: the same bytes always compress to the same."""
    compressor = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_FRAME)
    return compressor.compress(data) + compressor.flush()


def _brotli(data: bytes) -> bytes:
    """RFC 7932."""
    best, most = _BEST
    return bytes(brotli.compress(data, quality=best if len(data) <= most else _FAST))


_COMPRESSORS = {"gzip": _gzip, "br": _brotli}
