from __future__ import annotations

import socket
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import text

from wardian.cli import main
from wardian.storage.database import Database


def test_up_does_not_share_a_port_with_another_server(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["up", "--port", str(port), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert f"port {port}: Address already in use. Choose another one with --port." in result.output


def test_what_is_no_key_keeps_the_servers_from_starting(tmp_path: Path) -> None:
    environment = {"WARDIAN_SIGNING_KEYS": "fern", "WARDIAN_DATA": str(tmp_path)}
    result = CliRunner().invoke(main, ["up"], env=environment)
    assert (result.exit_code, "`wardian keys new`" in result.output, "fern" in result.output) == (1, True, False)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_versions_database_is_told_once_before_a_server_starts(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    result = CliRunner().invoke(main, ["up", "--data", str(tmp_path)])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "has schema 9999, which is newer" in result.output


def test_a_database_that_cannot_be_used_is_told_in_a_line(tmp_path: Path) -> None:
    environment = {"WARDIAN_DATABASE": "postgresql://somebody:secret@127.0.0.1:1/none", "WARDIAN_DATA": str(tmp_path)}
    for role in ("up", "web", "worker", "edge"):
        result = CliRunner().invoke(main, [role], env=environment)
        assert (result.exit_code, "The database cannot be used: " in result.output) == (1, True)
        assert "secret" not in result.output
    (tmp_path / "wardian.sqlite3").write_bytes(b"x" * 5000)
    assert (
        "The database cannot be used: file is not a database"
        in CliRunner().invoke(main, ["up"], env={"WARDIAN_DATA": str(tmp_path), "WARDIAN_DATABASE": None}).output
    )


def test_a_worker_on_sqlite_says_that_it_has_nothing_to_do() -> None:
    result = CliRunner(env={"WARDIAN_DATABASE": None}).invoke(main, ["worker"])
    assert result.exit_code == 1
    assert "On SQLite `wardian up` builds by itself" in result.output


def test_there_is_nothing_to_upgrade_on_sqlite() -> None:
    result = CliRunner(env={"WARDIAN_DATABASE": None}).invoke(main, ["db", "upgrade"])
    assert result.exit_code == 1
    assert "WARDIAN_DATABASE is not set." in result.output


def test_a_database_of_another_kind_is_no_database() -> None:
    result = CliRunner().invoke(main, ["db", "upgrade", "--database", "mysql://host/name"])
    assert result.exit_code == 1
    assert "must be postgresql://" in result.output
