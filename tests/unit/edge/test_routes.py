from __future__ import annotations

import pytest
from tests.unit.edge.conftest import a_request

from wardian.edge import cgi, notices, routes
from wardian.edge.chain import Budget, Chain
from wardian.edge.notices import NoGuest
from wardian.edge.pages import Answer
from wardian.model import Route

PATHS = [Route(path, to=path) for path in ("/*", "/shop", "/shop/*", "/shop/new/*", "/shop/new/x")]
CHAIN = Chain(deadline=1e9, hops=0, fetches=Budget(16), most_hops=8)
PAGE: Answer = (200, [("content-type", "text/plain"), ("content-language", "fr"), ("set-cookie", "a=b")], b"page")

Asked = list[tuple[str, cgi.Request, int]]


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "/*"),
        ("/shop", "/shop"),
        ("/shop/", "/shop/*"),
        ("/shop/a", "/shop/*"),
        ("/shop/new", "/shop/new/*"),
        ("/shop/new/", "/shop/new/*"),
        ("/shop/new/x", "/shop/new/x"),
        ("/shop/new/x/y", "/shop/new/*"),
        ("/shopping", "/*"),
    ],
)
@pytest.mark.parametrize("known", [PATHS, PATHS[::-1]])
def test_the_route_that_says_most_of_the_path(known: list[Route], path: str, route: str) -> None:
    found = routes.match(known, path)
    assert found is not None
    assert found.path == route


def test_no_route() -> None:
    assert routes.match(PATHS[1:], "/") is None
    assert routes.match([], "/shop") is None


async def follow(route: Route, said: dict[str, Answer], request: cgi.Request | None = None) -> tuple[Answer, Asked]:
    asked: Asked = []

    async def ask(name: str, request: cgi.Request, chain: Chain) -> Answer:
        asked.append((name, request, chain.hops))
        if name not in said:
            raise NoGuest(notices.unknown(name))
        return said[name]

    return await routes.follow(route, request or a_request(), CHAIN, ask), asked


@pytest.mark.anyio
async def test_what_one_says_is_what_the_next_is_sent() -> None:
    said: dict[str, Answer] = {"page": PAGE, "frame": (200, [], b"framed"), "sign": (201, [("x", "y")], b"signed")}
    sent = a_request("PUT", "/a", [("content-type", "image/png"), ("if-match", "*"), ("cookie", "c")], b"image")
    answer, asked = await follow(Route("/*", "page", then=("frame", "sign")), said, sent)
    assert answer == said["sign"]
    assert [(name, request.method, request.body, hops) for name, request, hops in asked] == [
        ("page", "PUT", b"image", 1),
        ("frame", "POST", b"page", 2),
        ("sign", "POST", b"framed", 3),
    ]
    second = asked[1][1]
    assert second.path == "/a"
    assert second.headers == [("cookie", "c"), ("content-type", "text/plain"), ("content-language", "fr")]


@pytest.mark.anyio
@pytest.mark.parametrize("status", [302, 304, 404])
async def test_what_is_no_page_goes_to_the_visitor_as_it_is(status: int) -> None:
    answer, asked = await follow(Route("/*", "page", ("frame",), "sorry"), {"page": (status, [("location", "/")], b"")})
    assert answer == (status, [("location", "/")], b"")
    assert len(asked) == 1


@pytest.mark.anyio
async def test_head_is_get_for_those_whose_body_is_sent_on() -> None:
    said = {"page": PAGE, "frame": PAGE}
    _, piped = await follow(Route("/*", "page", ("frame",)), said, a_request("HEAD"))
    assert [request.method for _, request, _ in piped] == ["GET", "POST"]
    _, alone = await follow(Route("/*", "page"), said, a_request("HEAD"))
    assert [request.method for _, request, _ in alone] == ["HEAD"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"page": (500, [], b"")}, 500),
        ({"page": PAGE, "frame": (504, [], b"")}, 504),
        ({}, 404),
        ({"page": PAGE}, 404),
    ],
)
async def test_another_one_answers_what_failed(said: dict[str, Answer], status: int) -> None:
    sorry: Answer = (200, [], b"sorry")
    request = a_request("POST", "/a", body=b"sent")
    answer, asked = await follow(Route("/*", "page", ("frame",), "sorry"), {**said, "sorry": sorry}, request)
    assert answer == sorry
    name, last, _ = asked[-1]
    assert (name, last.method, last.body, last.error_status) == ("sorry", "POST", b"sent", status)
    assert cgi.environment(last)["WARDIAN_ERROR_STATUS"] == str(status)
    assert "WARDIAN_ERROR_STATUS" not in cgi.environment(asked[0][1])


@pytest.mark.anyio
async def test_a_failure_is_told_when_nobody_answers_in_its_stead() -> None:
    failed: Answer = (503, [("retry-after", "1")], b"busy")
    assert (await follow(Route("/*", "page"), {"page": failed}))[0] == failed
    with pytest.raises(NoGuest):
        await follow(Route("/*", "page"), {})
