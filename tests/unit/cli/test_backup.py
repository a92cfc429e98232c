from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from tests import s3

from wardian.cli import main
from wardian.model import ArtifactKind
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import HEAD, Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.keys import FILE, Keys

Wardian = Callable[..., Result]
PROGRAM = b"\0asm fern"


@pytest.fixture
def wardian() -> Wardian:
    def run(*arguments: object, **environment: object) -> Result:
        settings = {f"WARDIAN_{name}": str(value) for name, value in environment.items()}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=settings)

    return run


@pytest.fixture
def saved(wardian: Wardian, tmp_path: Path, deployed: str) -> Path:
    """A backup of a data folder with deployments, two artifacts and a form of one of them."""
    artifacts = Artifacts.open(tmp_path)
    kept = artifacts.put(PROGRAM, ArtifactKind.WASM)
    artifacts.put(b"component", ArtifactKind.COMPONENT)
    artifacts.keep_form(kept.sha256, "wasm.br", b"smaller")
    file = tmp_path / "saved.tar"
    done = wardian("backup", file, DATA=tmp_path)
    assert done.output == f"It holds 2 artifacts, the database with schema {HEAD}, the keys.\n"
    return file


def test_what_was_saved_is_restored_elsewhere(wardian: Wardian, saved: Path, tmp_path: Path, deployed: str) -> None:
    new = tmp_path / "new"
    done = wardian("restore", saved, DATA=new)
    assert (done.exit_code, done.output.startswith("It held 2 artifacts")) == (0, True)
    database = Database.open(new)
    records = DeploymentRecords(database).all()
    assert [record.deployment.name for record in records] == ["fern", "moss"]
    with database.read() as connection:
        assert connection.scalar(select(1)) == 1
    database.close()
    assert Keys.of("", "", new).signer() == deployed
    assert (new / FILE).stat().st_mode & 0o777 == 0o600
    assert sorted(path.suffix for path in (new / "artifacts").rglob("*") if path.is_file()) == [".wasm", ".wasm"]
    assert wardian("deployments", "list", DATA=new).exit_code == 0


def test_a_backup_is_for_its_owner_alone_and_never_overwritten(wardian: Wardian, saved: Path, tmp_path: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    before = saved.read_bytes()
    again = wardian("backup", saved, DATA=tmp_path)
    assert (again.exit_code, "never overwritten" in again.output) == (1, True)
    assert saved.read_bytes() == before


@pytest.mark.parametrize("taken", ["wardian.sqlite3", "keys/signing"])
def test_nothing_is_restored_over_something(taken: str, wardian: Wardian, saved: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    (new / taken).parent.mkdir(parents=True)
    (new / taken).write_text("mine")
    refused = wardian("restore", saved, DATA=new)
    assert (refused.exit_code, f"{new / taken} is there already" in refused.output) == (1, True)
    assert [path for path in new.rglob("*") if path.is_file()] == [new / taken]
    assert (new / taken).read_text() == "mine"


def test_what_is_no_backup_is_refused_and_leaves_nothing(wardian: Wardian, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("fern")
    (tmp_path / "half").write_bytes(saved.read_bytes()[:4096])
    for name in ("text", "half"):
        refused = wardian("restore", tmp_path / name, DATA=tmp_path / "new")
        assert (refused.exit_code, "is no whole backup" in refused.output) == (1, True)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "keys/other", "artifacts/../fern"])
def test_a_file_that_no_backup_has_goes_nowhere(name: str, wardian: Wardian, saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved, "a") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"fern"))
    assert wardian("restore", saved, DATA=tmp_path / "new").exit_code == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"fern"]


def test_on_postgresql_the_database_is_left_to_pg_dump(wardian: Wardian, tmp_path: Path) -> None:
    Artifacts.open(tmp_path).put(PROGRAM, ArtifactKind.WASM)
    done = wardian("backup", tmp_path / "saved.tar", DATA=tmp_path, DATABASE="postgresql://127.0.0.1:1/none")
    assert (done.exit_code, "pg_dump" in done.output) == (0, True)
    assert "It holds 1 artifacts.\n" in done.output


def test_a_wrong_folder_is_no_empty_backup(wardian: Wardian, tmp_path: Path) -> None:
    assert wardian("backup", tmp_path / "saved.tar", DATA=tmp_path / "none").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_artifacts_come_from_one_s3_and_go_to_another(
    wardian: Wardian, tmp_path: Path, deployed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3.running() as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        first, second = server.bucket(), server.bucket()
        kept = Artifacts.connect(first).put(PROGRAM, ArtifactKind.WASM)
        saved = wardian("backup", tmp_path / "saved.tar", DATA=tmp_path, STORAGE=first)
        restored = wardian("restore", tmp_path / "saved.tar", DATA=tmp_path / "new", STORAGE=second)
        assert (saved.exit_code, restored.exit_code) == (0, 0), restored.output
        assert Artifacts.connect(second).get(kept.sha256, kept.kind) == PROGRAM
    assert not (tmp_path / "new" / "artifacts").exists()
