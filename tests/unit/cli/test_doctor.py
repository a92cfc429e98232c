from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update
from tests import postgresql
from tests.unit.cli.conftest import PROGRAM

from wardian.cli import main
from wardian.cli.doctor import kept, machine, site
from wardian.cli.doctor.finding import Finding, State
from wardian.errors import NoSandbox
from wardian.model import ArtifactKind, Language
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.tables import deployments
from wardian.toolchains import registry


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


def only(findings: Iterable[Finding], what: str) -> Finding:
    (found,) = [finding for finding in findings if finding.what == what]
    return found


class _Bare(BaseHTTPRequestHandler):
    """Not Wardian: it says one thing about its pages, and has a clock of its own."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return "Fri, 01 May 2026 12:00:00 GMT"

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def bare_server() -> Iterator[int]:
    """Its port."""
    with HTTPServer(("127.0.0.1", 0), _Bare) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_a_machine_that_compiles_is_well() -> None:
    assert [finding.state for finding in machine.sandbox()] == [State.FINE]


def test_a_toolchain_that_is_missing_is_named_with_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    finding = only(machine.toolchains(), "toolchain c")
    assert (finding.state, "`wardian toolchain install c`" in finding.detail) == (State.FAILED, True)
    assert finding.advice == "Do that as the user that Wardian runs as."


def test_without_a_sandbox_no_toolchain_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(language: Language) -> None:
        raise NoSandbox("no namespaces")

    monkeypatch.setattr(registry, "check", refuse)
    assert {finding.state for finding in machine.toolchains()} == {State.SKIPPED}


def test_whether_the_clock_is_kept_right_is_the_kernels_word() -> None:
    (finding,) = machine.clock()
    assert finding.state in (State.FINE, State.WARNING)
    assert (finding.advice == "") == (finding.state is State.FINE)


def test_nothing_is_made_where_nothing_is(settings: Settings, tmp_path: Path) -> None:
    empty = replace(settings, data=tmp_path / "data")
    assert {finding.state for finding in (*kept.database(empty), *kept.storage(empty))} == {State.SKIPPED}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("deployed")
def test_what_is_kept_and_signed_is_well(settings: Settings) -> None:
    Artifacts.open(settings.data).keep_form(PROGRAM, ArtifactKind.WASM, b"")
    found = [*kept.database(settings), *kept.storage(settings)]
    assert {finding.what: finding.state for finding in found} == dict.fromkeys(
        ("database", "signatures", "artifacts", "storage", "disk"), State.FINE
    )
    there = [path.name for path in (settings.data / "artifacts").rglob("*") if path.is_file()]
    assert there == [f"{PROGRAM}.wasm"]


@pytest.mark.usefixtures("deployed")
def test_a_program_that_is_not_in_the_storage_is_told_with_who_serves_it(settings: Settings) -> None:
    finding = only(kept.database(settings), "artifacts")
    assert finding.state is State.FAILED
    assert f"2 of 2 deployments have lost what they serve: of fern, {PROGRAM}.wasm is not in" in finding.detail
    assert "comes back with the backup" in finding.advice


@pytest.mark.usefixtures("deployed")
def test_a_storage_that_cannot_be_read_is_not_taken_for_an_empty_one(settings: Settings) -> None:
    finding = only(kept.database(replace(settings, storage="ftp://x")), "artifacts")
    assert (finding.state, "see at storage" in finding.detail) == (State.SKIPPED, True)


def test_a_file_that_is_no_database_is_to_be_restored(settings: Settings) -> None:
    (settings.data / "wardian.sqlite3").write_bytes(b"x" * 5000)
    finding = only(kept.database(settings), "database")
    assert (finding.state, finding.detail) == (State.FAILED, "file is not a database")
    assert "restore the backup" in finding.advice


def test_a_database_without_its_tables_is_no_crash(settings: Settings) -> None:
    Database.open(settings.data).close()
    with closing(sqlite3.connect(settings.data / "wardian.sqlite3")) as connection:
        connection.execute("DROP TABLE deployments")
        connection.commit()
    assert [finding.state for finding in kept.database(settings)] == [State.FINE, State.FAILED]


@pytest.mark.usefixtures("deployed")
def test_a_deployment_that_somebody_changed_is_told(settings: Settings) -> None:
    database = Database.open(settings.data)
    with database.write() as connection:
        connection.execute(update(deployments).where(deployments.c.name == "fern").values(version=7))
    database.close()
    finding = only(kept.database(settings), "signatures")
    assert finding.state is State.FAILED
    assert "1 of 2 deployments are not served: of fern" in finding.detail


@pytest.mark.parametrize(
    ("changed", "check", "what", "words"),
    [
        ({"database": "mysql://x/y"}, kept.database, "database", "Correct WARDIAN_DATABASE"),
        ({"database": "postgresql://127.0.0.1:1/none"}, kept.database, "database", "See that PostgreSQL runs"),
        ({"storage": "ftp://x"}, kept.storage, "storage", "Correct WARDIAN_STORAGE"),
        ({"edge_url": "http://{name}.wardian.invalid"}, site.names, "names", "record to DNS: *.wardian.invalid"),
        ({"edge_url": "http://{name}.x.test", "public_url": "http://x.test"}, site.names, "names", "of its own"),
        ({"public_url": "http://wardian.invalid"}, site.answers, "site", "DNS, the proxy and its certificate"),
    ],
)
def test_each_failure_says_what_to_do(
    settings: Settings,
    changed: dict[str, str],
    check: Callable[[Settings], Iterator[Finding]],
    what: str,
    words: str,
) -> None:
    finding = only(check(replace(settings, **changed)), what)  # type: ignore[arg-type]
    assert finding.state is State.FAILED
    assert words in finding.advice


def test_a_proxy_that_takes_headers_away_and_a_wrong_clock_are_noticed(settings: Settings) -> None:
    with bare_server() as port:
        found = list(site.answers(replace(settings, public_url=f"http://127.0.0.1:{port}", edge_port=port)))
    assert "referrer-policy, cross-origin-opener-policy" in only(found, "headers").detail
    assert only(found, "clock of the site").state is State.WARNING
    assert "not as Wardian's edge does" in only(found, "edge").detail


def test_a_failure_is_an_exit_code_and_json_for_programs(settings: Settings) -> None:
    environment = {"WARDIAN_DATA": str(settings.data), "WARDIAN_STORAGE": "ftp://x"}
    result = CliRunner().invoke(main, ["doctor", "--json"], env=environment)
    told = json.loads(result.output)
    assert (result.exit_code, told["ok"]) == (1, False)
    assert [finding["what"] for finding in told["findings"] if finding["state"] == "failed"] == ["storage"]


def test_a_key_that_only_this_machine_has_is_noticed_on_postgresql(settings: Settings) -> None:
    with postgresql.running() as server:
        found = list(kept.database(replace(settings, database=server.migrated())))
    assert {finding.what: finding.state for finding in found} == {
        "database": State.FINE,
        "keys": State.WARNING,
        "signatures": State.FINE,
        "artifacts": State.FINE,
    }
