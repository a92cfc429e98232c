"""`wardian deployments` and `wardian keys`, on a data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.unit.cli.conftest import PROGRAM

from wardian.cli import main
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords

Wardian = Callable[..., Result]


@pytest.fixture
def wardian(tmp_path: Path) -> Wardian:
    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(main, arguments, env={"WARDIAN_DATA": str(tmp_path), **environment})

    return run


def signers(data: Path) -> set[str]:
    database = Database.open(data)
    found = {record.signature.partition(".")[0] for record in DeploymentRecords(database).all()}
    database.close()
    return found


def test_a_name_is_blocked_with_its_program_and_served_again(wardian: Wardian, deployed: str) -> None:
    assert wardian("deployments", "block", "fern", "--reason", "phishing").output == (
        f"fern is blocked.\n{PROGRAM} is blocked.\n"
    )
    assert wardian("deployments", "list").output.count("blocked: phishing") == 2
    assert f"{PROGRAM}  (with fern)  phishing" in wardian("deployments", "blocked").output
    assert wardian("deployments", "unblock", "fern").output == (
        f"{PROGRAM} is no longer blocked.\nfern is no longer blocked.\n"
    )
    assert wardian("deployments", "blocked").output == ""
    assert wardian("deployments", "unblock", "fern").exit_code == 1


def test_a_digest_is_blocked_wherever_it_is_served(wardian: Wardian, deployed: str) -> None:
    blocked = wardian("deployments", "block", "--digest", PROGRAM, "--reason", "malware")
    assert blocked.output == f"{PROGRAM} is blocked. It was served as: fern, moss.\n"


def test_what_was_blocked_by_its_digest_stays_so_when_a_name_is_unblocked(wardian: Wardian, deployed: str) -> None:
    wardian("deployments", "block", "--digest", PROGRAM, "--reason", "malware")
    wardian("deployments", "block", "fern", "--reason", "phishing")
    assert wardian("deployments", "list").output.count("blocked") == 2
    unblocked = wardian("deployments", "unblock", "fern")
    assert unblocked.stdout == "fern is no longer blocked.\n"
    assert "blocked by its digest. malware" in unblocked.stderr
    assert f"{PROGRAM}  malware" in wardian("deployments", "blocked").output


@pytest.mark.parametrize("wrong", [[], ["fern", "--digest", PROGRAM], ["--digest", "abc"]])
def test_what_to_block_is_said_once(wrong: list[str], wardian: Wardian, deployed: str) -> None:
    assert wardian("deployments", "block", *wrong, "--reason", "x").exit_code == 2


def test_a_folder_without_a_database_is_named(wardian: Wardian, tmp_path: Path) -> None:
    missed = wardian("deployments", "list")
    assert (missed.exit_code, str(tmp_path) in missed.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_rotated_and_the_former_one_retired(wardian: Wardian, deployed: str, tmp_path: Path) -> None:
    assert wardian("keys", "retire", deployed).exit_code == 1
    rotated = wardian("keys", "rotate")
    assert (rotated.exit_code, rotated.output.endswith(" signed 2 deployments.\n")) == (0, True)
    assert [line.endswith("signs") for line in wardian("keys", "show").output.splitlines()] == [True, False]
    assert deployed not in signers(tmp_path)
    assert wardian("keys", "retire", deployed).output == f"{deployed} is forgotten.\n"
    assert deployed not in wardian("keys", "show").output


def test_a_key_that_still_vouches_for_something_is_not_retired(wardian: Wardian, deployed: str, tmp_path: Path) -> None:
    file = tmp_path / "keys" / "signing"
    new = wardian("keys", "new").output.splitlines()[0].partition("=")[2]
    file.write_text(f"{new}\n{file.read_text()}")
    refused = wardian("keys", "retire", deployed)
    assert (refused.exit_code, "fern, moss would not be served any longer" in refused.output) == (1, True)


def test_settings_hold_the_keys_of_many_machines(wardian: Wardian, deployed: str, tmp_path: Path) -> None:
    new = wardian("keys", "new").output.splitlines()[0].partition("=")[2]
    former = (tmp_path / "keys" / "signing").read_text().strip()
    assert "WARDIAN_SIGNING_KEYS" in wardian("keys", "rotate", WARDIAN_SIGNING_KEYS=new).output
    refused = wardian("keys", "sign", WARDIAN_SIGNING_KEYS=new)
    assert (refused.exit_code, "left so: fern, moss" in refused.output) == (1, True)
    assert wardian("keys", "sign", WARDIAN_SIGNING_KEYS=f"{new} {former}").exit_code == 0
    assert deployed not in signers(tmp_path)
    assert wardian("keys", "show", WARDIAN_SIGNING_KEYS="fern").exit_code == 1
