"""The pools of connections on a real PostgreSQL server of this module's own."""

from __future__ import annotations

from tests import postgresql

from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database


def test_nobody_notices_that_the_server_was_started_anew_while_nothing_was_asked() -> None:
    with postgresql.running() as server:
        database = Database.connect(server.migrated())
        records = BuildRecords(database)
        with database.write(), database.read():
            assert records.find("b1") is None
        server.stop()
        server.start()
        with database.write(), database.read():
            assert records.find("b1") is None
        database.close()
