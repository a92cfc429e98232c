"""The page's limits are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wardian.settings import Settings
from wardian.units import GIB, KIB, MIB

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "site" / "how-it-works.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \w+ \| ([^|]+) \| ([^|]+) \| `(\w+)` \|$", PAGE, re.MULTILINE)

UNITS = {
    "": 1,
    "KiB": KIB,
    "MiB": MIB,
    "GiB": GIB,
    "ms": 0.001,
    "s": 1,
    "min": 60,
    "h": 3600,
    "days": 24 * 3600,
}


@pytest.mark.parametrize(("what", "limit", "setting"), ROWS, ids=[row[2] for row in ROWS])
def test_a_limit_on_the_page_is_the_setting(what: str, limit: str, setting: str) -> None:
    number, _, unit = limit.partition(" ")
    assert float(number) * UNITS[unit] == pytest.approx(getattr(Settings(), setting)), what


def test_no_limit_is_left_out() -> None:
    assert {setting for _, _, setting in ROWS} == Settings().limits().keys()


def test_the_browsers_limit_is_the_playgrounds() -> None:
    messages = (ROOT / "playground" / "src" / "messages.js").read_text(encoding="utf-8")
    assert "OUTPUT_LIMIT = 2 ** 20;" in messages
    assert "| browser | output shown | 1 MiB | |" in PAGE
