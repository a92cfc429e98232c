from __future__ import annotations

from pathlib import Path

import pytest
from tests import wheel as wheels


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this clone."""
    return wheels.built(tmp_path_factory.mktemp("wheel"))
