"""Projects on disk, somebody else's, whose links lead to files of whoever builds, formats or deploys them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile.canaries import Canaries, planted
from tests.unit.cli.test_project import wardian

MAIN = "int main(void) { return 0; }\n"


@pytest.fixture(scope="module")
def canaries() -> Iterator[Canaries]:
    with planted() as canaries:
        yield canaries


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "main.c").write_text(MAIN)
    return tmp_path


@pytest.mark.parametrize("name", ["stolen.h", "assets/stolen.txt", "src/deep/stolen.c", "main.c"])
@pytest.mark.parametrize("command", ["build", "check", "format"])
def test_a_link_that_leads_out_is_named_and_not_followed(
    command: str, name: str, project: Path, canaries: Canaries
) -> None:
    link, target = project / name, canaries.files["canary"]
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    before = target.read_bytes()
    result = wardian(command, project)
    assert result.returncode == 1
    assert f"{name}: is a link that leads out of the project's folder" in result.stderr
    assert canaries.secret not in result.stdout + result.stderr
    assert target.read_bytes() == before


def test_a_link_to_a_folder_shows_nothing_of_it(project: Path, canaries: Canaries) -> None:
    (project / "assets").symlink_to(canaries.root)
    result = wardian("check", project)
    assert canaries.secret not in result.stdout + result.stderr


def test_links_within_a_project_are_followed(project: Path) -> None:
    (project / "name.h").write_text("#define ANSWER 0\n")
    (project / "other.h").symlink_to("name.h")
    (project / "main.c").write_text('#include "other.h"\nint main(void) { return ANSWER; }\n')
    assert wardian("check", project).returncode == 0


def test_a_project_may_be_reached_through_a_link(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("links") / "project"
    link.symlink_to(project)
    assert wardian("check", link).returncode == 0
