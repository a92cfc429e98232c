from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wardian.deployments import signatures
from wardian.model import Artifact, ArtifactKind, Deployment
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import Keys

PROGRAM = "a" * 64


@pytest.fixture
def deployed(tmp_path: Path) -> str:
    """A data folder with two deployments of PROGRAM; the id of the key that signed them."""
    database, keys = Database.open(tmp_path), Keys.of("", "", tmp_path)
    ends = datetime.now(UTC) + timedelta(days=1)
    for name in ("fern", "moss"):
        deployment = Deployment(name, None, Artifact(PROGRAM, 1, ArtifactKind.WASM), None, 1, ends)
        DeploymentRecords(database).add(signatures.signed(Record(deployment, "t" * 64), keys), datetime.now(UTC))
    database.close()
    signer = keys.signer()
    assert signer is not None
    return signer
