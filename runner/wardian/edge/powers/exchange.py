"""One request over a socket, and its answer as it comes."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import certifi
import httpcore

from wardian.edge.powers.asks import HOP_BY_HOP, MOST_HEAD, MOST_HEADERS, Ask
from wardian.edge.powers.network import CheckedNetwork
from wardian.edge.powers.refused import Error, Refused
from wardian.edge.powers.targets import Target

Headers = list[tuple[str, str]]


class Body(Protocol):
    async def chunk(self) -> bytes:
        """Some more of it, as the server encoded it; b"" at its end. Raises Refused if the rest will not come."""

    async def aclose(self) -> None:
        """Gives up what is left of it."""


@dataclass(frozen=True, slots=True)
class Response:
    """Header names are in lower case; those that concern the connection are left out."""

    status: int
    headers: Headers
    body: Body

    def header(self, name: str) -> str | None:
        return next((value for each, value in self.headers if each == name), None)


class _SocketBody:
    def __init__(self, target: Target, chunks: AsyncIterator[bytes], network: CheckedNetwork) -> None:
        self._target = target
        self._chunks = chunks
        self._network = network

    async def chunk(self) -> bytes:
        try:
            data = await anext(self._chunks, b"")
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _failed(self._target, error) from None
        if not data:
            await self.aclose()
        return data

    async def aclose(self) -> None:
        await self._network.aclose()


def make_tls() -> ssl.SSLContext:
    """Trusts the system's authorities (SSL_CERT_FILE names others), or certifi's where the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        context.load_verify_locations(certifi.where())
    return context


async def exchange(ask: Ask, more: Headers, network: CheckedNetwork, tls: ssl.SSLContext) -> Response:
    """Send it with `more` headers on a connection of its own, and wait for the answer's head. Raises Refused."""
    try:
        return await _exchange(ask, more, network, tls)
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        await network.aclose()
        raise _failed(ask.target, error) from None
    except BaseException:
        await network.aclose()
        raise


async def _exchange(ask: Ask, more: Headers, network: CheckedNetwork, tls: ssl.SSLContext) -> Response:
    target = ask.target
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.resource)
    headers = [(name, value.encode()) for name, value in (*ask.sent(), *more, ("connection", "close"))]
    request = httpcore.Request(ask.method, url, headers=headers, content=ask.body)
    connection = httpcore.AsyncHTTPConnection(url.origin, tls, network_backend=network)
    answer = await connection.handle_async_request(request)
    assert isinstance(answer.stream, AsyncIterable)  # noqa: S101
    network.meter.left = None
    body = _SocketBody(target, aiter(answer.stream), network)
    return Response(answer.status, _shown(target, answer.headers), body)


def _shown(target: Target, headers: list[tuple[bytes, bytes]]) -> Headers:
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > MOST_HEAD:
        what = f"{MOST_HEADERS} headers, or {MOST_HEAD // 1024} KiB of them"
        raise Refused(Error.TOO_LARGE, f"{target.grant} answered with more than {what}.")
    named = ((name.decode().lower(), value.decode(errors="replace")) for name, value in headers)
    return [(name, value) for name, value in named if name not in HOP_BY_HOP]


def _failed(target: Target, error: Exception) -> Refused:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Refused(Error.UNREACHABLE, f"The certificate of {target.grant} is not trusted: {cause.verify_message}.")
    if isinstance(cause, ssl.SSLError):
        return Refused(Error.UNREACHABLE, f"{target.grant} does not speak TLS with the edge ({cause.reason}).")
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return Refused(Error.UNREACHABLE, f"{target.grant} does not accept a connection ({cause or error}).")
    return Refused(Error.UNREACHABLE, f"What {target.grant} answers is broken off or is not HTTP ({error or cause}).")
