"""What those who have visitors waiting see of a PostgreSQL server that is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from tests.postgresql import PostgreSQL

from wardian.storage.database import Database
from wardian.storage.reach import Lost, Reach

pytestmark = pytest.mark.anyio

AT_ONCE = 4


@pytest.fixture
async def database(server: PostgreSQL) -> AsyncIterator[Database]:
    database = Database.connect(server.migrated())
    yield database
    database.close()


@pytest.fixture
async def reach(database: Database) -> AsyncIterator[Reach]:
    reach = Reach(database)
    yield reach
    reach.close()


def one(database: Database) -> int | None:
    with database.read() as connection:
        return connection.scalar(select(1))


async def found_again(reach: Reach) -> None:
    while not await reach.answers():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def test_what_is_lost_is_told_at_once_and_comes_back_by_itself(
    server: PostgreSQL, database: Database, reach: Reach
) -> None:
    assert await reach.ask(lambda: one(database)) == 1
    server.stop()
    with pytest.raises(Lost):
        await reach.ask(lambda: one(database))
    asked: list[int] = []
    with pytest.raises(Lost):
        await reach.ask(lambda: asked.append(1))
    assert (asked, await reach.answers()) == ([], False)
    server.start()
    await asyncio.wait_for(found_again(reach), 20)
    answers = await asyncio.gather(*(reach.ask(lambda: one(database)) for _ in range(AT_ONCE)))
    assert answers == [1] * AT_ONCE


async def test_connections_that_a_restart_has_ended_fail_nobody(server: PostgreSQL, database: Database) -> None:
    for connection in [database.engine.connect() for _ in range(AT_ONCE)]:
        connection.close()
    server.stop()
    server.start()
    for connection in [database.engine.connect() for _ in range(AT_ONCE)]:
        assert connection.scalar(select(1)) == 1
        connection.close()
