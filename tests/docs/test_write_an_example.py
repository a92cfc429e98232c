"""The table of wardian.toml is what its reader knows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.docs.conftest import SITE, fenced

from wardian.docs import config
from wardian.docs.config import Kind
from wardian.docs.tables import ExampleError

PAGE = (SITE / "guide" / "write-an-example.md").read_text(encoding="utf-8")
ROWS = {key: (kind, what) for key, kind, what in re.findall(r"^\| `([\w.]+)` \| (\w+) \| (.+) \|$", PAGE, re.MULTILINE)}
OPTIONAL = {key for key, (_, what) in ROWS.items() if what.startswith("Optional.")}
[EXAMPLE] = fenced(PAGE, "toml")
WORDS = {str: "string", int: "integer", list: "list", dict: "table"}


def read(folder: Path, text: str) -> config.Config:
    path = folder / config.NAME
    path.write_text(text)
    return config.read(path)


def known(folder: Path, text: str, table: str = "") -> set[str]:
    """The keys that the reader names when it meets one that it does not know in the table."""
    with pytest.raises(ExampleError, match=f"unknown key '{table}weather'") as raised:
        read(folder, text)
    return {f"{table}{key}" for key in str(raised.value).partition("known are ")[2].split(", ")}


def test_every_key_is_in_the_table(tmp_path: Path) -> None:
    keys = known(tmp_path, f'weather = ""\n{EXAMPLE}') - {"run", "grants"}
    keys |= known(tmp_path, f'{EXAMPLE}weather = ""\n', "run.")
    keys |= known(tmp_path, f'{EXAMPLE}[grants]\nweather = ""\n', "grants.")
    assert keys == set(ROWS)


def test_the_example_is_right_and_its_types_are_those_in_the_table(tmp_path: Path) -> None:
    read(tmp_path, EXAMPLE)
    for key, value in flat(tomllib.loads(EXAMPLE)).items():
        assert ROWS[key][0] == WORDS[type(value)]


@pytest.mark.parametrize("key", sorted(set(ROWS) - OPTIONAL))
def test_a_key_that_is_not_optional_is_needed(tmp_path: Path, key: str) -> None:
    with pytest.raises(ExampleError, match=f"{key} is missing"):
        read(tmp_path, re.sub(rf"^{key} = .*\n", "", EXAMPLE, flags=re.MULTILINE))


def test_every_kind_is_told() -> None:
    assert set(re.findall(r"`(\w+)`", ROWS["kind"][1])) == set(Kind)


def flat(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != "run"} | {
        f"run.{key}": value for key, value in table["run"].items()
    }
