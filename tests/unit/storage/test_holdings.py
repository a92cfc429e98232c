from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wardian.errors import QuotaReached
from wardian.model import Artifact, ArtifactKind, Deployment
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.holdings import Holdings, Quota, of_client

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENDS = NOW + timedelta(days=1)


def program(letter: str, size: int) -> Artifact:
    return Artifact(letter * 64, size, ArtifactKind.WASM)


def record(name: str, artifact: Artifact, client: str = "192.0.2.1", ends: datetime = ENDS) -> Record:
    assets = Artifact("f" * 64, 10, ArtifactKind.ZIP)
    return Record(Deployment(name, None, artifact, None, 1, ends, assets=assets), "t" * 64, client=client)


def held(database: Database) -> Holdings:
    with database.read() as connection:
        return of_client(connection, "192.0.2.1", NOW)


def test_what_is_counted_is_this_clients_alive_and_each_artifact_once(database: Database) -> None:
    records = DeploymentRecords(database)
    fern = record("fern", program("a", 100))
    records.add(fern, NOW)
    records.add(record("moss", program("a", 100)), NOW)
    records.add(record("ivy", program("b", 5000), ends=NOW), NOW)
    records.add(record("oak", program("c", 5000), client="192.0.2.2"), NOW)
    assert held(database) == Holdings(2, 110)
    swapped = replace(fern, deployment=replace(fern.deployment, artifact=program("d", 1000), version=2))
    assert records.replace(swapped, 1, NOW)
    assert held(database) == Holdings(2, 1110)


def test_one_deployment_too_many_is_not_kept(database: Database) -> None:
    records = DeploymentRecords(database, Quota(deployments=1))
    records.add(record("fern", program("a", 1)), NOW)
    with pytest.raises(QuotaReached, match=r"as many .* as this server allows, 1 .*WARDIAN_CLIENT_DEPLOYMENTS"):
        records.add(record("moss", program("a", 1)), NOW)
    assert records.find("moss") is None
    records.add(record("oak", program("a", 1), client="192.0.2.2"), NOW)
    records.add(record("elm", program("a", 1), client=""), NOW)


def test_what_would_take_too_much_room_is_not_kept(database: Database) -> None:
    records = DeploymentRecords(database, Quota(bytes=200))
    fern = record("fern", program("a", 100))
    records.add(fern, NOW)
    with pytest.raises(QuotaReached, match=r"would take 210 bytes, .* 200 bytes .*WARDIAN_CLIENT_BYTES"):
        records.replace(
            replace(fern, deployment=replace(fern.deployment, artifact=program("b", 100), version=2)), 1, NOW
        )
    found = records.find("fern")
    assert found is not None
    assert found.deployment == fern.deployment
