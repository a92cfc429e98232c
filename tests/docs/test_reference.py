"""The generated parts of the reference are what `wardian reference` writes today."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.conftest import SITE

from wardian.cli import main

PAGES = ("settings.md", "cli.md", "http-api.md")


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    for page in PAGES:
        shutil.copy(SITE / "reference" / page, folder)
    result = CliRunner().invoke(main, ["reference", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(rewritten: Path, name: str) -> None:
    text = (SITE / "reference" / name).read_text(encoding="utf-8")
    assert "<!-- generated: " in text
    assert (rewritten / name).read_text(encoding="utf-8") == text, "Run `wardian reference site/reference`."


def test_an_unknown_block_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("<!-- generated: weather -->\n<!-- end -->\n")
    result = CliRunner().invoke(main, ["reference", str(tmp_path)])
    assert result.exit_code == 1
    assert "weather is none of settings, limits" in result.output
