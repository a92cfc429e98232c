"""`wardian lesson new`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wardian import digest

CONFIG = """\
site_name: Foreign
theme: mkdocs
plugins: [wardian]
validation: {omitted_files: warn}
nav:
      - Home: index.md
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    return tmp_path


def run(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_a_new_lesson_builds_once_it_is_in_the_nav(site: Path) -> None:
    result = run("wardian", "lesson", "new", "stack-frames", folder=site)
    [written, nav] = [line for line in result.stdout.splitlines() if line]

    assert written == "docs/tutorials/stack-frames.md written. Add it to nav in mkdocs.yml:"
    assert run("mkdocs", "build", "--strict", folder=site).returncode == 1
    (site / "mkdocs.yml").write_text(f"{CONFIG}{nav}\n")
    built = run("mkdocs", "build", "--strict", folder=site)
    assert built.returncode == 0, built.stderr
    assert "<title>Stack frames" in (site / "site/tutorials/stack-frames/index.html").read_text()


def test_its_programs_print_what_it_says_that_they_print(site: Path) -> None:
    run("wardian", "lesson", "new", "stack-frames", folder=site)
    assert run("mkdocs", "build", folder=site).returncode == 0
    html = (site / "site/tutorials/stack-frames/index.html").read_text()
    first, quiz = (json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', html))

    assert first["expect"] in output(first, site)
    assert digest.of_bytes(output(quiz, site).strip().encode()) == quiz["answer"]


def output(program: dict[str, dict[str, str]], folder: Path) -> str:
    (folder / "main.c").write_text(program["files"]["main.c"])
    result = run("wardian", "run", "main.c", folder=folder)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_a_lesson_is_never_overwritten(site: Path) -> None:
    run("wardian", "lesson", "new", "mine", folder=site)
    (site / "docs/tutorials/mine.md").write_text("Mine.")

    result = run("wardian", "lesson", "new", "mine", folder=site)

    assert result.returncode == 1
    assert result.stderr.endswith("docs/tutorials/mine.md is there already.\n")
    assert (site / "docs/tutorials/mine.md").read_text() == "Mine."


@pytest.mark.parametrize("name", ["Mine", "my lesson", "../mine", "a/b", "mine.md", "-", "", "é"])
def test_a_name_that_is_none_is_refused_with_one_that_is(site: Path, name: str) -> None:
    result = run("wardian", "lesson", "new", "--", name, folder=site)

    assert result.returncode == 1
    assert (
        result.stderr == f"Error: {name!r} is no name for a lesson. A right one is lower-case words: linear-memory.\n"
    )
    assert not (site / "docs/tutorials").exists()


def test_outside_a_site_it_says_what_is_missing(tmp_path: Path) -> None:
    result = run("wardian", "lesson", "new", "mine", folder=tmp_path)

    assert result.returncode == 2
    assert "File 'mkdocs.yml' does not exist." in result.stderr
