"""What one run of a guest may do through host functions."""

from __future__ import annotations

from collections.abc import Sequence

from wardian.edge.powers.fetcher import MOST_REDIRECTS
from wardian.edge.powers.fetches import Fetches
from wardian.edge.powers.keys import Keys
from wardian.model import HostCall


class Powers:
    """One run's. Its methods block, and are called on the thread that the guest runs on, never on the event loop.

    Whatever does not go as asked is raised as Refused, with words for the guest's author. `calls` tells of each call,
    for the receipt: of a fetch when it has ended or was given up.
    """

    def __init__(self, fetches: Fetches, keys: Keys, calls: list[HostCall]) -> None:
        self.calls = calls
        self._fetches = fetches
        self._keys = keys

    def send(self, head: str, body: bytes, timeout_ms: int, most: int, redirects: int = MOST_REDIRECTS) -> int:
        """Start a fetch and answer its handle, from 0.

        `head` is `POST http://host/path`, then a line `Name: value` for each header. `timeout_ms` is for the whole
        fetch, 0 for the setting's; `most` is how many bytes of body are wanted at most, 0 for the setting's. So many
        `redirects` are followed; with 0 the guest sees them.
        """
        return self._fetches.send(head, body, timeout_ms, most, redirects)

    def select(self, handles: Sequence[int], timeout_ms: int) -> int:
        """Wait for one whose head is there or that has failed; its index. Raises TIMED_OUT.

        With 0 ms it only looks, with less it waits as long as the chain may last.
        """
        return self._fetches.select(handles, timeout_ms)

    def head(self, handle: int) -> str:
        """Wait for the answer: its status on the first line, then a line `name: value` for each header."""
        return self._fetches.head(handle)

    def read(self, handle: int, size: int) -> bytes:
        """Wait for some of the body, `size` bytes at most; b"" at its end."""
        return self._fetches.read(handle, size)

    def close(self, handle: int) -> None:
        """Give up the fetch, or what is left of its body. A handle that was closed is no handle any more."""
        self._fetches.close(handle)

    def kv_get(self, key: str) -> bytes | None:
        """None when there is no such key."""
        return self._keys.get(key)

    def kv_set(self, key: str, value: bytes) -> None:
        self._keys.set(key, value)

    def kv_append(self, key: str, value: bytes) -> int:
        """Put `value` at the end of what the key holds, which is nothing at first; the new size in bytes."""
        return self._keys.append(key, value)

    def kv_add(self, key: str, by: int) -> int:
        """Add to the decimal number that the key holds, 0 at first; the new number, within a signed 64-bit integer."""
        return self._keys.add(key, by)

    def kv_swap(self, key: str, expected: bytes | None, value: bytes) -> bool:
        """Set the value if the key still holds what was `expected`, None for no value; whether it did."""
        return self._keys.swap(key, expected, value)

    def kv_delete(self, key: str) -> bool:
        """Whether there was such a key."""
        return self._keys.delete(key)

    def kv_keys(self, prefix: str, after: str) -> list[str]:
        """Those that begin with `prefix` and come after `after`, in the order of their UTF-8; 100 at most."""
        return self._keys.list(prefix, after)

    def close_all(self) -> None:
        """Give up every fetch that is still under way. To be called when the run has ended, however it did."""
        self._fetches.close_all()
