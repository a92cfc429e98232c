"""What lets the control site's pages read what deployments answer: the request console in a lesson (decision 0015)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from wardian.edge.pages import Answer

_ASKED = "access-control-request-method"
_TOKENS = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?: *, *[!#$%&'*+.^_`|~0-9A-Za-z-]+)*")
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"


class Readers:
    """`origins` are the control site's and those of other sites that may use it."""

    def __init__(self, origins: Collection[str]) -> None:
        self._origins = frozenset(origins)

    def origin(self, headers: Sequence[tuple[str, str]]) -> str | None:
        """The origin of the page that asks, if it may read the answer. Header names are in lower case."""
        if "origin" not in dict(headers):
            return None
        given = [value for name, value in headers if name == "origin"]
        return given[0] if len(given) == 1 and given[0] in self._origins else None


def preflight(origin: str, method: str, headers: Sequence[tuple[str, str]]) -> Answer | None:
    """The answer to a browser that asks before it sends the page's request; None if this is no such question."""
    asked = dict(headers)
    if method != "OPTIONS" or _ASKED not in asked:
        return None
    allowed = [("access-control-allow-methods", _METHODS), ("access-control-max-age", "600")]
    wanted = asked.get("access-control-request-headers", "")
    if _TOKENS.fullmatch(wanted):
        allowed.append(("access-control-allow-headers", wanted))
    return 204, [*_leave(origin), *allowed], b""


def readable(answer: Answer, origin: str) -> Answer:
    """The answer with leave for pages of `origin` to read it, unless the program says itself who may.

    No response allows credentials, so browsers send none, and what a visitor's cookies would show stays hidden.
    """
    status, headers, body = answer
    said = {name for name, _ in headers} - {"vary"}
    if any(name.startswith("access-control-") for name in said):
        return answer
    return status, [*headers, *((name, value) for name, value in _leave(origin) if name not in said)], body


def _leave(origin: str) -> list[tuple[str, str]]:
    return [
        ("access-control-allow-origin", origin),
        ("access-control-expose-headers", "*"),
        ("timing-allow-origin", origin),
        ("vary", "origin"),
    ]
