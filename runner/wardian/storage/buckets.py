"""How much of what clients may take in a period they have taken lately, counted for all processes together.

A bucket fills steadily, and is on record until it is full. Its name is a keyed hash: without the key the record does
not tell whose it is.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import Connection, TextClause, delete, text

from wardian.storage.database import Database
from wardian.storage.tables import buckets

Bucket = tuple[str, str]
"""What is limited, and the client."""

_DIGITS = 32
_FEW = 128
_GIVE_BACK = text("UPDATE buckets SET full_at = full_at - :seconds WHERE name = :name")


class Buckets:
    """What is taken or given back counts if the given connection's transaction, which must be a writing one, does.

    All times are in seconds, `now` since 1970.
    """

    def __init__(self, database: Database, key: bytes) -> None:
        """Processes with the same key count together."""
        self._database = database
        self._key = key

    def take(self, connection: Connection, taken: Mapping[Bucket, float], now: float) -> dict[Bucket, float]:
        """When each of them will be full again, now that it takes so much longer than before."""
        names = {self._name(bucket): bucket for bucket in taken}
        values: dict[str, str | float] = {"now": now}
        for number, (name, bucket) in enumerate(names.items()):
            values |= {f"name{number}": name, f"full_at{number}": now + taken[bucket]}
        rows = connection.execute(_take(len(names)), values)
        return {names[row.name]: row.full_at for row in rows}

    def give_back(self, connection: Connection, taken: Mapping[Bucket, float]) -> None:
        rows = [{"name": self._name(bucket), "seconds": seconds} for bucket, seconds in taken.items()]
        connection.execute(_GIVE_BACK, rows)

    def forget_full(self, now: float) -> None:
        """Blocks; see `Database`."""
        with self._database.write() as connection:
            connection.execute(delete(buckets).where(buckets.c.full_at <= now))

    def _name(self, bucket: Bucket) -> str:
        return hmac.digest(self._key, " ".join(bucket).encode(), "sha256").hex()[:_DIGITS]


@lru_cache(_FEW)
def _take(count: int) -> TextClause:
    """One statement, however many buckets it takes from."""
    rows = ", ".join(f"(:name{number}, :full_at{number})" for number in range(count))
    return text(f"""
        INSERT INTO buckets (name, full_at) VALUES {rows}
        ON CONFLICT (name) DO UPDATE SET full_at = excluded.full_at
            + CASE WHEN buckets.full_at > :now THEN buckets.full_at - :now ELSE 0 END
        RETURNING name, full_at
    """)  # noqa: S608
