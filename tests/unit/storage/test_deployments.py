from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from wardian.model import Artifact, ArtifactKind, Deployment, Grants, Language, Route
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, NameTaken, Record
from wardian.storage.history import KEPT_VERSIONS
from wardian.storage.tables import deployments, kv, receipts, versions

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
FULL = Deployment(
    name="fern",
    build="b" * 32,
    artifact=Artifact("a" * 64, 7, ArtifactKind.WASM),
    language=Language.C,
    version=1,
    expires_at=NOW + timedelta(days=1),
    grants=Grants(("example.org:443", "[::1]:80"), True, ("API_KEY", "PIN")),
    routes=(Route("/shop/*", "moss", ("header", "footer"), "sorry"), Route("/", "moss")),
    assets=Artifact("c" * 64, 9, ArtifactKind.ZIP),
)
SECRETS = {"PIN": "hunter2-value", "API_KEY": "é\n"}


@pytest.fixture
def records(database: Database) -> DeploymentRecords:
    records = DeploymentRecords(database)
    records.add(Record(FULL, "t" * 64, SECRETS), NOW)
    return records


def give_belongings(database: Database, deployment: Deployment) -> None:
    with database.write() as connection:
        connection.execute(insert(kv).values(deployment=deployment.id, key="k", value=b"v"))
        connection.execute(insert(receipts).values(deployment=deployment.id, at=NOW, body={}))


def rows(database: Database) -> list[int | None]:
    tables = (deployments, versions, kv, receipts)
    with database.read() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) for table in tables]


def test_everything_comes_back_as_it_was_written(records: DeploymentRecords) -> None:
    assert records.find("fern") == Record(FULL, "t" * 64, SECRETS)
    assert records.find("moss") is None


def test_secrets_are_in_no_text_of_a_record_or_an_error(records: DeploymentRecords, database: Database) -> None:
    assert "hunter2-value" not in repr(records.find("fern"))
    with pytest.raises(NameTaken) as taken:
        records.add(Record(replace(FULL, id="other"), "t" * 64, SECRETS), NOW)
    assert "hunter2-value" not in f"{taken.value!r} {taken.value.__cause__}"
    with pytest.raises(IntegrityError) as refused, database.write() as connection:
        connection.execute(insert(deployments).values(name="moss", secrets=SECRETS))
    assert "hunter2-value" not in str(refused.value)


def test_a_change_is_a_new_version_and_the_last_ten_are_kept(records: DeploymentRecords) -> None:
    for number in range(2, KEPT_VERSIONS + 4):
        changed = replace(FULL, version=number, build=f"{number:032}")
        assert records.replace(Record(changed, "", SECRETS), number - 1, NOW + timedelta(seconds=number))
    kept = records.versions(FULL)
    assert [version.number for version in kept] == list(range(KEPT_VERSIONS + 3, 3, -1))
    newest = kept[0]
    assert (newest.build, newest.created_at) == (f"{KEPT_VERSIONS + 3:032}", NOW + timedelta(seconds=KEPT_VERSIONS + 3))
    assert (newest.routes, newest.assets, newest.grants) == (FULL.routes, FULL.assets, replace(FULL.grants, secrets=()))


def test_a_change_of_what_was_changed_meanwhile_is_none(records: DeploymentRecords) -> None:
    assert records.replace(Record(replace(FULL, version=2), "", {}), 1, NOW)
    assert not records.replace(Record(replace(FULL, version=2, build="late"), "", SECRETS), 1, NOW)
    found = records.find("fern")
    assert found is not None
    assert (found.deployment.build, found.secrets, found.token_sha256) == (FULL.build, {}, "t" * 64)


def test_renewing_changes_the_end_and_no_version(records: DeploymentRecords) -> None:
    later = NOW + timedelta(days=3)
    assert records.renew(FULL, later)
    assert records.find("fern") == Record(replace(FULL, expires_at=later), "t" * 64, SECRETS)
    assert not records.renew(replace(FULL, id="gone"), later)


def test_removing_takes_all_that_belongs_to_it_and_nothing_else(records: DeploymentRecords, database: Database) -> None:
    moss = replace(FULL, name="moss", id="another")
    records.add(Record(moss, "u" * 64), NOW)
    for deployment in (FULL, moss):
        give_belongings(database, deployment)
    records.remove(FULL)
    assert records.find("fern") is None
    assert rows(database) == [1, 1, 1, 1]


def test_collecting_takes_the_expired_and_what_removed_ones_left_behind(
    records: DeploymentRecords, database: Database
) -> None:
    records.remove(FULL)
    give_belongings(database, FULL)
    expired = replace(FULL, id="another", expires_at=NOW - timedelta(days=9))
    records.add(Record(expired, "u" * 64, SECRETS), NOW)
    give_belongings(database, expired)
    assert records.remove_expired(NOW) == 1
    assert rows(database) == [0, 0, 0, 0]


def test_the_programs_of_kept_versions_are_needed(records: DeploymentRecords) -> None:
    second = replace(FULL, version=2, artifact=Artifact("d" * 64, 1, ArtifactKind.WASM))
    records.replace(Record(second, "", {}), 1, NOW)
    assert records.artifacts() == {"a" * 64, "d" * 64}
