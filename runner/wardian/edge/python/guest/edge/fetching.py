"""Requests to other servers, one at a time or several at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import host
from .errors import invalid

_CHUNK = 65536
_LARGEST = 2**32 - 1

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


class Head:
    """An answer's `status`, from 100 to 599, and its `headers`, pairs of a name and a value in the order they came."""

    def __init__(self, status: int, headers: Sequence[tuple[str, str]]) -> None:
        self.status = status
        self.headers = list(headers)

    def header(self, name: str) -> str | None:
        """The value of the first header of that name, in upper or lower case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}>"


class Response(Head):
    """A whole answer: `body` is bytes."""

    def __init__(self, status: int, headers: Sequence[tuple[str, str]], body: bytes) -> None:
        super().__init__(status, headers)
        self.body = body

    @property
    def text(self) -> str:
        """The body as UTF-8; what is not valid in it becomes U+FFFD."""
        return self.body.decode(errors="replace")

    def json(self) -> Any:
        """Raises ValueError when the body is not JSON."""
        return json.loads(self.body)


def fetch(
    url: str,
    *,
    method: str | None = None,
    headers: Headers = (),
    body: bytes | str = b"",
    timeout: float | None = None,
    most: int | None = None,
) -> Response:
    """Ask, wait, and read the whole answer. Whatever its status is, it is no error.

    `method` is GET, or POST if there is a `body`. `timeout` is in seconds and `most` the largest body to accept, in
    bytes; the edge has a limit for either.
    """
    return receive(send(url, method=method, headers=headers, body=body, timeout=timeout, most=most))


def send(
    url: str,
    *,
    method: str | None = None,
    headers: Headers = (),
    body: bytes | str = b"",
    timeout: float | None = None,
    most: int | None = None,
) -> int:
    """Like `fetch`, but without waiting: gives a handle for `select`, `receive`, `head`, `read` and `close`."""
    data = body.encode() if isinstance(body, str) else bytes(body)
    lines = [f"{method or ('POST' if data else 'GET')} {_line(url)}"]
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines += [f"{_line(name)}: {_line(value)}" for name, value in pairs]
    return host.send("\n".join(lines) + "\n", data, _milliseconds(timeout), _whole(most or 0, "most"))


def select(handles: Sequence[int], timeout: float | None = None) -> int:
    """Wait for the first to have an answer or to have failed; gives its index in `handles`.

    `timeout` is in seconds, and 0 only looks; without one it waits as long as the edge allows.
    """
    waiting = _LARGEST if timeout is None else _whole(round(timeout * 1000), "timeout")
    return host.select([_whole(handle, "handle") for handle in handles], waiting)


def receive(handle: int) -> Response:
    """Wait for the whole answer and close the handle."""
    try:
        top = head(handle)
        body = b"".join(iter(lambda: read(handle, _CHUNK), b""))
    finally:
        close(handle)
    return Response(top.status, top.headers, body)


def head(handle: int) -> Head:
    """Wait for the status and the headers."""
    status, *lines = host.head(_whole(handle, "handle")).splitlines()
    pairs = (line.partition(":") for line in lines)
    return Head(int(status), [(name, value.strip()) for name, _, value in pairs])


def read(handle: int, size: int = _CHUNK) -> bytes:
    """Wait for at most `size` bytes of the body; b"" at its end."""
    return host.read(_whole(handle, "handle"), _whole(size, "size"))


def close(handle: int) -> None:
    """Give up an answer, whether it has come or not."""
    host.close(_whole(handle, "handle"))


def _line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise invalid("An address, a header's name or its value has a line break in it.")
    return text


def _milliseconds(seconds: float | None) -> int:
    """0 leaves it to the edge."""
    return 0 if seconds is None else max(1, _whole(round(seconds * 1000), "timeout"))


def _whole(number: int, what: str) -> int:
    if not 0 <= number <= _LARGEST:
        raise invalid(f"{what} is {number}; it must be from 0 to {_LARGEST}.")
    return number
