"""Talking to the edge by bytes, as no client library would."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from dataclasses import dataclass

from tests.hostile.edge import Edge

LAST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_HEAD = re.compile(rb"HTTP/1\.[01] ([0-9]{3})[^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n")
_LENGTH = re.compile(rb"^content-length: *([0-9]+)\r$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: bytes
    body: str


class BadAnswer(Exception):
    """What came is no sequence of whole HTTP responses."""


def exchange(edge: Edge, request: bytes, timeout: float = 20) -> list[Answer]:
    """All that is answered until the edge closes the connection.

    LAST follows the request, so that an answer to it says that the edge read the request's end where it is.
    """
    with edge.connect(timeout) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request + LAST)
        return answers(received(connection))


def received(connection: socket.socket) -> bytes:
    """Everything until the connection ends."""
    chunks = []
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            chunks.append(chunk)
    return b"".join(chunks)


def answers(data: bytes) -> list[Answer]:
    """Raises BadAnswer for anything besides whole responses."""
    found: list[Answer] = []
    while data:
        head = _HEAD.match(data)
        if head is None:
            raise BadAnswer(data[:200])
        status, length = int(head[1]), _LENGTH.search(head[2])
        size = int(length[1]) if length else 0
        body, data = data[head.end() : head.end() + size], data[head.end() + size :]
        if len(body) < size:
            raise BadAnswer(body[:200])
        if status >= 200:
            found.append(Answer(status, head[2], body.decode(errors="replace")))
    return found
