"""Each answer has its request's id, and the log can be searched for it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import Assembler, Serve
from tests.contract.process import serving
from tests.contract.test_deployments import PROGRAM, built

from wardian.model import Artifact, ArtifactKind, Deployment, Language
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record

pytestmark = pytest.mark.anyio


async def test_an_answer_has_the_id_that_a_proxy_gave_or_a_new_one(serve: Serve) -> None:
    async with serve() as client:
        given = await client.get("/healthz", headers={"X-Request-ID": "from-the-proxy"})
        assert given.headers["X-Request-ID"] == "from-the-proxy"
        ids = {(await client.get("/none")).headers["X-Request-ID"] for _ in range(2)}
        assert len(ids) == 2
        strange = await client.get("/healthz", headers={"X-Request-ID": "a b"})
        assert strange.headers["X-Request-ID"] != "a b"


async def test_the_log_tells_of_each_request_and_of_the_build_it_asked_for(
    serve: Serve, assembler: Assembler, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with serve(assembler, log="json") as client:
            build = await built(client, PROGRAM)
    told = [vars(record) for record in caplog.records]
    asked = next(line for line in told if line["message"] == "asked")
    answered = next(line for line in told if line["message"] == "answered" and line["route"] == "/api/builds")
    assert asked["build"] == build
    assert (answered["method"], answered["path"], answered["status"]) == ("POST", "/api/builds", 200)


def test_what_goes_wrong_at_the_edge_is_a_line_with_its_requests_id(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    program = Artifact("a" * 64, 8, ArtifactKind.WASM)
    unsigned = Record(Deployment("fern", "0" * 32, program, Language.WAT, 1, now + timedelta(hours=1)), "")
    with serving(tmp_path / "data", role="edge", log="json") as edge:
        database = Database.open(edge.data)
        DeploymentRecords(database).add(unsigned, now)
        database.close()
        headers = {"Host": "fern.localhost", "X-Request-ID": "the-request"}
        assert edge.client.get("/", headers=headers).status_code == 502
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    [wrong] = [line for line in lines if line["level"] == "error"]
    assert (wrong["request"], wrong["logger"]) == ("the-request", "wardian.deployments.directory")
    [answered] = [line for line in lines if line.get("request") == "the-request" and line["level"] == "info"]
    assert answered["status"] == 502


def test_granian_writes_its_lines_as_all_others_do(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(tmp_path / "data", log="json") as web:
        web.process.terminate()
        assert web.process.wait(30) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert all(json.loads(line)["time"] for line in err.splitlines())
