"""What a compiler has to say about its own error codes, asked for once each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from wardian.errors import NotFound

Explain = Callable[[str], Awaitable[str | None]]
"""Gives the text of a code, None when the compiler has none. Raises ToolchainMissing, NoSandbox."""

_CODE = re.compile(r"E\d{4}")


class Explanations:
    """Keeps every answer, of which there are at most 10,000, and asks for one at a time."""

    def __init__(self, explain: Explain | None) -> None:
        self._explain = explain
        self._known: dict[str, str | None] = {}
        self._turn = asyncio.Semaphore(1)

    async def text(self, code: str) -> str:
        """In Markdown, as the compiler writes it. Raises NotFound, ToolchainMissing, NoSandbox."""
        text = await self._text(code) if _CODE.fullmatch(code) else None
        if text is None:
            raise NotFound(f"There is no explanation of {code}. Those of Rust's codes, such as E0308, are here.")
        return text

    async def _text(self, code: str) -> str | None:
        if self._explain is None:
            return None
        async with self._turn:
            if code not in self._known:
                self._known[code] = await self._explain(code)
        return self._known[code]
