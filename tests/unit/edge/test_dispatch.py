from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.edge.conftest import MakeCommand, a_request
from tests.unit.edge.process import Edge

from wardian.deployments.directory import LEASE_S
from wardian.edge.chain import Chain
from wardian.model import Grants, Route
from wardian.settings import Settings
from wardian.storage.blocks import Blocks
from wardian.storage.database import Database

LOOP = "(loop $l (br $l))"
ECHO = """
  (call $print)
  (i32.store (i32.const 32) (i32.const 4096))
  (i32.store (i32.const 36) (i32.const 32768))
  (loop $more
    (drop (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
    (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40)))
    (br_if $more (i32.load (i32.const 40))))
"""
ENVIRONMENT = """
  (call $print)
  (drop (call $environ_get (i32.const 2048) (i32.const 8192)))
  (call $write (i32.const 1) (i32.const 8192) (i32.const 2048))
"""

pytestmark = pytest.mark.anyio


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
async def edge(settings: Settings, command: MakeCommand) -> AsyncIterator[Edge]:
    edge = Edge(settings, command)
    yield edge
    edge.close()


@pytest.fixture
async def narrow_edge(settings: Settings, command: MakeCommand) -> AsyncIterator[Edge]:
    edge = Edge(replace(settings, edge_threads=1), command)
    yield edge
    edge.close()


async def test_a_busy_guest_does_not_hold_up_another(edge: Edge) -> None:
    edge.deploy("hello", data=b"hello")
    edge.deploy("loop", LOOP)
    assert await edge.text("hello") == "hello"
    for _ in range(3):
        looping, answered = asyncio.create_task(edge.ask("loop")), 0
        while not looping.done():
            assert await edge.text("hello") == "hello"
            answered += 1
            await asyncio.sleep(0)
        assert answered > 10
        assert (await looping)[0] == 504


async def test_no_room_for_another_guest_that_may_wait(narrow_edge: Edge) -> None:
    edge = narrow_edge
    edge.deploy("hello", data=b"hello")
    edge.deploy("loop", LOOP, grants=Grants(kv=True))
    assert await edge.text("hello") == "hello"
    answers = await asyncio.gather(edge.ask("loop"), edge.ask("loop"), edge.ask("hello"))
    assert sorted(status for status, _, _ in answers) == [200, 503, 504]
    busy = next(headers for status, headers, _ in answers if status == 503)
    assert dict(busy)["retry-after"] == "1"
    assert (await edge.ask("loop"))[0] == 504


async def test_a_crowd_of_visitors_to_a_new_program_is_answered(edge: Edge) -> None:
    edge.deploy("hello", data=b"hello")
    assert await asyncio.gather(*(edge.text("hello") for _ in range(300))) == ["hello"] * 300


async def test_a_secret_is_a_variable_but_none_of_the_request(edge: Edge) -> None:
    secrets = {"API_KEY": "for the guest", "REQUEST_METHOD": "forged", "SERVER_NAME": "forged"}
    edge.deploy("keeper", ENVIRONMENT, secrets=secrets)
    text = await edge.text("keeper")
    assert "API_KEY=for the guest\0" in text
    assert "REQUEST_METHOD=GET\0" in text
    assert "forged" not in text


async def test_a_request_that_has_come_too_far_is_refused(edge: Edge) -> None:
    edge.deploy("hello", data=b"hello")
    far = a_request(headers=[("cdn-loop", "wardian;hops=8")])
    status, _, body = await edge.ask("hello", far)
    assert status == 508
    assert b"8 deployments" in body
    assert await edge.text("hello", a_request(headers=[("cdn-loop", "wardian;hops=7, other;x=1")])) == "hello"


async def test_a_request_whose_time_is_used_up_starts_no_guest(edge: Edge) -> None:
    edge.deploy("hello", data=b"hello")
    chain = Chain.of(edge.settings, [], time.monotonic() - edge.settings.edge_wall_s).next()
    status, _, body = await edge.dispatcher.answer("hello", a_request(), chain)
    assert status == 504
    assert b"10 s" in body


async def test_a_route_makes_one_answer_of_several_guests(edge: Edge) -> None:
    edge.deploy("page", data=b"page")
    edge.deploy("frame", ECHO, b"framed ")
    edge.deploy("site", data=b"site itself", routes=(Route("/shop/*", "page", ("frame", "frame")),))
    assert await edge.text("site") == "site itself"
    assert await edge.text("site", a_request(path="/shop/x")) == "framed framed page"


async def test_a_route_knows_when_to_say_sorry(edge: Edge) -> None:
    edge.deploy("sorry", ENVIRONMENT)
    edge.deploy("crash", "unreachable")
    edge.deploy("plain", ENVIRONMENT)
    routes = (Route("/crash", "crash", on_error="sorry"), Route("/gone", "nobody", on_error="sorry"))
    edge.deploy("site", routes=(*routes, Route("/plain", "plain", on_error="sorry"), Route("/bare", "nobody")))
    assert "WARDIAN_ERROR_STATUS=502\0" in await edge.text("site", a_request(path="/crash"))
    assert "WARDIAN_ERROR_STATUS=404\0" in await edge.text("site", a_request(path="/gone"))
    forging = a_request(path="/plain", headers=[("wardian-error-status", "500")])
    assert "\0WARDIAN_ERROR_STATUS" not in await edge.text("site", forging)
    assert (await edge.ask("site", a_request(path="/bare")))[0] == 404


async def test_routes_that_lead_back_end(edge: Edge) -> None:
    edge.deploy("there", routes=(Route("/*", "back"),))
    edge.deploy("back", routes=(Route("/*", "there"),))
    assert (await edge.ask("there"))[0] == 508


async def test_a_deployment_that_names_itself_in_a_route_means_its_program(edge: Edge) -> None:
    edge.deploy("frame", ECHO, b"framed ")
    edge.deploy("site", data=b"own page", routes=(Route("/*", "site", ("frame",)),))
    assert await edge.text("site") == "framed own page"


async def test_routes_that_branch_at_every_step_end(edge: Edge) -> None:
    edge.deploy("hello", data=b"hello")
    for name, first, second in (("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")):
        edge.deploy(name, routes=(Route("/*", first, (second, first), on_error=second),))
    branching = asyncio.create_task(edge.ask("a"))
    while not branching.done():
        assert await edge.text("hello") == "hello"
        await asyncio.sleep(0)
    assert (await branching)[0] == 508


async def test_assets_are_served_before_the_program_is_asked(edge: Edge) -> None:
    files = {"site.css": b"body {}", "deep/er.txt": "Käse".encode()}
    edge.deploy("site", data=b"the program", files=files, routes=(Route("/*", "nobody"),))
    status, headers, body = await edge.ask("site", a_request(path="/assets/site.css"))
    assert (status, body, dict(headers)["content-type"]) == (200, b"body {}", "text/css; charset=utf-8")
    assert await edge.text("site", a_request(path="/assets/deep/er.txt")) == "Käse"
    assert (await edge.ask("site", a_request(path="/assets/none.css")))[0] == 404
    edge.deploy("plain", data=b"the program", files=files)
    assert await edge.text("plain", a_request(path="/assets/none.css")) == "the program"


async def test_assets_that_are_lost_are_no_crash(edge: Edge) -> None:
    edge.deploy("site", data=b"the program", files={"site.css": b"body {}"})
    [zipped] = edge.settings.data.glob("artifacts/*/*.zip")
    zipped.unlink()
    assert (await edge.ask("site", a_request(path="/assets/site.css")))[0] == 502
    assert await edge.text("site") == "the program"


async def test_a_blocked_deployment_answers_with_the_reason_at_once(edge: Edge, tmp_path: Path) -> None:
    edge.deploy("fern", data=b"a fern")
    assert await edge.text("fern") == "a fern"
    database = Database.open(edge.settings.data)
    Blocks(database).block_name("fern", "It asks for <passwords>.", datetime.now(UTC))
    database.close()
    await asyncio.sleep(LEASE_S)
    status, _, page = await edge.ask("fern")
    assert (status, b"It asks for &lt;passwords&gt;." in page) == (403, True)
