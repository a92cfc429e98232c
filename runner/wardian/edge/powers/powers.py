"""What one run of a guest may do through host functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from wardian.edge.chain import Chain
from wardian.edge.powers.refused import NO_FETCH, NO_KV, Error, Refused
from wardian.model import Grants, HostCall


class Powers:
    """One run's. Its methods block, and are called on the thread that the guest runs on, never on the event loop.

    Whatever does not go as asked is raised as Refused, with words for the guest's author; nothing else is raised.
    `calls` tells of each call, for the receipt.
    """

    def __init__(self, deployment: str, grants: Grants, chain: Chain) -> None:
        self.calls: list[HostCall] = []
        self._grants = grants

    def send(self, head: str, body: bytes, timeout_ms: int, most: int) -> int:
        """Start a fetch and answer its handle, from 0.

        `head` is `POST http://host/path`, then a line `Name: value` for each header. `timeout_ms` is for the whole
        fetch, 0 for the setting's; `most` is how many bytes of body are wanted at most, 0 for the setting's.
        """
        self._without_fetch()

    def select(self, handles: Sequence[int], timeout_ms: int) -> int:
        """Wait for one whose head is there or that has failed; its index. 0 ms only looks. Raises TIMED_OUT."""
        self._without_fetch()

    def head(self, handle: int) -> str:
        """Wait for the answer: its status on the first line, then a line `name: value` for each header."""
        self._without_fetch()

    def read(self, handle: int, size: int) -> bytes:
        """Wait for some of the body, `size` bytes at most; b"" at its end."""
        self._without_fetch()

    def close(self, handle: int) -> None:
        """Give up the fetch, or what is left of its body. A handle that was closed is no handle any more."""
        self._without_fetch()

    def kv_get(self, key: str) -> bytes | None:
        """None when there is no such key."""
        self._without_kv()

    def kv_set(self, key: str, value: bytes) -> None:
        self._without_kv()

    def kv_append(self, key: str, value: bytes) -> int:
        """Put `value` at the end of what the key holds, which is nothing at first; the new size in bytes."""
        self._without_kv()

    def kv_add(self, key: str, by: int) -> int:
        """Add to the decimal number that the key holds, 0 at first; the new number, within a signed 64-bit integer."""
        self._without_kv()

    def kv_swap(self, key: str, expected: bytes | None, value: bytes) -> bool:
        """Set the value if the key still holds what was `expected`, None for no value; whether it did."""
        self._without_kv()

    def kv_delete(self, key: str) -> bool:
        """Whether there was such a key."""
        self._without_kv()

    def kv_keys(self, prefix: str, after: str) -> list[str]:
        """Those that begin with `prefix` and come after `after`, in the order of their UTF-8; 100 at most."""
        self._without_kv()

    def close_all(self) -> None:
        """Give up every fetch that is still under way. To be called when the run has ended, however it did."""

    def _without_fetch(self) -> NoReturn:
        raise Refused(Error.NOT_GRANTED, NO_FETCH)

    def _without_kv(self) -> NoReturn:
        raise Refused(Error.NOT_GRANTED, NO_KV)
