"""The key-value store of a deployment, as one run of its guest may use it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from wardian.edge.powers.log import Log
from wardian.edge.powers.refused import NO_KV, Error, Refused
from wardian.storage import kv
from wardian.storage.kv import KeyValues
from wardian.units import size

MOST_KEY = 256
"""Bytes of UTF-8."""

MOST_LISTED = 100

_T = TypeVar("_T")
_BUSY = "The key-value store is busy; try again."
_WORDS: Mapping[type[kv.KvError], tuple[Error, str]] = {
    kv.NoStore: (Error.NOT_FOUND, "This deployment was removed, and its key-value store with it."),
    kv.TooManyKeys: (Error.FULL, "The store has {keys} keys, which is the most; delete some first."),
    kv.ValuesTooLarge: (Error.FULL, "The values in the store may have {values} together; delete some first."),
    kv.ValueTooLarge: (Error.TOO_LARGE, "The value would be larger than {value}, which is the most."),
    kv.NotANumber: (
        Error.INVALID,
        "The key does not hold a decimal number, or the sum does not fit into 64 bits: nothing was added.",
    ),
}


class Keys:
    """One run's; `store` is None if it was not granted. See `Powers` for what each call does."""

    def __init__(self, values: KeyValues, store: str | None, calls: int, log: Log) -> None:
        """`calls` is how often the store may be used."""
        self._values = values
        self._store = store
        self._most = self._left = calls
        self._log = log

    def get(self, key: str) -> bytes | None:
        return self._use("get", key, lambda store: self._values.get(store, key))

    def set(self, key: str, value: bytes) -> None:
        self._use("set", key, lambda store: self._values.set(store, key, value), value)

    def append(self, key: str, value: bytes) -> int:
        return self._use("append", key, lambda store: self._values.append(store, key, value), value)

    def add(self, key: str, by: int) -> int:
        return self._use("add", key, lambda store: self._values.add(store, key, by))

    def swap(self, key: str, expected: bytes | None, value: bytes) -> bool:
        return self._use("swap", key, lambda store: self._values.swap(store, key, expected, value), value)

    def delete(self, key: str) -> bool:
        return self._use("delete", key, lambda store: self._values.delete(store, key))

    def list(self, prefix: str, after: str) -> list[str]:
        found = self._use("keys", prefix, self._values.keys, any_key=True)
        last = after.encode(errors="replace")
        return [key for key in found if key.startswith(prefix) and key.encode() > last][:MOST_LISTED]

    def _use(self, name: str, key: str, call: Callable[[str], _T], value: bytes = b"", any_key: bool = False) -> _T:
        started = time.perf_counter()
        outcome, result = "ok", None
        try:
            store = self._permitted()
            if not any_key:
                _check(key)
            result = self._in_words(call, store)
            return result
        except Refused as refused:
            outcome = refused.error.label
            raise
        finally:
            received = len(result) if isinstance(result, bytes) else 0
            self._log.add(f"kv.{name}", key, outcome, time.perf_counter() - started, len(value), received)

    def _permitted(self) -> str:
        if self._store is None:
            raise Refused(Error.NOT_GRANTED, NO_KV)
        if self._left == 0:
            raise Refused(Error.TOO_MANY, f"A request may use the store {self._most} times.")
        self._left -= 1
        return self._store

    def _in_words(self, call: Callable[[str], _T], store: str) -> _T:
        try:
            return call(store)
        except kv.KvError as error:
            kind, words = _WORDS[type(error)]
            caps = self._values.caps
            figures = {"keys": str(caps.keys), "value": size(caps.value), "values": size(caps.values)}
            raise Refused(kind, words.format_map(figures)) from None
        except OperationalError:
            raise Refused(Error.TIMED_OUT, _BUSY) from None


def _check(key: str) -> None:
    try:
        length = len(key.encode())
    except UnicodeEncodeError:
        raise Refused(Error.INVALID, "A key must be text: UTF-8.") from None
    if not 0 < length <= MOST_KEY or "\0" in key:
        raise Refused(Error.INVALID, f"A key must have 1 to {MOST_KEY} bytes of UTF-8 and no NUL character.")
