from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

from wardian.cli.tokens import Tokens

HERE, THERE = "http://localhost:8080", "https://edge.example.org"


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens.open({"XDG_STATE_HOME": str(tmp_path)})


def test_a_token_is_remembered_by_server_and_name(tokens: Tokens) -> None:
    assert tokens.find(HERE, "fern") is None
    tokens.remember(HERE, "fern", "one")
    tokens.remember(THERE + "/", "fern", "two")
    assert (tokens.find(HERE + "/", "fern"), tokens.find(THERE, "fern")) == ("one", "two")
    tokens.forget(HERE, "fern")
    tokens.forget(HERE, "fern")
    assert (tokens.find(HERE, "fern"), tokens.find(THERE, "fern")) == (None, "two")


def test_only_its_owner_can_read_the_file(tokens: Tokens, tmp_path: Path) -> None:
    tokens.remember(HERE, "fern", "one")
    file = tmp_path / "wardian" / "tokens.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_commands_at_the_same_time_lose_no_token(tokens: Tokens) -> None:
    names = [f"fern-{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: tokens.remember(HERE, name, name), names))
    assert [tokens.find(HERE, name) for name in names] == names


@pytest.mark.parametrize("text", ["{", "[]", '{"http://localhost:8080": 1}', "\0"])
def test_a_damaged_file_is_named_and_left_alone(tokens: Tokens, tmp_path: Path, text: str) -> None:
    file = tmp_path / "wardian" / "tokens.json"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(click.ClickException, match=r"tokens.json is damaged"):
        tokens.find(HERE, "fern")
    with pytest.raises(click.ClickException, match=r"tokens.json is damaged"):
        tokens.remember(HERE, "fern", "one")
    assert file.read_text() == text
