"""Processes of any role, each with a data folder of its own, on one PostgreSQL database and one S3 bucket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.contract.process import Server, serving
from tests.postgresql import PostgreSQL
from tests.s3 import S3

Node = Callable[..., AbstractContextManager[Server]]
"""Starts one of the given role; the rest are settings."""


def on(folder: Path, database: PostgreSQL, storage: S3, **settings: Any) -> Node:
    """With a new database and a new bucket, and these settings for all."""
    common = {"database": database.migrated(), "storage": storage.bucket(), **settings}
    numbers = count()

    def starting(role: str, **changes: Any) -> AbstractContextManager[Server]:
        data = changes.pop("data", folder / f"{role}{next(numbers)}" / "data")
        data.mkdir(parents=True, exist_ok=True)
        return serving(data, role=role, environ=storage.environ, **{**common, **changes})

    return starting


@contextmanager
def nodes(node: Node, *roles: str) -> Iterator[list[Server]]:
    with ExitStack() as stack:
        yield [stack.enter_context(node(role)) for role in roles]
