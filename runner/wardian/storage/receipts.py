"""What requests to guests cost: the newest of each deployment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from wardian.model import Frame, HostCall, Receipt
from wardian.storage.database import Database
from wardian.storage.tables import deployments, receipts

KEPT = 500
"""Entries of a deployment; the oldest go first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many requests have no receipt: there were more than are kept in so short a time."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """`number` grows from entry to entry, over all deployments; none is used twice."""

    number: int
    what: Receipt | LeftOut


class ReceiptRecords:
    """`deployment` is an id. Calls block; see `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entries: Mapping[str, Sequence[Receipt | LeftOut]]) -> None:
        """By deployment, in one transaction. What is for one that is not there any more is dropped."""
        with self._database.write("receipts") as connection:
            there = set(connection.scalars(select(deployments.c.id).where(deployments.c.id.in_(entries))))
            rows = [_row(deployment, entry) for deployment in there for entry in entries[deployment]]
            if rows:
                connection.execute(insert(receipts), rows)
            for deployment in there:
                _trim(connection, deployment)

    def after(self, deployment: str, number: int, most: int) -> list[Entry]:
        """The oldest `most` of those that came after that number, oldest first."""
        of = receipts.c.deployment == deployment
        query = select(receipts).where(of, receipts.c.id > number).order_by(receipts.c.id).limit(most)
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def last(self, deployment: str, most: int) -> list[Entry]:
        """The newest `most`, oldest first."""
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(_newest(deployment).limit(most))][::-1]


def _newest(deployment: str) -> Select[*tuple[Any, ...]]:
    return select(receipts).where(receipts.c.deployment == deployment).order_by(receipts.c.id.desc())


def _trim(connection: Connection, deployment: str) -> None:
    first_to_go = _newest(deployment).with_only_columns(receipts.c.id).offset(KEPT).limit(1).scalar_subquery()
    connection.execute(delete(receipts).where(receipts.c.deployment == deployment, receipts.c.id <= first_to_go))


def _row(deployment: str, entry: Receipt | LeftOut) -> dict[str, object]:
    body = asdict(entry)
    return {"deployment": deployment, "at": body.pop("at"), "body": body}


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    body: dict[str, Any] = row.body
    if "count" in body:
        return Entry(row.id, LeftOut(row.at, body["count"]))
    body["trace"] = tuple(Frame(**frame) for frame in body["trace"])
    body["calls"] = tuple(HostCall(**call) for call in body["calls"])
    return Entry(row.id, Receipt(at=row.at, **body))
