import json
import re

import pytest
from tests.contract.examples.conftest import LANGUAGES, Workshop, content_type

from wardian.model import Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handler_shows_its_forms_and_logs_the_request(workshop: Workshop, language: Language) -> None:
    page = workshop.request(language, "handler")

    assert page.status == 200
    assert content_type(page) == "text/html; charset=utf-8"
    assert b"<h1>Hello, stranger!</h1>" in page.body
    assert page.body.count(b"<form") == 2
    assert workshop.run(language, "handler", {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}).stderr == b"GET /\n"
    assert workshop.request(language, "handler", "HEAD").status == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "greeting"),
    [
        ("name=Ada", "Hello, Ada!"),
        ("first=1&name=Ada+Lovelace&name2=x", "Hello, Ada Lovelace!"),
        ("name=%C3%89mile%20%26%20co", "Hello, Émile &amp; co!"),
        ("name=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "Hello, &lt;script&gt;alert(1)&lt;/script&gt;!"),
        ("name=", "Hello, stranger!"),
        ("name", "Hello, stranger!"),
        ("name=100%", "Hello, 100%!"),
        ("name=%zz%4", "Hello, %zz%4!"),
    ],
)
def test_the_handler_greets_by_query_string(workshop: Workshop, language: Language, query: str, greeting: str) -> None:
    assert f"<h1>{greeting}</h1>" in workshop.request(language, "handler", query=query).body.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handler_shows_the_fields_of_a_form(workshop: Workshop, language: Language) -> None:
    body = b"plant=Boston+fern&height=30%20cm&note=%3Cb%3E%C3%A9%3C%2Fb%3E&empty="

    page = workshop.request(language, "handler", "POST", content_type="application/x-www-form-urlencoded", body=body)

    assert re.findall("<dt>(.*)</dt><dd>(.*)</dd>", page.body.decode()) == [
        ("plant", "Boston fern"),
        ("height", "30 cm"),
        ("note", "&lt;b&gt;é&lt;/b&gt;"),
        ("empty", ""),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        '{"fern": [1, -2.5e+3, true, false, null], "nested": {"a": {}, "b": [[]]}}',
        '"\\u00e9 \\" \\\\ \\/ \\n é"',
        " 0 ",
        "[" * 30 + "]" * 30,
    ],
)
def test_the_handler_echoes_json(workshop: Workshop, language: Language, text: str) -> None:
    answer = workshop.request(
        language,
        "handler",
        "POST",
        "/echo",
        content_type="application/json; charset=utf-8",
        body=text.encode(),
    )

    assert (answer.status, content_type(answer)) == (200, "application/json")
    assert json.loads(answer.body) == json.loads(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a": 1,}',
        "[1 2]",
        "01",
        "1.",
        "-",
        '"open',
        '"\\x"',
        '"\\u12"',
        '"\t"',
        "nul",
        "{} {}",
        "{a: 1}",
        "[" * 1_000,
    ],
)
def test_the_handler_refuses_what_is_not_json(workshop: Workshop, language: Language, text: str) -> None:
    answer = workshop.request(language, "handler", "POST", "/echo", content_type="application/json", body=text.encode())

    assert answer.status == 400
    assert json.loads(answer.body) == {"error": "The body is not valid JSON."}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("method", "path", "content_type", "status"),
    [
        ("GET", "/nowhere", None, 404),
        ("POST", "/nowhere", "application/json", 404),
        ("GET", "/echo", None, 405),
        ("DELETE", "/", None, 405),
        ("POST", "/", "application/json", 415),
        ("POST", "/echo", "text/plain", 415),
    ],
)
def test_the_handler_refuses_other_requests(
    workshop: Workshop, language: Language, method: str, path: str, content_type: str | None, status: int
) -> None:
    answer = workshop.request(language, "handler", method, path, content_type=content_type)

    assert answer.status == status
    assert answer.body.endswith(b".\n")


def test_the_handler_in_wat_tells_what_it_was_told(workshop: Workshop) -> None:
    page = workshop.request(Language.WAT, "handler", path="/fern", query="name=Ada")

    assert (page.status, content_type(page)) == (200, "text/plain; charset=utf-8")
    told = dict(line.split("=", 1) for line in page.body.decode().splitlines())
    assert (told["REQUEST_METHOD"], told["PATH_INFO"], told["QUERY_STRING"]) == ("GET", "/fern", "name=Ada")
