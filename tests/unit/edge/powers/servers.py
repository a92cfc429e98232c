"""An event loop as a process of the edge has one, and HTTP servers that answer as a test says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from ssl import SSLContext
from typing import Any, TypeVar

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"

_T = TypeVar("_T")

Handler = Callable[[bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Called with the head of a request."""


class Loop:
    """An event loop on a thread of its own, as a process of the edge has one."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def close(self) -> None:
        self.run(_end_tasks())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


async def _end_tasks() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Servers:
    """HTTP servers on 127.0.0.1 that answer as a test says. `heads` are those of the requests that came."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._servers: list[asyncio.Server] = []
        self.heads: list[bytes] = []
        self.gone = threading.Event()
        """Set when a client has ended a connection."""

    def start(self, handler: Handler | bytes, tls: SSLContext | None = None) -> str:
        """`host:port` of a server whose answer is always the same, or up to the handler."""
        if isinstance(handler, bytes):
            return self.start(_always(handler), tls)
        return self._loop.run(self._start(handler, tls))

    async def _start(self, handler: Handler, tls: SSLContext | None) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                await handler(head, reader, writer)
                await writer.drain()
            except (ConnectionError, asyncio.IncompleteReadError):
                self.gone.set()
            finally:
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        host, port = server.sockets[0].getsockname()
        return f"{host}:{port}"

    def close(self) -> None:
        async def close() -> None:
            for server in self._servers:
                server.close()

        self._loop.run(close())


def _always(answer: bytes) -> Handler:
    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return handle


def never(sent: bytes) -> Handler:
    """Sends that and then nothing more until the client goes."""

    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        if not await reader.read():
            raise ConnectionResetError

    return handle
