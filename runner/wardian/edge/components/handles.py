"""What a guest holds handles of: the objects behind WASI's resources, for one run."""

from __future__ import annotations

from typing import Any, TypeVar

MOST = 1000
_Resource = TypeVar("_Resource")


class Misuse(Exception):
    """The guest broke an interface's rules; the text says how. It ends there, as wasmtime would trap it."""


class Handles:
    """`context` is the address of the store's context while the guest calls the host."""

    def __init__(self, kinds: dict[type, int]) -> None:
        """`kinds` gives the number under which the linker knows each class."""
        self.context = 0
        self._kinds = kinds
        self._objects: dict[int, Any] = {}
        self._next = 0

    def add(self, value: Any) -> tuple[int, int]:
        """Its (representation, kind). Raises Misuse when the guest holds too many."""
        if len(self._objects) >= MOST:
            raise Misuse(f"it holds {MOST} handles, which are the most")
        self._next += 1
        self._objects[self._next] = value
        return self._next, self._kinds[type(value)]

    def get(self, found: tuple[int, int] | None, wanted: type[_Resource]) -> _Resource:
        """Raises Misuse when the guest passed a handle of something else."""
        value = self._objects.get(found[0]) if found is not None else None
        if found is None or found[1] != self._kinds[wanted] or not isinstance(value, wanted):
            raise Misuse("a function was called with a handle of another resource")
        return value

    def take(self, found: tuple[int, int] | None, wanted: type[_Resource]) -> _Resource:
        """Like `get`; the guest has it no more."""
        value = self.get(found, wanted)
        if found is not None:
            del self._objects[found[0]]
        return value

    def drop(self, representation: int) -> None:
        self._objects.pop(representation, None)
