"""`wardian up` on PostgreSQL and S3: the first step from one machine to ten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from tests.contract.process import exists, free_port, serving, until
from tests.contract.test_edges import built

if TYPE_CHECKING:
    from tests.postgresql import PostgreSQL
    from tests.s3 import S3

    from wardian.toolchains.c import C


def test_one_command_builds_deploys_and_serves_and_leaves_nothing_behind(
    tmp_path: Path, postgresql_server: PostgreSQL, s3_server: S3, c: C
) -> None:
    database, edge_port = postgresql_server.empty(), free_port()
    upgrade = [sys.executable, "-m", "wardian", "db", "upgrade", "--database", database]
    assert "has this version's schema now" in subprocess.check_output(upgrade, text=True)
    settings: dict[str, Any] = {
        "database": database,
        "storage": s3_server.bucket(),
        "edge_port": edge_port,
        "worker_port": free_port(),
        "edge_workers": 1,
    }
    with (
        serving(tmp_path / "data", role="up", environ=s3_server.environ, **settings) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{edge_port}", headers={"host": "fern.localhost"}) as visitor,
    ):
        created = server.client.post("/api/deployments", json={"name": "fern", "build": built(server, 1)})
        assert created.status_code == 201

        def answers() -> bool:
            try:
                return visitor.get("/").text.strip() == "version 1"
            except httpx.ConnectError:
                return False

        until(answers)
        started = server.descendants()
        assert not list(tmp_path.glob("data/*.sqlite3"))
        os.kill(server.process.pid, signal.SIGTERM)
        assert server.process.wait(60) == 0
        until(lambda: not any(map(exists, started)))
