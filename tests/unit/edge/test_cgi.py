from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardian.edge import cgi

REQUEST = cgi.Request("GET", "/a b", "x=%20", [], "HTTP/1.1", "http", "quiet-fern.localhost", 8081, "::1", b"")


def environment(**changes: Any) -> dict[str, str]:
    return cgi.environment(REQUEST._replace(**changes))


def test_meta_variables() -> None:
    assert environment() == {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "PATH_INFO": "/a b",
        "QUERY_STRING": "x=%20",
        "REMOTE_ADDR": "::1",
        "REQUEST_METHOD": "GET",
        "REQUEST_SCHEME": "http",
        "REQUEST_URI": "/a%20b?x=%20",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "quiet-fern.localhost",
        "SERVER_PORT": "8081",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": cgi.SOFTWARE,
    }


def test_content_variables_tell_of_the_body_that_came() -> None:
    headers = [("content-type", "text/plain"), ("transfer-encoding", "chunked")]
    variables = environment(headers=headers, body=b"four")
    assert (variables["CONTENT_TYPE"], variables["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert "HTTP_CONTENT_TYPE" not in variables
    assert "HTTP_TRANSFER_ENCODING" not in variables
    assert environment(headers=[("content-length", "0")])["CONTENT_LENGTH"] == "0"


def test_repeated_headers_are_joined() -> None:
    headers = [("accept", "a"), ("cookie", "x=1"), ("accept", "b"), ("cookie", "y=2")]
    variables = environment(headers=headers)
    assert (variables["HTTP_ACCEPT"], variables["HTTP_COOKIE"]) == ("a, b", "x=1; y=2")


@pytest.mark.parametrize("name", ["proxy", "connection", "x_real_ip", "proxy-authorization", "te"])
def test_headers_that_programs_must_not_trust_are_left_out(name: str) -> None:
    assert environment(headers=[(name, "value")]) == environment()


def test_https_is_told() -> None:
    assert environment(scheme="https")["HTTPS"] == "on"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_response(end: str) -> None:
    head = end.join(["Status: 201 Created", "Content-Type:text/html", "Set-Cookie: a=1", "Set-Cookie: b=2", "", ""])
    response = cgi.parse(head.encode() + b"body\n\nmore")
    assert response.status == 201
    assert response.headers == (("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2"))
    assert response.body == b"body\n\nmore"


@pytest.mark.parametrize(
    ("output", "status"),
    [
        (b"Content-Type: text/plain\n\n", 200),
        (b"Location: /elsewhere\n\n", 302),
        (b"Location: https://example.org/\nStatus: 307\n\n", 307),
        (b"Status: 404\n\n", 404),
        (b"Status: 204 No Content\n\nignored", 204),
        (b"Content-Type: text/plain\nContent-Length: 2\n\nhi", 200),
    ],
)
def test_status(output: bytes, status: int) -> None:
    response = cgi.parse(output)
    assert response.status == status
    assert "content-length" not in dict(response.headers)
    if status == 204:
        assert response.body == b""


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (b"", "wrote nothing"),
        (b"hello world\n", "Line 1 of the output, 'hello world': this is not a header"),
        (b"Content-Type: a\nnot a header\n\n", "Line 2 of the output, 'not a header'"),
        (b"Content-Type: text/plain\n", "the empty line that ends the headers is missing"),
        (b"\nbody", "needs a Content-Type"),
        (b"X-Only: 1\n\n", "needs a Content-Type"),
        (b"Status: 200\n\nbody", "body needs a Content-Type"),
        (b"Status: 99\n\n", "from 200 to 599"),
        (b"Status: 101\n\n", "from 200 to 599"),
        (b"Status: OK\n\n", "from 200 to 599"),
        (b"Status: 200\nStatus: 404\n\n", "twice"),
        (b"Content-Type: a\nContent-Type: b\n\n", "twice"),
        (b"Content-Type: a\nContent-Length: 9\n\nhi", "Content-Length says 9, but the body has 2 bytes"),
        (b"Content-Type: a\nX: one\rSet-Cookie: x=1\n\n", "not a header"),
        (b"Content-Type: a\nX: null\0byte\n\n", "not a header"),
        (b"Content-Type: a\nX:" + b" " * 60_000 + b"\0\n\n", "not a header"),
        (b"Content-Type: a\n folded: b\n\n", "not a header"),
        (b"Content-Type : a\n\n", "not a header"),
        (b"Content-Type: a\nConnection: upgrade\n\n", "may not send this header"),
        (b"Content-Type: a\nTransfer-Encoding: chunked\n\n", "may not send this header"),
        (b"Content-Type: a\nX-Accel-Redirect: /etc\n\n", "may not send this header"),
        (b"Content-Type: a\nSet-Cookie: a=1; Domain=localhost\n\n", "may not name a Domain"),
        (b"Content-Type: a\n" + b"X: y\n" * 100 + b"\n", "more than 100 headers"),
        (b"Content-Type: " + b"a" * 70_000 + b"\n\nbody", "longer than 64 KiB"),
    ],
)
def test_malformed_output_is_refused_with_the_reason(output: bytes, words: str) -> None:
    with pytest.raises(cgi.Malformed) as error:
        cgi.parse(output)
    assert words in str(error.value)


def test_answer_to_head_may_state_a_length_without_a_body() -> None:
    assert cgi.parse(b"Content-Type: a\nContent-Length: 9\n\n", to_head=True).status == 200


@given(st.binary(max_size=200))
def test_no_output_makes_a_header_that_could_split_the_response(tail: bytes) -> None:
    try:
        response = cgi.parse(b"Content-Type: text/plain\nX-Guest: " + tail)
    except cgi.Malformed:
        return
    assert 200 <= response.status <= 599
    for name, value in response.headers:
        assert name == name.lower()
        assert not set(name + value) & {"\r", "\n", "\0"}
