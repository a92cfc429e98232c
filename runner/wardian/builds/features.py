"""Which of WebAssembly's features a module uses: those without which wasm-tools does not find it valid."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from wardian.builds.disassembly import TOOL, wasm_tools
from wardian.sandbox import Job, Limits, libraries, run
from wardian.units import KIB, MIB

_COMMON = (
    *("mutable-global", "saturating-float-to-int", "sign-extension", "multi-value", "bulk-memory", "reference-types"),
)
_RARE = (
    *("simd", "relaxed-simd", "threads", "tail-call", "multi-memory", "memory64", "extended-const", "exceptions"),
    *("legacy-exceptions", "function-references", "gc", "custom-page-sizes", "wide-arithmetic"),
)
"""As wasm-tools names them. What came with WebAssembly 1.0 is not among them, but for mutable-global."""

_LIMITS = Limits(wall_s=10, cpu_s=5, memory=512 * MIB, output=64 * KIB, log=64 * KIB)


async def used(module: bytes) -> tuple[str, ...]:
    """The features, by validating it without them in the sandbox. Raises NoSandbox, Unavailable."""
    if await _valid(module, "wasm1") or not await _valid(module, "all"):
        return ()
    common = [feature for feature in _COMMON if not await _valid(module, f"all,-{feature}")]
    return (*common, *await _needed(module, _RARE))


async def _needed(module: bytes, features: Sequence[str]) -> tuple[str, ...]:
    """Those of the features that it needs. Most modules need none of them, so they are left out together first."""
    if await _valid(module, ",".join(("all", *(f"-{feature}" for feature in features)))):
        return ()
    if len(features) == 1:
        return tuple(features)
    middle = len(features) // 2
    return (*await _needed(module, features[:middle]), *await _needed(module, features[middle:]))


async def _valid(module: bytes, features: str) -> bool:
    tool = await asyncio.to_thread(wasm_tools)
    arguments = (TOOL, "validate", f"--features={features}", "-")
    result = await run(Job(arguments, _LIMITS, {**libraries.of(tool), TOOL: tool}, stdin=module))
    return result.limit is None and result.exit_code == 0
