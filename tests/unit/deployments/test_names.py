import pytest

from wardian.deployments import names
from wardian.errors import InvalidRequest


def test_words_are_many_distinct_and_short() -> None:
    words = names.words()
    assert len(words) == len(set(words)) >= 256
    assert all(word.isascii() and word.isalpha() and word.islower() and 2 <= len(word) <= 10 for word in words)


def test_random_names_are_allowed_and_seldom_alike() -> None:
    made = {names.check(names.random_name()) for _ in range(1000)}
    assert len(made) == 1000


def test_no_word_is_rude() -> None:
    assert [word for word in names.words() if names.is_rude(word)] == []


@pytest.mark.parametrize("chosen", [("aspen", "island"), ("oak", "rabbit", "cherry", "fern"), ("rowan", "kale")])
def test_words_that_read_rude_together_are_noticed(chosen: tuple[str, ...]) -> None:
    assert names.spells_rude(chosen)


@pytest.mark.parametrize("chosen", [("grape", "oak"), ("shell", "oak"), ("buttercup",), ("oak", "fern", "moss", "dew")])
def test_rude_letters_inside_a_word_are_nobodys_concern(chosen: tuple[str, ...]) -> None:
    assert not names.spells_rude(chosen)


def test_a_name_that_reads_rude_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["oak", "rabbit", "cherry", "fern", "oak", "fern", "moss", "dew"])
    monkeypatch.setattr("secrets.choice", lambda words: next(drawn))
    assert names.random_name() == "oak-fern-moss-dew"


@pytest.mark.parametrize("name", ["www", "login", "postmaster", "wpad", "frame", "localhost", "xn--80ak6aa92e"])
def test_names_that_pass_for_the_operators_are_reserved(name: str) -> None:
    with pytest.raises(InvalidRequest, match="is reserved"):
        names.check(name)
