"""Components that come from toolchains elsewhere."""

from __future__ import annotations

import asyncio

from wardian import digest
from wardian.deployments.wanted import Source
from wardian.edge.compile import NotDeployable, is_component
from wardian.edge.modules import Modules
from wardian.errors import InvalidRequest
from wardian.model import Artifact, ArtifactKind
from wardian.storage.artifacts import Artifacts


class Uploads:
    def __init__(self, artifacts: Artifacts, modules: Modules) -> None:
        self._artifacts = artifacts
        self._modules = modules

    async def keep(self, component: bytes) -> Artifact:
        """Compile it and keep it; what cannot be deployed is not kept. Raises InvalidRequest, NoSandbox."""
        if not is_component(component):
            raise InvalidRequest("", "This is not a WebAssembly component. A program's sources are built instead.")

        async def read() -> bytes:
            return component

        try:
            await self._modules.ensure(digest.of_bytes(component), read)
        except NotDeployable as refusal:
            raise InvalidRequest("", f"This component cannot be deployed. {refusal}") from refusal
        return await asyncio.to_thread(self._artifacts.put, component, ArtifactKind.COMPONENT)

    async def source(self, sha256: str) -> Source:
        """What a deployment of that component serves. Raises InvalidRequest."""
        artifact = await asyncio.to_thread(self._artifacts.find, sha256, ArtifactKind.COMPONENT)
        if artifact is None:
            raise InvalidRequest("/artifact", f"There is no component {sha256}. Upload it first.")
        return Source(None, None, artifact)
