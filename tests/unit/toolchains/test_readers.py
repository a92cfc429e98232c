"""Which builds an upgrade makes anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from wardian import toolchains
from wardian.toolchains.readers import revision


def test_any_change_of_what_reads_the_compilers_is_another_revision(tmp_path: Path) -> None:
    folder = tmp_path / "toolchains"
    shutil.copytree(Path(toolchains.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = revision(folder)
    assert before == revision()
    revision.cache_clear()
    with (folder / "inside" / "check_python.py").open("a") as source:
        source.write("\n")
    assert revision(folder) != before
