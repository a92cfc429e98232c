"""Each deployment's own values by key."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from wardian.storage.database import Database
from wardian.storage.tables import deployments, kv

_NUMBER = re.compile(rb"-?[0-9]{1,19}")
_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Caps:
    """`keys` in one store, bytes in one `value`, and bytes in all `values` of a store."""

    keys: int
    value: int
    values: int


class KvError(Exception):
    """Nothing was changed."""


class NoStore(KvError):
    """There is no such deployment any more."""


class TooManyKeys(KvError):
    pass


class ValuesTooLarge(KvError):
    pass


class ValueTooLarge(KvError):
    pass


class NotANumber(KvError):
    """What the key holds is no decimal number of 64 bits, or would not be one after the addition."""


class KeyValues:
    """`store` is a deployment's id. Each call is one transaction: several processes may write to a store at once.

    The threads of one process take turns here, not at the database: SQLite's waiting is by polling, and whoever else
    has something to write would seldom be lucky. Calls block; see `Database`.
    """

    def __init__(self, database: Database, caps: Caps) -> None:
        self._database = database
        self._turn = threading.Lock()
        self.caps = caps

    def get(self, store: str, key: str) -> bytes | None:
        with self._database.read() as connection:
            return _value(connection, store, key)

    def keys(self, store: str) -> list[str]:
        """In the order of their UTF-8."""
        with self._database.read() as connection:
            found = list(connection.scalars(select(kv.c.key).where(kv.c.deployment == store)))
        return sorted(found, key=str.encode)

    def set(self, store: str, key: str, value: bytes) -> None:
        """Raises KvError, as all that write do."""
        self._change(store, key, lambda former: value)

    def append(self, store: str, key: str, value: bytes) -> int:
        """The new size, in bytes."""
        return len(self._change(store, key, lambda former: (former or b"") + value))

    def add(self, store: str, key: str, by: int) -> int:
        """The new number; a key that is not there counts as 0."""
        return int(self._change(store, key, lambda former: _sum(former, by)))

    def swap(self, store: str, key: str, expected: bytes | None, value: bytes) -> bool:
        """Whether the key held what was expected, None for nothing, and so was set."""
        with self._turn, self._database.write(store) as connection:
            _lock(connection, store)
            former = _value(connection, store, key)
            if former != expected:
                return False
            self._put(connection, store, key, former, value)
            return True

    def delete(self, store: str, key: str) -> bool:
        """Whether it was there."""
        with self._turn, self._database.write(store) as connection:
            _lock(connection, store)
            return connection.execute(delete(kv).where(kv.c.deployment == store, kv.c.key == key)).rowcount == 1

    def _change(self, store: str, key: str, change: Callable[[bytes | None], bytes]) -> bytes:
        with self._turn, self._database.write(store) as connection:
            _lock(connection, store)
            former = _value(connection, store, key)
            value = change(former)
            self._put(connection, store, key, former, value)
            return value

    def _put(self, connection: Connection, store: str, key: str, former: bytes | None, value: bytes) -> None:
        self._check(connection, store, former, value)
        if former is None:
            connection.execute(insert(kv).values(deployment=store, key=key, value=value))
        else:
            connection.execute(update(kv).where(kv.c.deployment == store, kv.c.key == key).values(value=value))

    def _check(self, connection: Connection, store: str, former: bytes | None, value: bytes) -> None:
        if len(value) > self.caps.value:
            raise ValueTooLarge
        if former is not None and len(value) <= len(former):
            return
        totals = select(func.count(), func.coalesce(func.sum(func.length(kv.c.value)), 0)).where(
            kv.c.deployment == store
        )
        count, size = connection.execute(totals).one()
        if former is None and count >= self.caps.keys:
            raise TooManyKeys
        if size - len(former or b"") + len(value) > self.caps.values:
            raise ValuesTooLarge


def _lock(connection: Connection, store: str) -> None:
    """The deployment stays until this transaction ends."""
    query = select(deployments.c.id).where(deployments.c.id == store).with_for_update(key_share=True)
    if connection.execute(query).first() is None:
        raise NoStore(store)


def _value(connection: Connection, store: str, key: str) -> bytes | None:
    value: bytes | None = connection.scalar(select(kv.c.value).where(kv.c.deployment == store, kv.c.key == key))
    return value


def _sum(former: bytes | None, by: int) -> bytes:
    if former is not None and not _NUMBER.fullmatch(former):
        raise NotANumber
    total = int(former or b"0") + by
    if total not in _INT64:
        raise NotANumber
    return str(total).encode()
