"""For each language: edit, build, run; an error and its place; Stop; deploy and ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import expect
from tests.e2e.playground import Playground


@dataclass(frozen=True, slots=True)
class Case:
    """`broken` has its one error in line `broken_line`; `endless` prints "round" and never ends."""

    language: str
    broken: str
    broken_line: int
    endless: str

    def __str__(self) -> str:
        return self.language


CASES = [
    Case(
        "c",
        '#include <stdio.h>\n\nint main(void)\n{\n    puts("hi")\n}\n',
        5,
        '#include <stdio.h>\n\nint main(void)\n{\n    puts("round");\n    for (volatile int i = 0;; i++) {\n    }\n}\n',
    ),
    Case(
        "rust",
        'fn main() {\n    println!("hi");\n    let x: i32 = "five";\n}\n',
        3,
        'fn main() {\n    println!("round");\n    loop {}\n}\n',
    ),
    Case(
        "python",
        'print("hi")\n\nif True\n    print("there")\n',
        3,
        'print("round")\nwhile True:\n    pass\n',
    ),
]

_REPLIES = "Too low|Too high|Yes!"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_changed_text_is_what_runs(playground: Playground, case: Case) -> None:
    playground.open(f"{case.language}/hello")
    playground.replace("Hello", "Good morning")
    playground.run()
    expect(playground.output).to_contain_text("Good morning")
    playground.expect_ended()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_error_is_marked_on_its_line_and_the_list_leads_there(playground: Playground, case: Case) -> None:
    playground.open(f"{case.language}/hello")
    playground.write(case.broken)
    playground.run()
    playground.expect_ended("The build failed with 1 error.")
    playground.expect_error_at(case.broken_line)
    playground.page.keyboard.press("ControlOrMeta+Home")

    playground.problems.get_by_role("button").first.click()

    expect(playground.editor).to_be_focused()
    active = playground.element.locator(".cm-lineNumbers .cm-activeLineGutter")
    expect(active).to_have_text(str(case.broken_line))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_endless_loop_stops_and_the_next_run_works(playground: Playground, case: Case) -> None:
    playground.open(f"{case.language}/hello")
    hello = playground.text()
    playground.write(case.endless)
    playground.run()
    expect(playground.output).to_contain_text("round")
    expect(playground.status).to_contain_text("Running")

    playground.stop_button.click()
    expect(playground.status).to_have_text("Stopped.", timeout=1000)

    playground.write(hello)
    playground.run()
    expect(playground.output).to_contain_text("Hello")
    playground.expect_ended()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_deployed_handler_answers_the_world(playground: Playground, http: httpx.Client, case: Case) -> None:
    playground.open(f"{case.language}/handler")
    playground.deploy_button.click()
    expect(playground.status).to_have_text("Deployed.")
    url = playground.element.locator("a.url").inner_text()

    page = http.get(url, params={"name": "Ward <Nathaniel>"})
    assert page.status_code == 200
    assert "Hello, Ward &lt;Nathaniel&gt;!" in page.text

    form = http.post(url, data={"plant": "Fern", "height": "30 cm"})
    assert "<dt>plant</dt><dd>Fern</dd>" in form.text.replace("\n", "")

    echo = http.post(f"{url}/echo", json={"fern": [1, 2.5, None]})
    assert echo.json() == {"fern": [1, 2.5, None]}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_guessing_game_is_played_by_typing(playground: Playground, case: Case) -> None:
    playground.open(f"{case.language}/guessing-game")
    playground.run()
    low, high, turn, reply = 1, 100, 0, ""
    while reply != "Yes!":
        turn += 1
        guess = (low + high) // 2
        expect(playground.status).to_have_text("The program waits for your input.")
        playground.input.fill(str(guess))
        playground.input.press("Enter")
        reply = _reply(playground, turn)
        low, high = (guess + 1, high) if reply == "Too low" else (low, guess - 1)
    expect(playground.output).to_contain_text("You found it")
    playground.expect_ended()


def test_wat_runs(playground: Playground) -> None:
    playground.open("wat/hello")
    playground.replace("Hello", "HELLO")
    playground.run()
    expect(playground.output).to_contain_text("HELLO")
    playground.expect_ended()


def test_python_starts_from_a_snapshot_and_yet_draws_new_numbers(playground: Playground) -> None:
    """A Python that starts from scratch would also choose a new seed for its hashes."""
    playground.open("python/hello")
    playground.write('import random\nprint(hash("fern"), random.random())\n')
    (first_hash, first_number), (second_hash, second_number) = _words(playground), _words(playground)
    assert first_hash == second_hash
    assert first_number != second_number


def test_python_starts_without_its_snapshot_too(playground: Playground) -> None:
    playground.page.route("**/snapshot.bin.gzip", lambda route: route.abort())
    playground.open("python/hello")
    playground.run()
    expect(playground.output).to_contain_text("Hello")
    playground.expect_ended()


def _words(playground: Playground) -> list[str]:
    playground.run()
    playground.expect_ended()
    return playground.output.inner_text().split()


def _reply(playground: Playground, turn: int) -> str:
    """What the game said to that guess, once it has said it."""
    expect(playground.output).to_have_text(re.compile(rf"(?:.*?(?:{_REPLIES})){{{turn}}}", re.DOTALL))
    return str(re.findall(_REPLIES, playground.output.inner_text())[turn - 1])
