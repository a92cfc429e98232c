"""The playground in the other engines: a program's frame, its worker and its input differ most from one to the next."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from tests.e2e.conftest import PATIENCE_MS, Stack
from tests.e2e.engines import ENGINES, Browser

ELEMENT = 'const element = document.querySelector("wardian-playground");'
SHOWN = "return element.shadowRoot.querySelector('[data-part=%s]').textContent;"

GREETING = {
    "c": ("main.c", '#include <stdio.h>\nint main(void) { puts("here"); return 3; }'),
    "rust": ("main.rs", 'fn main() { println!("here"); std::process::exit(3) }'),
    "python": ("main.py", 'print("here"); exit(3)'),
    "wat": (
        "main.wat",
        '(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32))) (memory (export "memory") 1)'
        ' (func (export "_start") (call $exit (i32.const 3))))',
    ),
}
ENDLESS = {"c": ("main.c", "int main(void) { for (;;) {} }"), "python": ("main.py", "while True: pass")}


@pytest.fixture(scope="module", params=ENGINES)
def browser_of_another_engine(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with ENGINES[request.param]() as browser:
        yield browser


@pytest.fixture
def reader(browser_of_another_engine: Browser, stack: Stack) -> Browser:
    browser_of_another_engine.open(f"{stack.url}/playground/")
    return browser_of_another_engine


@pytest.mark.parametrize("language", GREETING)
def test_a_program_runs_to_its_end(reader: Browser, language: str) -> None:
    start(reader, language, *GREETING[language])
    wait_for(reader, "status", "Ended with exit code 3")
    if language != "wat":
        wait_for(reader, "output", "here")


@pytest.mark.parametrize("language", ENDLESS)
def test_an_endless_program_is_stopped_and_the_next_one_runs(reader: Browser, language: str) -> None:
    start(reader, language, *ENDLESS[language])
    wait_for(reader, "status", "Running")
    reader.ask(f"{ELEMENT} element.stop();")
    wait_for(reader, "status", "Stopped.")
    start(reader, language, *GREETING[language])
    wait_for(reader, "status", "Ended with exit code 3")


def test_a_program_reads_what_was_given(reader: Browser) -> None:
    start(reader, "python", "main.py", "exit(len(input()))", stdin="seven !\n")
    wait_for(reader, "status", "Ended with exit code 7")


def test_python_runs_where_there_is_no_runner(browser_of_another_engine: Browser, static_site: str) -> None:
    browser_of_another_engine.open(f"{static_site}/playground/")
    start(browser_of_another_engine, "python", *GREETING["python"])
    wait_for(browser_of_another_engine, "status", "Ended with exit code 3")


def start(reader: Browser, language: str, path: str, source: str, stdin: str = "") -> None:
    """Put a program there, once there is a playground, and run it."""
    wait_until(reader, f"{ELEMENT} return element?.dataset.ready ?? '';", "")
    run = {"args": [], "stdin": stdin, "env": {}, "ended": True}
    given = {"language": language, "title": "Tried", "files": {path: source}, "run": run}
    reader.ask(f"{ELEMENT} element.project = {json.dumps(given)};")
    wait_until(reader, f"{ELEMENT} return element.project?.files[{json.dumps(path)}] ?? '';", source)
    reader.ask(f"{ELEMENT} element.run();")


def wait_for(reader: Browser, part: str, text: str) -> None:
    wait_until(reader, ELEMENT + SHOWN % part, text)


def wait_until(reader: Browser, script: str, text: str) -> None:
    """Until the script returns something with this in it, and not nothing."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (seen := str(reader.ask(script))) or text not in seen:
        assert time.monotonic() < until, seen
        time.sleep(0.05)
