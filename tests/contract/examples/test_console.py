import itertools
import re
from collections import Counter

import pytest
from tests.contract.examples.conftest import LANGUAGES, Workshop

from wardian.model import Language


@pytest.mark.parametrize("language", Language)
def test_hello_greets(workshop: Workshop, language: Language) -> None:
    assert workshop.run(language, "hello").stdout == b"Hello from a sealed case!\n"


def test_fib_prints_every_fibonacci_number_below_two_to_the_32nd(workshop: Workshop) -> None:
    expected, a, b = [], 0, 1
    while a < 2**32:
        expected.append(a)
        a, b = b, a + b

    assert [int(line) for line in workshop.run(Language.WAT, "fib").stdout.split()] == expected


def test_shout_answers_in_capitals(workshop: Workshop) -> None:
    said = "fern, Ærø and 50 grams {of} moss\n" * 300

    question, answer = workshop.run(Language.WAT, "shout", stdin=said.encode()).stdout.decode().split("\n", 1)

    assert question == "Type something; I will say it in capitals"
    assert answer == "FERN, ÆRø AND 50 GRAMS {OF} MOSS\n" * 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_game_of_life_follows_the_rules(workshop: Workshop, language: Language) -> None:
    output = workshop.run(language, "game-of-life").stdout.decode()

    titles, worlds = zip(*(frame.split("\n", 1) for frame in output.rstrip("\n").split("\n\n")), strict=True)
    assert list(titles) == [f"Generation {number}" for number in range(16)]
    for world, following in itertools.pairwise(worlds):
        assert following == next_generation(world)
    glider = [row[:5] for row in worlds[0].split("\n")[1:5]]
    assert [row[1:6] for row in worlds[4].split("\n")[2:6]] == glider


def next_generation(world: str) -> str:
    rows = world.split("\n")
    height, width = len(rows), len(rows[0])
    alive = {(y, x) for y in range(height) for x in range(width) if rows[y][x] == "#"}
    around = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]
    counts = Counter(((y + dy) % height, (x + dx) % width) for y, x in alive for dy, dx in around)
    lives = {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive)}
    return "\n".join("".join("#" if (y, x) in lives else "." for x in range(width)) for y in range(height))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guessing_game_can_be_won(workshop: Workshop, language: Language) -> None:
    one_to_hundred = "".join(f"{guess}\n" for guess in range(1, 101)).encode()

    lines = workshop.run(language, "guessing-game", stdin=one_to_hundred, args=["7"]).stdout.decode().splitlines()

    assert lines[0] == "I am thinking of a number from 1 to 100."
    assert lines[1:-1] == ["Your guess? Too low."] * (len(lines) - 2)
    secret = len(lines) - 1
    assert lines[-1] == f"Your guess? Yes! You found it in {secret} {'guess' if secret == 1 else 'guesses'}."

    around = f"{secret + 1}\n{secret}\n".encode()
    answers = workshop.run(language, "guessing-game", stdin=around, args=["7"]).stdout.decode()
    assert answers.splitlines()[1:] == ["Your guess? Too high.", "Your guess? Yes! You found it in 2 guesses."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guessing_game_is_another_one_without_a_seed(workshop: Workshop, language: Language) -> None:
    given_up = {workshop.run(language, "guessing-game").stdout for _ in range(8)}

    assert len(given_up) > 1
    assert all(re.search(rb"\nYou gave up\. It was [1-9][0-9]?0?\.\n$", output) for output in given_up)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["", "fern", "0", "101", "-1", "5x", "1.5", "9" * 100])
def test_the_guessing_game_asks_again_after_bad_input(workshop: Workshop, language: Language, line: str) -> None:
    output = workshop.run(language, "guessing-game", stdin=f"{line}\n".encode(), args=["7"]).stdout.decode()

    assert output.splitlines()[1] == "Your guess? Please type a number from 1 to 100."
