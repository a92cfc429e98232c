"""A cursor over bytes that never leaves them, and never takes longer than it may."""

from __future__ import annotations

import time
from collections.abc import Iterator

_LOOKS_EVERY = 1024


class Malformed(Exception):
    """The bytes are not what the format says; the message tells where and why."""


class TooSlow(Exception):
    """Reading took longer than it may."""


class Reader:
    """Reads `data` from `at` up to, not including, `end`; `deadline` is of time.monotonic()."""

    __slots__ = ("_data", "_deadline", "at", "end")

    def __init__(self, data: bytes, deadline: float, at: int = 0, end: int | None = None) -> None:
        self._data = data
        self._deadline = deadline
        self.at = at
        self.end = len(data) if end is None else end

    @property
    def left(self) -> int:
        return self.end - self.at

    def byte(self) -> int:
        if self.at >= self.end:
            raise self.malformed("ends too early")
        self.at += 1
        return self._data[self.at - 1]

    def peek(self) -> int:
        value = self.byte()
        self.at -= 1
        return value

    def take(self, count: int) -> bytes:
        start = self.at
        self.skip(count)
        return self._data[start : self.at]

    def skip(self, count: int) -> None:
        if count > self.left:
            raise self.malformed(f"has {self.left} bytes left, not {count}")
        self.at += count

    def unsigned(self, bits: int = 32) -> int:
        """An unsigned LEB128 number of at most so many bits."""
        value, _ = self._groups(bits)
        if value >> bits:
            raise self.malformed("has a number that is too large")
        return value

    def signed(self, bits: int = 32) -> int:
        """A signed LEB128 number of at most so many bits."""
        value, length = self._groups(bits)
        if value >> (length - 1):
            value -= 1 << length
        if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
            raise self.malformed("has a number that is too large")
        return value

    def _groups(self, bits: int) -> tuple[int, int]:
        """The groups of seven bits of a LEB128 number, put together, and how many bits they are."""
        value = length = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << length
            length += 7
            if byte < 0x80:
                return value, length
            if length >= bits:
                raise self.malformed("has a number that is too long")

    def text(self) -> str:
        """A name: its length in bytes, and UTF-8."""
        data = self.take(self.unsigned())
        try:
            return data.decode()
        except UnicodeDecodeError:
            raise self.malformed("has a name that is not UTF-8") from None

    def part(self, count: int) -> Reader:
        """A reader of the next bytes, which this one skips."""
        start = self.at
        self.skip(count)
        return Reader(self._data, self._deadline, start, self.at)

    def many(self) -> Iterator[int]:
        """The numbers of a list's items, after its length. Each item takes a byte at least."""
        count = self.unsigned()
        if count > self.left:
            raise self.malformed(f"has {self.left} bytes left for {count} items")
        for number in range(count):
            if number % _LOOKS_EVERY == 0 and time.monotonic() > self._deadline:
                raise TooSlow
            yield number

    def done(self) -> None:
        """Raises Malformed when bytes are left."""
        if self.left:
            raise self.malformed(f"has {self.left} bytes too many")

    def malformed(self, problem: str) -> Malformed:
        return Malformed(f"The binary {problem}, at offset {self.at}.")
