from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import postgresql
from tests.postgresql import PostgreSQL


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server
