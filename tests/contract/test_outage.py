"""What the web process says of requests while PostgreSQL is stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests import postgresql
from tests.postgresql import PostgreSQL

from wardian.cli.control import services
from wardian.settings import Settings
from wardian.web.app import create_app

pytestmark = pytest.mark.anyio


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server


async def test_each_request_is_one_line_that_says_which_and_what_failed(
    server: PostgreSQL, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data=tmp_path, database=server.migrated())
    app = create_app(settings, parts := services(settings, {}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.public_url) as client:
        await asyncio.to_thread(server.stop)
        refused = await client.get("/api/shares/a%0Ab", headers={"X-Request-ID": "the-request"})
        await asyncio.to_thread(server.start)
    parts.database.close()
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    [line] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.getMessage().startswith(
        "GET /api/shares/a%0Ab, request the-request: the database does not answer: connection "
    )
    assert "\n" not in line.getMessage()
    assert line.exc_info is None
