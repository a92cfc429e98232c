"""Calls that block, in a thread, and work that is not left half done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


async def to_its_end(call: Callable[[], Answer]) -> Answer:
    """As `asyncio.to_thread`, but who cancels it waits for the call: then what it uses can be closed."""
    return await whole(asyncio.to_thread(call))


async def whole(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What the work answers; who cancels this waits for it."""
    working = asyncio.create_task(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait({working})
        raise
