"""The reference lists the packages that the site brings along."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "site/reference/python-packages.md"
INDEX = ROOT / "build/wheels/index.json"
LIST = ROOT / "playground/wheels.txt"


@pytest.fixture(scope="module")
def packages() -> dict[str, dict[str, str]]:
    if not INDEX.is_file():
        pytest.fail("The packages are not there; run `make setup` first.")
    return dict(json.loads(INDEX.read_text()))


def test_the_table_is_what_the_wheels_say(packages: dict[str, dict[str, str]]) -> None:
    rows = [f"| `{name}` | {p['version']} | {p['licence']} | {p['summary']} |" for name, p in sorted(packages.items())]
    assert re.findall(r"^\| `[a-z0-9-]+` \|.*\|$", PAGE.read_text(), re.MULTILINE) == rows


def test_every_package_of_the_list_is_there_and_has_a_free_licence(packages: dict[str, dict[str, str]]) -> None:
    assert re.findall(r"^([a-z0-9-]+)==", LIST.read_text(), re.MULTILINE) == sorted(packages)
    assert {package["licence"].partition("-")[0] for package in packages.values()} <= {"BSD", "MIT"}


def test_what_a_package_needs_is_there(packages: dict[str, dict[str, list[str]]]) -> None:
    assert {needed for package in packages.values() for needed in package["requires"]} <= set(packages)
