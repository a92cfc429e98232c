from __future__ import annotations

from sqlalchemy import select
from tests.unit.storage.conftest import Open

from wardian.storage import tables
from wardian.storage.buckets import Buckets
from wardian.storage.database import Database

NOW = 1_800_000_000.0
ANNA = ("hour", "192.0.2.1")
BERT = ("hour", "192.0.2.2")


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(tables.buckets.c.name)))


def test_what_is_taken_adds_up_over_processes_and_comes_back_with_time(open_database: Open) -> None:
    one, other = (Buckets(database, b"key") for database in (open_database(), open_database()))
    database = open_database()
    with database.write() as connection:
        assert one.take(connection, {ANNA: 20.0, BERT: 10.0}, NOW) == {ANNA: NOW + 20, BERT: NOW + 10}
    with database.write() as connection:
        assert other.take(connection, {BERT: 10.0, ANNA: 1.0}, NOW + 5) == {ANNA: NOW + 21, BERT: NOW + 20}
    with database.write() as connection:
        assert one.take(connection, {ANNA: 3.0}, NOW + 60) == {ANNA: NOW + 63}


def test_what_is_given_back_was_never_taken(database: Database) -> None:
    buckets = Buckets(database, b"key")
    with database.write() as connection:
        buckets.take(connection, {ANNA: 20.0, BERT: 10.0}, NOW)
        buckets.give_back(connection, {ANNA: 15.0, BERT: 10.0})
        assert buckets.take(connection, {ANNA: 0.0, BERT: 0.0}, NOW) == {ANNA: NOW + 5, BERT: NOW}


def test_the_record_tells_no_address_and_is_gone_once_it_is_full(database: Database) -> None:
    buckets = Buckets(database, b"key")
    with database.write() as connection:
        buckets.take(connection, {ANNA: 20.0, BERT: 10.0}, NOW)
    with database.write() as connection:
        Buckets(database, b"another").take(connection, {BERT: 20.0}, NOW)
    assert len(set(names(database))) == 3
    assert not any("192.0.2" in name for name in names(database))
    buckets.forget_full(NOW + 10)
    assert len(names(database)) == 2
    buckets.forget_full(NOW + 20)
    assert names(database) == []
