"""The summary of an artifact."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pydantic import Field

from wardian.builds import features
from wardian.errors import InvalidRequest, NotFound, TooLarge
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts
from wardian.wasm.read import TIME_S, read
from wardian.wasm.reader import Malformed, TooSlow
from wardian.wasm.summary import Contents

FORM = "summary-1.json"
"""What it is kept as. One that is written otherwise takes another number: those that are kept are never changed."""

Size = Callable[[str, str, str], Awaitable[int]]
"""How many bytes a form of the artifact with that sha256 takes in a coding."""


class Summary(Contents):
    """What is in an artifact."""

    sha256: str
    kind: ArtifactKind
    size: int
    gzip: int | None = Field(description="Size in gzip. A zip is not compressed again.")
    brotli: int | None = Field(description="Size in brotli.")
    features: tuple[str, ...] = Field(description="Without which the module would not be valid, as wasm-tools says.")


class Summaries:
    def __init__(self, artifacts: Artifacts, size: Size) -> None:
        self._artifacts = artifacts
        self._size = size

    async def json(self, sha256: str) -> bytes:
        """A Summary.

        Raises NotFound, NoSandbox, TooLarge when it has too many parts, InvalidRequest when it is no such artifact.
        """
        return (await self._summary(sha256)).model_dump_json().encode()

    async def _summary(self, sha256: str) -> Summary:
        kind = await asyncio.to_thread(self._kind, sha256)
        data = await asyncio.to_thread(self._artifacts.get, sha256, kind)
        try:
            contents = await asyncio.to_thread(read, data, kind)
        except Malformed as error:
            raise InvalidRequest("sha256", f"This artifact cannot be read. {error}") from error
        except TooSlow as error:
            raise TooLarge("sha256", f"The module has so many parts that reading takes over {TIME_S:g} s.") from error
        compressed = kind is ArtifactKind.WASM
        return Summary(
            **dict(contents),
            sha256=sha256,
            kind=kind,
            size=len(data),
            gzip=await self._size(sha256, kind, "gzip") if compressed else None,
            brotli=await self._size(sha256, kind, "br") if compressed else None,
            features=await features.used(data) if kind is ArtifactKind.WASM else (),
        )

    def _kind(self, sha256: str) -> ArtifactKind:
        for kind in ArtifactKind:
            if self._artifacts.find(sha256, kind) is not None:
                return kind
        raise NotFound(f"There is no artifact {sha256}.")
