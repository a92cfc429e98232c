"""The least that the edge's server can do for a request: what `edge.py` compares with."""

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

BODY = b"x" * 1000


async def app(scope: Scope, proto: HTTPProtocol) -> None:
    proto.response_bytes(200, [("content-type", "text/html; charset=utf-8")], BODY)
