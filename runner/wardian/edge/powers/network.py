"""Connections to addresses that were checked."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from weakref import WeakValueDictionary

import httpcore

from wardian.edge.powers.addresses import Address, objection
from wardian.edge.powers.metered import Meter, MeteredStream
from wardian.edge.powers.refused import Error, Refused
from wardian.settings import Networks

_MOST_TRIED = 4
_THREADS = 32
_TURNS = 4
"""How many names one deployment may have looked up at once."""


class Resolver:
    """Finds the addresses of names, on threads of its own: a name server that is slow holds nothing else up."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, "resolve")
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def addresses(self, host: str, port: int, deployment: str) -> list[Address]:
        """Without repetition, in the system's order. Raises Refused if there are none."""
        try:
            return [ip_address(host)]
        except ValueError:
            pass
        try:
            found = await self._look_up(host, port, deployment)
        except (OSError, UnicodeError):
            raise Refused(Error.UNREACHABLE, f"No address is known for the name {host}.") from None
        return list(dict.fromkeys(ip_address(text.partition("%")[0]) for text in found))

    async def _look_up(self, host: str, port: int, deployment: str) -> list[str]:
        """A deployment that no longer waits still holds its turn, for its thread is not free yet."""
        turn = self._turns.setdefault(deployment, asyncio.Semaphore(_TURNS))
        await turn.acquire()
        answer = asyncio.get_running_loop().run_in_executor(self._threads, _ask_system, host, port)
        answer.add_done_callback(lambda answer: turn.release())
        return await asyncio.shield(answer)


def _ask_system(host: str, port: int) -> list[str]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(address[0]) for *_, address in answers]


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """For one fetch: resolves a name once, refuses it if any answer may not be reached, and connects to an answer."""

    def __init__(self, resolver: Resolver, allowed: Networks, deployment: str, deadline: float) -> None:
        """`deployment` is the id of who fetches. `deadline` is in seconds of `time.monotonic`."""
        self._resolver = resolver
        self._deployment = deployment
        self._allowed = allowed
        self._deadline = deadline
        self._plain = httpcore.AnyIOBackend()
        self.meter = Meter()
        self._streams: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises Refused for a host that may not be reached."""
        addresses = await self._resolver.addresses(host, port, self._deployment)
        for address in addresses:
            kind = objection(address, self._allowed)
            if kind is not None:
                raise Refused(Error.FORBIDDEN_ADDRESS, _forbidden(host, address, kind))
        stream = MeteredStream(await self._connect(addresses[:_MOST_TRIED], port), self.meter)
        self._streams.append(stream)
        return stream

    async def _connect(self, addresses: list[Address], port: int) -> httpcore.AsyncNetworkStream:
        """Each has its part of the time that is left."""
        for left in range(len(addresses), 1, -1):
            part = max(self._deadline - time.monotonic(), 0) / left
            try:
                return await self._plain.connect_tcp(str(addresses[-left]), port, timeout=part)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._plain.connect_tcp(str(addresses[-1]), port)

    async def aclose(self) -> None:
        """Also where httpcore was interrupted before it took the connection over."""
        for stream in self._streams:
            await stream.aclose()


def _forbidden(host: str, address: Address, kind: str) -> str:
    where = f"{host} is" if str(address) == host else f"{host} leads to {address}, which is"
    return f"{where} an address that guests may not reach ({kind})."
