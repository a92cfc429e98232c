import gc

import pytest


def pytest_collection_finish() -> None:
    """A collection that looks through thousands of tests takes a second, and a guest's CPU time would pay for it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
