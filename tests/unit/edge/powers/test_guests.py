"""A C program uses all that it was granted, on an edge and against a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.edge.conftest import MakeCommand, a_request
from tests.unit.edge.powers.conftest import SETTINGS
from tests.unit.edge.powers.servers import Servers
from tests.unit.edge.process import Edge

from wardian.errors import ToolchainMissing
from wardian.model import Grants, Language, Profile, Project
from wardian.sandbox import Limits
from wardian.toolchains import registry
from wardian.units import GIB, KIB, MIB

pytestmark = pytest.mark.anyio

FETCHING = r"""
#include <edge.h>

static void show(const char *what, edge_response answer) {
  printf("%s: %d %s\n", what, answer.status, answer.status < 0 ? edge_message() : answer.body);
  edge_free(&answer);
}

int main(void) {
  char url[200];
  printf("Content-Type: text/plain\n\n");
  snprintf(url, sizeof url, "http://%s/plants", getenv("QUERY_STRING"));
  show("server", edge_fetch(url, .headers = "X-Mine: yes\n"));
  int handles[] = {edge_send(url), edge_send("http://fern.localhost:8081/", .body = "leaf")};
  for (int i = 0; i < 2; i++) {
    int ready = edge_select(handles, 2, -1);
    printf("ready: %s\n", ready >= 0 ? "one" : edge_message());
  }
  show("first", edge_receive(handles[0]));
  show("guest", edge_receive(handles[1]));
  show("denied", edge_fetch("http://moss.localhost:8081/"));
  show("forbidden", edge_fetch("http://169.254.169.254/latest/"));
  int64_t visits = 0;
  edge_kv_add("visits", 1, &visits);
  printf("visits: %d\n", (int)visits);
}
"""
LIMITS = Limits(wall_s=30, cpu_s=20, memory=1 * GIB, output=8 * MIB, log=256 * KIB)


@pytest.fixture
async def program() -> bytes:
    toolchain = registry.toolchains()[Language.C]
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    compilation = await toolchain.compile(Project(Language.C, {"main.c": FETCHING}), Profile.RELEASE, LIMITS)
    assert compilation.output is not None, compilation.diagnostics
    return compilation.output


@pytest.fixture
async def edge(tmp_path: Path, command: MakeCommand) -> AsyncIterator[Edge]:
    edge = Edge(replace(SETTINGS, data=tmp_path), command)
    yield edge
    edge.close()


async def test_it_asks_a_server_and_another_guest(edge: Edge, servers: Servers, program: bytes) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nplants")
    edge.deploy("fern", data=b"a frond")
    grants = Grants(fetch=(host, "fern.localhost:8081", "169.254.169.254:80"), kv=True)
    edge.deploy("moss", program, grants=grants)
    for visit in (1, 2):
        text = await edge.text("moss", a_request()._replace(query=host))
        lines = text.splitlines()
        assert lines[:5] == [
            "server: 200 plants",
            "ready: one",
            "ready: one",
            "first: 200 plants",
            "guest: 200 a frond",
        ]
        assert lines[5].startswith("denied: -1 This deployment may not fetch moss.localhost:8081; it may fetch only ")
        assert lines[6].startswith("forbidden: -4 169.254.169.254 is an address that guests may not reach (link-local")
        assert lines[7:] == [f"visits: {visit}"]
    head = servers.heads[0].lower()
    assert b"x-mine: yes\r\n" in head
    assert b"cdn-loop: wardian;hops=1\r\n" in head
