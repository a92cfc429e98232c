from __future__ import annotations

import pytest
from tests.unit.edge.conftest import Server

from wardian.deployments.uploads import Uploads
from wardian.deployments.wanted import Wanted

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def deployed(server: Server, component: bytes) -> str:
    uploads = Uploads(server.artifacts, server.modules)
    source = await uploads.source((await uploads.keep(component)).sha256)
    created = await server.deployments.create(source, wanted=Wanted(secrets={"API_KEY": "secret"}))
    return created.deployment.name


async def test_an_uploaded_component_answers_on_the_edge(server: Server, deployed: str) -> None:
    answer = server.get(deployed, "/hello/there?a=b")
    assert (answer.status_code, answer.text) == (200, "hello /hello/there?a=b")
    assert answer.headers["content-type"] == "text/plain"
    assert "instantiate;dur=" in answer.headers["server-timing"]


async def test_it_gets_the_body_that_a_visitor_sends(server: Server, deployed: str) -> None:
    sent = bytes(range(256)) * 200
    assert server.request("POST", deployed, "/echo", content=sent).content == sent


async def test_it_reads_its_secrets(server: Server, deployed: str) -> None:
    assert server.get(deployed, "/environment").text == "API_KEY=secret;"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 502, "It set no response."),
        ("/crash", 502, "The program crashed"),
        ("/spin", 504, "The program took too long"),
        ("/network", 502, "which the edge does not offer"),
    ],
)
async def test_a_visitor_is_told_why_there_is_no_answer(
    server: Server, deployed: str, path: str, status: int, words: str
) -> None:
    answer = server.get(deployed, path, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert words in answer.text
    assert server.get(deployed, "/hello").text == "hello /hello"
