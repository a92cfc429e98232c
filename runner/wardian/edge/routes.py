"""Requests that a deployment has others answer: which route fits, and what goes along it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from wardian.edge.cgi import Request
from wardian.edge.chain import Chain
from wardian.edge.notices import NoGuest
from wardian.edge.pages import Answer
from wardian.model import Route

Ask = Callable[[str, Request, Chain], Awaitable[Answer]]
"""Has a deployment answer. Raises NoGuest when it cannot be asked."""

_OF_A_BODY = ("content-", "expect", "if-", "range", "trailer", "transfer-encoding")
_ABOUT_A_BODY = ("content-encoding", "content-language", "content-type")


def match(routes: Sequence[Route], path: str) -> Route | None:
    """The route of that very path; otherwise, of those that end in /*, the one that says most of it."""
    below: Route | None = None
    for route in routes:
        if route.path == path:
            return route
        if _covers(route.path, path) and (below is None or len(route.path) > len(below.path)):
            below = route
    return below


def _covers(pattern: str, path: str) -> bool:
    """`/shop/*` is for /shop and all that is below it."""
    return pattern.endswith("/*") and f"{path}/".startswith(pattern[:-1])


async def follow(route: Route, request: Request, chain: Chain, ask: Ask) -> Answer:
    """Ask `to`, send what it says through each of `then`, and have `on_error` answer if one of them fails.

    An answer other than 2xx goes to the visitor as it is, so that redirects and the like keep their meaning. Raises
    NoGuest when a deployment cannot be asked and there is no `on_error`.
    """
    try:
        answer = await _along(route, request, chain, ask)
    except NoGuest as error:
        if route.on_error is None:
            raise
        status = error.page.status
    else:
        status = answer[0]
        if status < 500 or route.on_error is None:
            return answer
    return await ask(route.on_error, request._replace(error_status=status), chain.next())


async def _along(route: Route, request: Request, chain: Chain, ask: Ask) -> Answer:
    first = "GET" if route.then and request.method == "HEAD" else request.method
    chain = chain.next()
    answer = await ask(route.to, request._replace(method=first), chain)
    for name in route.then:
        if not 200 <= answer[0] < 300:
            break
        chain = chain.next()
        answer = await ask(name, _with(request, answer), chain)
    return answer


def _with(request: Request, answer: Answer) -> Request:
    """The visitor's request as a POST of what was answered."""
    _, headers, body = answer
    kept = [(name, value) for name, value in request.headers if not name.startswith(_OF_A_BODY)]
    about = [(name, value) for name, value in headers if name in _ABOUT_A_BODY]
    return request._replace(method="POST", headers=[*kept, *about], body=body)
