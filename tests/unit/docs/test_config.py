from pathlib import Path

import pytest

from wardian.docs import config
from wardian.docs.config import About, Config, Kind, Run
from wardian.docs.tables import ExampleError
from wardian.model import Grants, Language, Route

WHOLE = """\
title = "Counter"
description = "Count to three."
kind = "console"
language = "c"
order = 7
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wardian.toml"


def test_every_key_is_read(path: Path) -> None:
    path.write_text(
        WHOLE + '[run]\nargs = ["3"]\nstdin = "yes\\n"\nenv = { REQUEST_METHOD = "GET" }\n[grants]\nkv = true\n'
    )

    assert config.read(path) == Config(
        title="Counter",
        description="Count to three.",
        kind=Kind.CONSOLE,
        language=Language.C,
        order=7,
        run=Run(("3",), "yes\n", {"REQUEST_METHOD": "GET"}),
        grants=Grants(kv=True),
    )


def test_a_program_is_started_with_nothing_unless_run_says_otherwise(path: Path) -> None:
    path.write_text(WHOLE)

    assert config.read(path).run == Run((), "", {})


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "console"', 'kind = "game"', "kind must be one of console, interactive, handler, not 'game'"),
        ('language = "c"', 'language = "cobol"', "language must be one of c, rust, python, wat, not 'cobol'"),
        ("order = 7", "", "order is missing"),
        ("order = 7", 'order = "7"', "order must be an integer, not '7'"),
        ("order = 7", "order = true", "order must be an integer, not True"),
        ("order = 7", "ordre = 7", "unknown key 'ordre'"),
        ('title = "Counter"', 'title = " "', "title must be one line of text"),
        ('"Count to three."', '"Count\\nto three."', "description must be one line of text"),
        ("order = 7", "order = ", "Invalid value (at line 5"),
        ("order = 7", "order = 7\n[run]\nargs = [3]", "every one of run.args must be a string"),
        ("order = 7", "order = 7\n[run]\nenv = { N = 3 }", "every one of run.env must be a string"),
        ("order = 7", "order = 7\n[run]\narg = []", "unknown key 'run.arg'"),
    ],
)
def test_a_wrong_wardian_toml_is_named_with_what_is_wrong(path: Path, old: str, new: str, complaint: str) -> None:
    path.write_text(WHOLE.replace(old, new))

    with pytest.raises(ExampleError) as raised:
        config.read(path)

    assert str(raised.value).startswith(f"{path}: {complaint}")


def test_a_project_need_not_be_an_example(path: Path) -> None:
    path.write_text("")

    assert config.read_about(path) == About(None, Run(), Grants(), ())


def test_what_a_deployment_may_do_is_read(path: Path) -> None:
    path.write_text(
        WHOLE
        + """
[grants]
fetch = ["api.example.org:443", "[::1]:80"]
kv = true
secrets = ["API_KEY"]

[[routes]]
path = "/shop/*"
to = "the-shop"
then = ["the-frame"]
on_error = "sorry-page"

[[routes]]
path = "/"
to = "the-shop"
"""
    )

    assert config.read_about(path) == About(
        language=Language.C,
        run=Run(),
        grants=Grants(("api.example.org:443", "[::1]:80"), True, ("API_KEY",)),
        routes=(Route("/shop/*", "the-shop", ("the-frame",), "sorry-page"), Route("/", "the-shop")),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("grants = 1", "grants must be a table, not 1"),
        ("[grants]\nfetch = 'a:1'", "grants.fetch must be a list, not 'a:1'"),
        ("[grants]\nfetch = [1]", "every one of grants.fetch must be a string"),
        ("[grants]\nkv = 1", "grants.kv must be true or false, not 1"),
        ("[grants]\nnetwork = true", "unknown key 'grants.network'; known are fetch, kv, secrets"),
        ("[grants.secrets]\nAPI_KEY = 'v'", "grants.secrets must be a list"),
        ("routes = [1]", "routes[0] must be a table, not 1"),
        ("[routes]\npath = '/'", "routes must be a list"),
        ("[[routes]]\npath = '/'", "routes[0].to is missing"),
        ("[[routes]]\npath = '/'\nto = 'a'\n[[routes]]\npath = 1\nto = 'a'", "routes[1].path must be a string"),
        ("[[routes]]\npath = '/'\nto = 'a'\nthen = [1]", "every one of routes[0].then must be a string"),
    ],
)
def test_a_wrong_grant_or_route_is_named(path: Path, text: str, complaint: str) -> None:
    path.write_text(text)

    with pytest.raises(ExampleError) as raised:
        config.read_about(path)

    assert str(raised.value).startswith(f"{path}: {complaint}")


def test_a_file_that_is_not_text_is_refused(path: Path) -> None:
    path.write_bytes(b"\xff")

    with pytest.raises(ExampleError, match="codec can't decode byte 0xff"):
        config.read(path)
