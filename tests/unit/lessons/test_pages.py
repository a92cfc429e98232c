from __future__ import annotations

import json
from pathlib import Path

from wardian.lessons.pages import programs
from wardian.model import Language, Project

HELLO = {"key": "0123456789abcdef", "language": "wat", "files": {"main.wat": "(module)"}, "expect": "a < b"}


def test_programs_of_pages_and_gallery_are_found_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "lesson").mkdir()
    text = json.dumps(HELLO).replace("<", "\\u003c")
    (tmp_path / "lesson/index.html").write_text(
        '<script type="application/json">{"key": "of something else"}</script>'
        f'<wardian-playground embedded language="wat"><script type="application/json">{text}</script>'
        '<div class="highlight">(module) <script>not(json)</script></div></wardian-playground>'
    )
    (tmp_path / "assets/examples/c").mkdir(parents=True)
    (tmp_path / "assets/examples/c/hello.json").write_text(
        '{"key": "k", "language": "c", "files": {"main.c": "int x;"}}'
    )
    (tmp_path / "assets/examples/index.json").write_text("[]")
    page, hello = programs(tmp_path)
    assert (page.key, page.project.language, page.expect) == ("0123456789abcdef", Language.WAT, "a < b")
    assert (page.project.files, page.place) == ({"main.wat": "(module)"}, "lesson/index.html")
    assert (hello.key, hello.expect, hello.place) == ("k", None, "assets/examples/c/hello.json")


def test_programs_of_labs_are_found(tmp_path: Path) -> None:
    labs = tmp_path / "assets/playground/labs"
    labs.mkdir(parents=True)
    (labs / "projects.json").write_text('[{"key": "0123456789abcdef", "language": "c", "files": {"main.c": "int x;"}}]')
    (found,) = programs(tmp_path)
    assert found.key == "0123456789abcdef"
    assert found.project == Project(Language.C, {"main.c": "int x;"})
