"""A well-behaved deployment that is asked after each attack, at every process of the edge."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.hostile.edge import PROCESSES, Edge

GREETING = "neighbour"
SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    printf("Content-Type: text/plain\n\nneighbour %s\n", getenv("PATH_INFO"));
}
"""

REDIRECTS = r"""
#include <stdio.h>
#include <stdlib.h>

static int hex(char digit)
{
    return digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10;
}

int main(void)
{
    printf("Location: ");
    for (const char *at = getenv("QUERY_STRING"); *at != '\0'; at++) {
        putchar(*at == '%' ? hex(at[1]) * 16 + hex(at[2]) : *at);
        at += *at == '%' ? 2 : 0;
    }
    printf("\n\n");
}
"""
"""Redirects to the URL that is its query."""

HOLDS_A_SECRET = r"""
#include <edge.h>

int main(void)
{
    printf("Content-Type: text/plain\n\n%s\n", edge_kv_set("secret", "hidden", 6) < 0 ? edge_message() : "kept");
}
"""

_USUAL_OF = 100
_TRIES = 20
_FLOOR_S = 0.002
"""What the machine itself may add, whoever else uses its processors."""

_MOST_CONNECTIONS = 200


class Neighbour:
    """Asked on fresh connections, one to each process of the edge."""

    def __init__(self, edge: Edge, name: str) -> None:
        self._edge = edge
        self._host = edge.host(name)
        self._number = 0
        with one_to_each_process(edge) as connections:
            for connection in connections.values():
                self.ask(connection)
            times = [self.ask(connection) for _ in range(_USUAL_OF) for connection in connections.values()]
        self.usual_s = statistics.median(times)

    def check(self) -> None:
        """Fails unless every process serves it, and within twice its usual time; the best of some tries counts."""
        allowed = 2 * self.usual_s + _FLOOR_S
        with one_to_each_process(self._edge) as connections:
            for pid, connection in connections.items():
                best = self._best(connection, allowed)
                assert best <= allowed, f"process {pid}: {best * 1e3:.1f} ms, usually {self.usual_s * 1e3:.1f} ms"

    def _best(self, connection: http.client.HTTPConnection, enough: float) -> float:
        best = float("inf")
        for _ in range(_TRIES):
            best = min(best, self.ask(connection))
            if best <= enough:
                break
        return best

    def ask(self, connection: http.client.HTTPConnection) -> float:
        """How many seconds it took to answer, which it must have done rightly."""
        self._number += 1
        path = f"/{self._number}"
        start = time.perf_counter()
        connection.request("GET", path, headers={"Host": self._host})
        response = connection.getresponse()
        body = response.read()
        took = time.perf_counter() - start
        assert (response.status, body) == (200, f"{GREETING} {path}\n".encode())
        return took


@contextmanager
def one_to_each_process(edge: Edge) -> Iterator[dict[int, http.client.HTTPConnection]]:
    """Connections by pid. The kernel spreads them over the processes by chance."""
    with ExitStack() as stack:
        found: dict[int, http.client.HTTPConnection] = {}
        for _ in range(_MOST_CONNECTIONS):
            connection = http.client.HTTPConnection("127.0.0.1", edge.settings.edge_port, timeout=20)
            stack.callback(connection.close)
            pid = _process_of(edge, connection)
            found.setdefault(pid, connection)
            if len(found) == PROCESSES:
                break
        assert len(found) == PROCESSES, f"of {edge.processes()}, only {list(found)} take connections"
        yield found


def _process_of(edge: Edge, connection: http.client.HTTPConnection) -> int:
    connection.request("GET", "/healthz", headers={"Host": "localhost"})
    assert connection.getresponse().read() == b"ok\n"
    assert connection.sock is not None
    pid = edge.process_of(connection.sock)
    assert pid is not None
    return pid
