"""A site that is not ours, with the lines that the guide shows and the package as it is installed from a wheel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests import wheel
from tests.docs.conftest import SITE, fenced

ROOT = SITE.parent
PAGE = (SITE / "guide" / "your-own-site.md").read_text(encoding="utf-8")
SWITCH_ON, GALLERY, RUNNER, ZENSICAL = fenced(PAGE, "yaml")
BASE = {"material": "site_name: Foreign\ntheme: material\n", "mkdocs": "site_name: Foreign\ntheme: mkdocs\n"}


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a wheel of this clone is unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel.built(folder)) as archive:
        archive.extractall(folder / "packages")
    return folder / "packages"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Has the page that the guide shows."""
    shown = PAGE.partition("````markdown\n")[2].partition("````")[0]
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "docs/deep/page.md").write_text(f"# Page\n\n{shown}")
    return tmp_path


def run(folder: Path, packages: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(packages), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=300)


def build(folder: Path, packages: Path, config: str) -> None:
    (folder / "mkdocs.yml").write_text(config)
    result = run(folder, packages, "mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr


def files_of(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix() for path in paths}


def test_it_takes_four_lines_at_most() -> None:
    assert len(SWITCH_ON.splitlines()) <= 4


@pytest.mark.parametrize("theme", BASE)
def test_a_foreign_site_has_programs_to_run(site: Path, installed: Path, theme: str) -> None:
    build(site, installed, BASE[theme] + SWITCH_ON)

    html = (site / "site/deep/page/index.html").read_text()
    assert "<wardian-playground embedded" in html
    assert 'src="../../assets/playground/playground.js" type="module"' in html
    assert "Hello from my own site." in html
    assert json.loads((site / "site/assets/playground/site.json").read_text()) == {"runner": None}
    assert json.loads((site / "site/assets/examples/index.json").read_text())
    published = files_of(site / "site/assets/playground") - {"site.json"}
    assert "frame/pyodide/pyodide.asm.wasm" in published
    assert published | {"sw.js", "sw.js.map"} == files_of(ROOT / "build/playground")


def test_its_pages_ask_no_other_host(site: Path, installed: Path) -> None:
    config = BASE["material"].replace("theme: material", "theme: {name: material, font: false}")
    build(site, installed, config + SWITCH_ON)

    html = (site / "site/deep/page/index.html").read_text()
    sources = [part.partition('"')[0] for part in html.split(' src="')[1:]]
    assert sources
    assert not [source for source in sources if urlsplit(source).netloc]


def test_the_other_settings_that_are_shown_work(site: Path, installed: Path) -> None:
    packaged = installed / "wardian/_examples"
    (site / "programs").symlink_to(packaged)
    build(site, installed, BASE["mkdocs"] + GALLERY + RUNNER)

    [runner] = re.findall(r"runner: (\S+)", RUNNER)
    assert json.loads((site / "site/assets/playground/site.json").read_text()) == {"runner": runner}


def test_without_the_plugin_the_fence_is_listed_and_the_front_end_copied(site: Path, installed: Path) -> None:
    build(site, installed, BASE["mkdocs"] + ZENSICAL)
    assert not (site / "site/assets").exists()

    copied = run(site, installed, "wardian", "lesson", "assets", "site", "--runner", "https://runner.example")

    assert copied.returncode == 0, copied.stderr
    assert '<script src="../../assets/playground/playground.js"' in (site / "site/deep/page/index.html").read_text()
    assert (site / "site/assets/playground/playground.js").is_file()
    assert json.loads((site / "site/assets/playground/site.json").read_text()) == {"runner": "https://runner.example"}


def test_a_new_lesson_comes_with_the_package(site: Path, installed: Path) -> None:
    (site / "mkdocs.yml").write_text(BASE["mkdocs"] + SWITCH_ON)
    assert run(site, installed, "wardian", "lesson", "new", "mine").returncode == 0
    build(site, installed, BASE["mkdocs"] + SWITCH_ON)
    assert (site / "site/tutorials/mine/index.html").is_file()
