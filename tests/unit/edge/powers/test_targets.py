"""What URL a guest may write, and which grant it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardian.deployments.targets import problem
from wardian.edge.powers import Error, Refused
from wardian.edge.powers.targets import parse, parse_grant


@pytest.mark.parametrize(
    ("url", "grant", "authority", "resource"),
    [
        ("https://api.example.org", "api.example.org:443", "api.example.org", "/"),
        ("http://api.example.org/a?b", "api.example.org:80", "api.example.org", "/a?b"),
        ("HTTP://API.Example.ORG:8080/A", "api.example.org:8080", "api.example.org:8080", "/A"),
        ("https://api.example.org:443/", "api.example.org:443", "api.example.org", "/"),
        ("https://api.example.org:/", "api.example.org:443", "api.example.org", "/"),
        ("https://api.example.org./", "api.example.org:443", "api.example.org", "/"),
        ("https://api.example.org?x=1#there", "api.example.org:443", "api.example.org", "/?x=1"),
        (
            "https://b\u00fccher.example/\u00fc?\u00fc",
            "xn--bcher-kva.example:443",
            "xn--bcher-kva.example",
            "/%C3%BC?%C3%BC",
        ),
        ("https://\uff41pi.example/", "api.example:443", "api.example", "/"),
        ("http://192.0.2.1/", "192.0.2.1:80", "192.0.2.1", "/"),
        ("http://[2001:DB8:0::1]:81/", "[2001:db8::1]:81", "[2001:db8::1]:81", "/"),
        ("http://h/a%20b/..//c?%00", "h:80", "h", "/a%20b/..//c?%00"),
        ('http://h/{a}|"<b>', "h:80", "h", "/%7Ba%7D%7C%22%3Cb%3E"),
    ],
)
def test_urls(url: str, grant: str, authority: str, resource: str) -> None:
    target = parse(url)
    assert (target.grant, target.authority, target.resource) == (grant, authority, resource)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.example.org",
        "/path",
        "//api.example.org/",
        "ftp://api.example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///path",
        "http://",
        "http://user@api.example.org/",
        "http://user:word@api.example.org/",
        "http://api.example.org@evil.example/",
        "http://api.example.org\\@evil.example/",
        "http://api.example.org /",
        "http://api.example.org/a b",
        "http://api.example.org/\r\nX: y",
        "http://api.example.org/\0",
        "http://api.example.org:0/",
        "http://api.example.org:65536/",
        "http://api.example.org:80x/",
        "http://api.example.org:-1/",
        "http://api..example.org/",
        "http://.example.org/",
        "http://-a.example/",
        "http://a%2e.example/",
        "http://a_b*c/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "b/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.1.1/",
        "http://api.0x1/",
        "http://[::1/",
        "http://::1/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[1.2.3.4]/",
        "http://[::1]x/",
        "http://\uff11\uff12\uff17.1/",
        "http://\u2488com/",
    ],
)
def test_what_is_no_url_here(url: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(url)
    assert caught.value.error is Error.INVALID


@given(st.text())
def test_any_text_is_a_url_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://h/{text}", f"http://h:{text}", f"http://[{text}]"):
        try:
            target = parse(url)
        except Refused:
            continue
        sent = f"{target.authority}{target.resource}"
        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert parse(target.url) == target


def test_a_url_has_an_end() -> None:
    with pytest.raises(Refused) as caught:
        parse("http://h/" + "a" * 9000)
    assert caught.value.error is Error.TOO_LARGE


@pytest.mark.parametrize(
    ("text", "grant"),
    [
        ("api.example.org:443", "api.example.org:443"),
        ("API.example.org.:0443", "api.example.org:443"),
        ("b\u00fccher.example:80", "xn--bcher-kva.example:80"),
        ("[::FFFF:1.2.3.4]:80", "[::ffff:102:304]:80"),
    ],
)
def test_grants(text: str, grant: str) -> None:
    assert parse_grant(text) == grant


@pytest.mark.parametrize(
    "text", ["", "api.example.org", "*:443", "*.example.org:443", "h:0", "h:https", "http://h:80", "::1:80"]
)
def test_what_is_no_grant(text: str) -> None:
    with pytest.raises(Refused):
        parse_grant(text)


@given(st.from_regex(r"[a-zA-Z0-9._\[\]:%-]{1,40}:[0-9]{1,6}", fullmatch=True))
def test_what_can_be_granted_is_compared_as_it_was_written(text: str) -> None:
    if problem(text) is None:
        assert parse_grant(text) == text
