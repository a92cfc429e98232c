"""The table of the fence's attributes is what the fence knows, and what the page shows works."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from tests.docs.conftest import SITE

from wardian.docs import attributes, fence, lesson, values
from wardian.model import Language

PAGE = (SITE / "guide" / "write-a-lesson.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| attribute |")[2].partition("\n\n")[0]
ROWS = {
    name: (value, what) for name, value, what in re.findall(r"^\| `(\w+)` \| (.+) \| ([^|]+) \|$", TABLE, re.MULTILINE)
}
SHOWN = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)


def render(text: str) -> str:
    superfences = {"custom_fences": [fence.entry(fence.Fences())]}
    extensions = ["pymdownx.superfences"]
    return markdown.markdown(text, extensions=extensions, extension_configs={"pymdownx.superfences": superfences})


def test_every_attribute_is_in_the_table() -> None:
    assert list(ROWS) == list(attributes.READERS)


def test_those_that_take_no_value_are_said_to() -> None:
    assert {name for name, (value, _) in ROWS.items() if value == "none"} == attributes.FLAGS


def test_the_values_in_the_table_are_those_that_are_taken() -> None:
    assert re.findall("`(.+?)`", ROWS["language"][0]) == list(Language)
    assert re.findall("`(.+?)`", ROWS["height"][0]) == [str(values.MIN_HEIGHT), str(values.MAX_HEIGHT)]
    assert re.findall("`(.+?)`", ROWS["run"][0]) == ["edge"]
    for name in ("file", "example", "options"):
        [value] = re.findall("`(.+?)`", ROWS[name][0])
        attributes.READERS[name][1](value)


def test_there_is_something_to_see() -> None:
    assert len(SHOWN) >= 4


@pytest.mark.parametrize("shown", SHOWN, ids=range(len(SHOWN)))
def test_what_is_shown_is_also_there_to_run(shown: str) -> None:
    assert "<wardian-playground" in render(shown)
    assert PAGE.count(shown) == 2


def test_the_message_is_the_one_that_is_told() -> None:
    [told] = re.findall(r"^(\S+\.md):\d+: (playground fence: .*)$", PAGE, re.MULTILINE)
    with pytest.raises(fence.FenceError) as raised:
        render('```playground language="cobol"\n```')
    assert str(raised.value).partition(": ")[2] == told[1]


def test_a_new_lesson_has_the_parts_that_are_told(tmp_path: Path) -> None:
    [table] = re.findall(r"^\| part \|.*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    parts = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)[2:]

    text = lesson.new(tmp_path, "stack-frames").read_text()

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == parts


def test_the_line_for_nav_is_the_one_that_is_printed() -> None:
    assert f"      - {lesson.title('stack-frames')}: {lesson.FOLDER}/stack-frames.md" in PAGE
