"""Clients that take their time: none may keep another one waiting, or its connection for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from tests.hostile.edge import Deployed, Edge
from tests.hostile.neighbour import Neighbour
from tests.hostile.wire import answers, received

MANY = 1200
"""More than granian takes by itself, 512 a process."""

LARGE = r"""
#include <stdio.h>

static char body[1000000];

int main(void)
{
    printf("Content-Type: text/plain\n\n");
    fwrite(body, 1, sizeof body, stdout);
}
"""
GET = "GET / HTTP/1.1\r\nHost: {host}\r\n"


@pytest.fixture(scope="module")
def large(edge: Edge, neighbour: Neighbour) -> str:
    deployed = edge.deploy("c", {"main.c": LARGE})
    assert isinstance(deployed, Deployed)
    return edge.host(deployed.name)


@contextmanager
def connections(edge: Edge, count: int, said: str, room: int | None = None) -> Iterator[list[socket.socket]]:
    """Each says this and no more; `room` is what it lets the kernel receive, in bytes."""
    with ExitStack() as stack:
        made = [stack.enter_context(socket.socket()) for _ in range(count)]
        for connection in made:
            connection.settimeout(20)
            if room is not None:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
            connection.connect(("127.0.0.1", edge.settings.edge_port))
            connection.sendall(said.encode())
        yield made


@pytest.mark.parametrize(
    "said",
    ["", "G", GET, GET + "X-Slow: ", "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\na"],
    ids=["nothing", "one byte", "a line", "half a header", "half a body"],
)
def test_a_crowd_of_them_keeps_nobody_waiting(said: str, edge: Edge, large: str, neighbour: Neighbour) -> None:
    with connections(edge, MANY, said.format(host=large)) as crowd:
        neighbour.check()
        for connection in crowd:
            received(connection)
    neighbour.check()


def test_a_byte_now_and_then_buys_no_time(edge: Edge, large: str, neighbour: Neighbour) -> None:
    """The limit is for the whole head, not for the pause between two bytes."""
    with connections(edge, 1, GET.format(host=large)) as (connection,):
        connection.settimeout(edge.settings.head_s / 4)
        for _ in range(20):
            try:
                connection.sendall(b"X")
                if connection.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    pytest.fail("it was still listened to after five times the limit")


def test_a_slow_body_is_told_so(edge: Edge, large: str, neighbour: Neighbour) -> None:
    half = "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\na"
    with connections(edge, 1, half.format(host=large)) as (connection,):
        (answer,) = answers(received(connection))
    assert answer.status == 408
    assert "did not come within 2 s" in answer.body


def test_who_does_not_read_keeps_no_connection(edge: Edge, large: str, neighbour: Neighbour) -> None:
    """Its twenty answers of a megabyte are more than the kernel takes for it."""
    request = (GET + "\r\n").format(host=large) * 20
    with connections(edge, 50, request, room=4096) as crowd:
        neighbour.check()
        held = {connection.getsockname()[1] for connection in crowd}
        edge.wait_until_closed(held, seconds=4 * edge.settings.edge_wall_s)
    neighbour.check()
