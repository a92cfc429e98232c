"""Makes what a deployment serves ready before a request needs it: the compiled module, the zip of assets."""

from __future__ import annotations

import asyncio

from wardian.deployments.wanted import Source
from wardian.edge.compile import NotDeployable
from wardian.edge.modules import Modules
from wardian.edge.python import archive, component
from wardian.errors import InvalidRequest
from wardian.model import Artifact, ArtifactKind
from wardian.storage.artifacts import Artifacts


class Ready:
    def __init__(self, artifacts: Artifacts, modules: Modules) -> None:
        self._artifacts = artifacts
        self._modules = modules

    async def make(self, source: Source) -> Artifact | None:
        """Compile the program and keep the assets, which are returned; None when there are none.

        Raises InvalidRequest, ToolchainMissing, NoSandbox.
        """
        await self.check(source.artifact)
        if not source.assets:
            return None
        return await asyncio.to_thread(self._artifacts.put, archive.pack(source.assets), ArtifactKind.ZIP)

    def native(self, artifact: Artifact) -> int | None:
        """Bytes of machine code that were made of it here, None if there are none."""
        return None if artifact.kind is ArtifactKind.ZIP else self._modules.size(artifact.sha256)

    async def check(self, artifact: Artifact) -> None:
        """Compile it if it has to be and has not been. Raises InvalidRequest, ToolchainMissing, NoSandbox."""
        if artifact.kind is ArtifactKind.ZIP:
            component.require()
            return
        try:
            await self._modules.ensure(
                artifact.sha256, lambda: asyncio.to_thread(self._artifacts.get, artifact.sha256, artifact.kind)
            )
        except NotDeployable as refusal:
            if artifact.kind is ArtifactKind.COMPONENT:
                raise InvalidRequest("/artifact", f"This component cannot be deployed. {refusal}") from refusal
            raise InvalidRequest("/build", f"This build cannot be deployed. {refusal}") from refusal
