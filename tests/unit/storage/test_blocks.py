from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wardian.model import Artifact, ArtifactKind, Deployment
from wardian.storage.blocks import Block, Blocks
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
PROGRAM, ASSETS = "a" * 64, "c" * 64


def add(records: DeploymentRecords, name: str, sha256: str, assets: str | None = None) -> None:
    zipped = None if assets is None else Artifact(assets, 1, ArtifactKind.ZIP)
    artifact = Artifact(sha256, 1, ArtifactKind.WASM)
    ends = NOW + timedelta(days=1)
    records.add(Record(Deployment(name, None, artifact, None, 1, ends, assets=zipped), "t" * 64), NOW)


def reasons(records: DeploymentRecords) -> dict[str, str | None]:
    return {record.deployment.name: record.blocked for record in records.all()}


def test_a_blocked_name_takes_what_it_serves_with_it(database: Database) -> None:
    records, blocks = DeploymentRecords(database), Blocks(database)
    add(records, "fern", PROGRAM, ASSETS)
    add(records, "same", PROGRAM)
    add(records, "moss", "b" * 64)
    assert blocks.block_name("fern", "phishing", NOW) == ["fern", PROGRAM, ASSETS]
    assert reasons(records) == {"fern": "phishing", "same": "phishing", "moss": None}
    assert blocks.reason(["ivy", ASSETS]) == "phishing"
    assert blocks.unblock("fern") == sorted(["fern", PROGRAM, ASSETS])
    assert set(reasons(records).values()) == {None}


def test_a_blocked_digest_is_blocked_under_every_name(database: Database) -> None:
    records, blocks = DeploymentRecords(database), Blocks(database)
    add(records, "fern", PROGRAM)
    add(records, "moss", "b" * 64, PROGRAM)
    assert blocks.block_digest(PROGRAM, "malware", NOW) == ["fern", "moss"]
    assert blocks.block_digest(PROGRAM, "malware, once more", NOW + timedelta(hours=1)) == ["fern", "moss"]
    assert blocks.all() == [Block(PROGRAM, "malware, once more", NOW + timedelta(hours=1))]
    assert (blocks.unblock(PROGRAM), blocks.unblock(PROGRAM)) == ([PROGRAM], [])


def test_a_name_that_nobody_has_can_be_blocked(database: Database) -> None:
    blocks = Blocks(database)
    assert blocks.block_name("fern", "reserved", NOW) == ["fern"]
    assert blocks.reason(["fern"]) == "reserved"
