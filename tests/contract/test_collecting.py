"""Collecting while real servers build, deploy and share: what somebody was told of is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import httpx
from sqlalchemy import update
from tests.contract.process import Server, serving

from wardian.settings import Settings
from wardian.storage import tables
from wardian.storage.database import Database

WAIT = {"Prefer": "wait=30"}


def program(number: int) -> dict[str, Any]:
    text = f'(module (memory (export "memory") 1) (func (export "_start") (drop (i32.const {number}))))'
    return {"language": "wat", "files": {"main.wat": text}}


def built(server: Server, number: int) -> dict[str, Any]:
    build: dict[str, Any] = server.client.post("/api/builds", json=program(number), headers=WAIT).json()
    assert build["status"] == "succeeded", build
    return build


def deployed(server: Server, build: dict[str, Any]) -> httpx.Response:
    return server.client.post("/api/deployments", json={"build": build["id"]})


def there(server: Server, build: dict[str, Any]) -> bool:
    """Looking is no use of it: that it is deployed or shared must be reason enough."""
    return next((server.data / "artifacts").rglob(f"{build['artifact']['sha256']}.wasm"), None) is not None


def grow_old(data: Path) -> None:
    """As if nothing had been used for twenty days: too few for what the server itself collects, when it is not told."""
    database = Database.open(data)
    with database.write() as connection:
        connection.execute(update(tables.artifacts).values(used_at=datetime.now(UTC) - timedelta(days=20)))
    database.close()


def collect(data: Path) -> str:
    settings = Settings(data=data, artifact_bytes=0, artifact_days=1)
    command = [sys.executable, "-m", "wardian", "collect"]
    ran = subprocess.run(command, env={**os.environ, **settings.to_env()}, capture_output=True, text=True, timeout=60)
    return ran.stdout + ran.stderr


@contextmanager
def collecting(data: Path) -> Iterator[None]:
    """Again and again, by a process beside the server."""
    enough = Event()

    def again() -> None:
        while not enough.is_set():
            collect(data)

    with ThreadPoolExecutor(1) as pool:
        task = pool.submit(again)
        try:
            yield
        finally:
            enough.set()
        task.result()


def test_what_is_deployed_rolled_back_to_or_shared_outlives_every_collection(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        first, second, shared, other = (built(server, number) for number in range(4))
        deployment = deployed(server, first).json()
        address = f"/api/deployments/{deployment['name']}"
        token = {"Authorization": f"Bearer {deployment['token']}"}
        assert server.client.put(address, json={"build": second["id"]}, headers=token).is_success
        assert server.client.post("/api/shares", json=program(2)).is_success
    grow_old(tmp_path / "data")
    with serving(tmp_path / "data") as server:
        assert "Removed 1 artifacts" in collect(server.data)
        assert [there(server, build) for build in (first, second, shared, other)] == [True, True, True, False]
        assert server.client.post(f"{address}/rollback", json={"version": 1}, headers=token).is_success
        assert server.client.delete(address, headers=token).is_success
    grow_old(tmp_path / "data")
    assert "Removed 2 artifacts" in collect(tmp_path / "data")


def test_whoever_builds_or_deploys_while_artifacts_are_collected_has_what_they_were_told_of(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        old = [built(server, number) for number in range(15)]
    grow_old(tmp_path / "data")
    with (
        serving(tmp_path / "data", build_workers=2, artifact_bytes=0, artifact_days=1) as server,
        ThreadPoolExecutor(6) as pool,
    ):
        with collecting(server.data):
            again = pool.map(lambda number: built(server, number), range(5))
            new = pool.map(lambda number: built(server, number), range(100, 103))
            deployments = list(pool.map(lambda build: deployed(server, build), old[5:10]))
            told = [*again, *new]
        assert {answer.status_code for answer in deployments} <= {201, 404}
        kept = [build for build, answer in zip(old[5:10], deployments, strict=True) if answer.status_code == 201]
        assert all(there(server, build) for build in (*told, *kept))
        assert not any(there(server, build) for build in old[10:])
        for build in told:
            assert server.client.get(build["artifact"]["url"]).is_success
            assert deployed(server, build).status_code == 201
