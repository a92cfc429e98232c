"""For who can wait until the database is back, and for who must say that it is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from wardian.storage.database import GONE
from wardian.threads import to_its_end

_FIRST_S = 0.2
_LONGEST_S = 1.0
"""Between two tries. Far less than any lease: what is held ready is delivered before another worker makes it anew."""

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


async def outlast(call: Callable[[], Answer]) -> Answer:
    """What `call` gives, however often the database must be asked. It is called in a thread."""
    pause_s = _FIRST_S
    while True:
        try:
            return await to_its_end(call)
        except GONE as refused:
            _log.warning("the database does not answer, and is asked again: %s", cause(refused))
        await asyncio.sleep(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_S)


def cause(error: BaseException) -> str:
    """What the database or its driver said, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
