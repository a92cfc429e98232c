"""Which artifacts, builds and projects go, and which stay."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import update

from wardian import digest
from wardian.builds.collector import ArtifactCollector, Collected
from wardian.model import Artifact, ArtifactKind, Deployment, Language, Profile, Project, Status
from wardian.settings import Settings
from wardian.storage import tables
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.interests import Interest
from wardian.storage.old_builds import OldBuilds
from wardian.storage.outcomes import Outcome
from wardian.storage.shares import Shares
from wardian.storage.uses import Uses

NOW = datetime.now(UTC)
SIZE = 1000


class Host:
    """A data folder with builds of programs that are told apart by a number."""

    def __init__(self, data: Path) -> None:
        self.settings = Settings(data=data)
        self.database = Database.open(data)
        self.uses = Uses(self.database)
        self.artifacts = Artifacts.open(data, self.uses)
        self.records = BuildRecords(self.database)
        self.deployments = DeploymentRecords(self.database)
        self.shares = Shares(self.database)

    def collector(self, registry: CollectorRegistry | None = None, /, **changes: int) -> ArtifactCollector:
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        return ArtifactCollector(self.artifacts, self.uses, OldBuilds(self.database), settings, registry)

    def collect(self, **changes: int) -> Collected:
        collected = self.collector(**changes).collect()
        assert collected is not None
        return collected

    def project(self, number: int) -> Project:
        return Project(Language.WAT, {"main.wat": str(number)})

    def build(self, number: int, days: float) -> Artifact:
        """A build that was made and used so many days ago."""
        name = digest.of_build(self.project(number), Profile.DEBUG, "")
        artifact = self.artifacts.put(number.to_bytes(4) * (SIZE // 4), ArtifactKind.WASM)
        self.made(name, number, Outcome(Status.SUCCEEDED, artifact=artifact), days)
        self.used(artifact, days)
        return artifact

    def made(self, name: str, number: int, outcome: Outcome, days: float) -> None:
        record, _ = self.records.claim(name, self.project(number), Profile.DEBUG, Interest("", ""), "")
        self.records.end(name, record.attempt, outcome)
        self._change(tables.builds, tables.builds.c.id, name, "created_at", days)

    def used(self, artifact: Artifact, days: float) -> None:
        self._change(tables.artifacts, tables.artifacts.c.sha256, artifact.sha256, "used_at", days)
        self.uses = Uses(self.database)
        self.artifacts = Artifacts.open(self.settings.data, self.uses)

    def _change(self, table: object, key: object, name: str, column: str, days: float) -> None:
        with self.database.write() as connection:
            change = update(table).where(key == name)  # type: ignore[arg-type]
            connection.execute(change.values({column: NOW - timedelta(days=days)}))

    def has(self, artifact: Artifact) -> bool:
        return self.artifacts.find(artifact.sha256, artifact.kind) is not None

    def deploy(self, artifact: Artifact, assets: Artifact | None = None) -> Deployment:
        deployment = Deployment("fern", None, artifact, None, 1, NOW + timedelta(days=1), assets=assets)
        self.deployments.add(Record(deployment, "0" * 64), NOW)
        return deployment


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    yield host
    host.database.close()


def test_what_was_not_used_for_long_goes_with_its_build_and_its_project(host: Host) -> None:
    old, young = host.build(1, days=40), host.build(2, days=20)
    host.artifacts.keep_form(old.sha256, "wasm.gz", b"compressed")
    collected = host.collect(artifact_days=30)
    assert (collected.artifacts, collected.builds, collected.projects) == (1, 1, 1)
    assert collected.bytes > SIZE
    assert (collected.kept, collected.kept_bytes) == (1, SIZE)
    assert (host.has(old), host.has(young)) == (False, True)
    assert not list((host.settings.data / "artifacts").rglob(f"{old.sha256}*"))


def test_what_was_not_used_for_longest_goes_until_the_rest_fits(host: Host) -> None:
    built = [host.build(number, days=10 - number) for number in range(5)]
    assert host.collect(artifact_bytes=3 * SIZE).artifacts == 2
    assert [host.has(artifact) for artifact in built] == [False, False, True, True, True]


def test_what_is_used_again_stays(host: Host) -> None:
    artifact = host.build(1, days=40)
    host.artifacts.get(artifact.sha256, artifact.kind)
    assert host.collect(artifact_days=30, artifact_bytes=0) == Collected(kept=1, kept_bytes=SIZE)


def test_what_a_deployment_serves_or_served_stays(host: Host) -> None:
    first, second, assets, other = (host.build(number, days=40) for number in range(4))
    deployment = host.deploy(first, assets)
    host.deployments.replace(Record(replace(deployment, artifact=second, version=2), "0" * 64), 1, NOW)
    assert host.collect(artifact_days=1, artifact_bytes=0).artifacts == 1
    assert [host.has(artifact) for artifact in (first, second, assets, other)] == [True, True, True, False]
    host.deployments.remove(deployment)
    for artifact in (first, second, assets):
        host.used(artifact, 40)
    assert host.collect(artifact_days=1, artifact_bytes=0).artifacts == 3


def test_what_a_shared_project_was_built_to_stays(host: Host) -> None:
    shared, other = host.build(1, days=40), host.build(2, days=40)
    share, _ = host.shares.keep(host.project(1))
    assert host.collect(artifact_days=1, artifact_bytes=0).artifacts == 1
    assert (host.has(shared), host.has(other)) == (True, False)
    assert host.shares.find(share) == host.project(1)


def test_failed_builds_are_forgotten_too_and_those_under_way_are_not(host: Host) -> None:
    host.made("failed", 1, Outcome(Status.FAILED), days=40)
    host.made("young", 2, Outcome(Status.FAILED), days=1)
    host.records.claim("waiting", host.project(3), Profile.DEBUG, Interest("", ""), "")
    host._change(tables.builds, tables.builds.c.id, "waiting", "created_at", 40)
    collected = host.collect(artifact_days=30)
    assert (collected.builds, collected.projects) == (1, 1)
    assert [host.records.find(name) is None for name in ("failed", "young", "waiting")] == [True, False, False]


def test_a_young_record_whose_artifact_is_gone_stays_and_is_built_again(host: Host) -> None:
    artifact = host.build(1, days=2)
    collected = host.collect(artifact_bytes=0)
    assert (collected.artifacts, collected.builds) == (1, 0)
    assert not host.has(artifact)
    assert host.build(1, days=0) == artifact
    assert host.has(artifact)


def test_artifacts_from_before_uses_were_written_down_are_as_old_as_their_files(host: Host, tmp_path: Path) -> None:
    unknown = Artifacts.open(tmp_path).put(b"x", ArtifactKind.ZIP)
    assert host.collect(artifact_days=1, artifact_bytes=0) == Collected(kept=1, kept_bytes=1)
    assert unknown.sha256 in host.uses.all()


def test_a_dry_run_tells_the_same_and_removes_nothing(host: Host) -> None:
    artifact = host.build(1, days=40)
    told = host.collector(artifact_days=30).collect(dry_run=True)
    assert told is not None
    assert (told.artifacts, told.bytes, told.kept) == (1, SIZE, 0)
    assert (host.settings.data / "artifacts" / artifact.sha256[:2]).is_dir()
    assert artifact.sha256 in host.uses.all()
    assert host.collect(artifact_days=30).artifacts == 1


def test_prometheus_is_told_what_is_kept_once_it_is_known_and_when_it_has_changed(host: Host) -> None:
    registry = CollectorRegistry()
    collector = host.collector(registry)

    def told() -> tuple[float | None, float | None]:
        names = ("wardian_artifacts_kept", "wardian_artifacts_kept_bytes")
        kept, size = map(registry.get_sample_value, names)
        return kept, size

    host.build(1, days=0)
    assert told() == (None, None)
    collector.count()
    assert told() == (1, SIZE)
    host.build(2, days=0)
    collector.count()
    assert told() == (2, 2 * SIZE)
    host.build(3, days=40)
    collector.collect()
    assert told() == (2, 2 * SIZE)
    collector.count()
    assert told() == (2, 2 * SIZE)


def test_one_process_collects_at_a_time(host: Host) -> None:
    with (host.settings.data / "collecting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert host.collector().collect() is None
    assert host.collector().collect() == Collected()


def test_bytes_that_are_put_while_they_are_collected_are_there_afterwards(host: Host, tmp_path: Path) -> None:
    """Each round a build ends with an artifact that is being removed; what it was told it can read."""
    data = b"again"
    artifact = host.artifacts.put(data, ArtifactKind.WASM)

    def build() -> bytes:
        artifacts = Artifacts.open(tmp_path, Uses(host.database))
        artifacts.put(data, ArtifactKind.WASM)
        return artifacts.get(artifact.sha256, ArtifactKind.WASM)

    removed = 0
    with ThreadPoolExecutor(2) as pool:
        for _ in range(60):
            host.used(artifact, 40)
            collecting, building = pool.submit(host.collect), pool.submit(build)
            assert building.result() == data
            removed += collecting.result().artifacts
            assert host.has(artifact)
    assert removed
