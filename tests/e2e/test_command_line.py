"""`wardian deploy` against a running Wardian."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
from tests.e2e.conftest import ROOT, Stack


def test_a_project_is_deployed_from_the_terminal(stack: Stack, http: httpx.Client, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wardian", "deploy", "examples/python/handler", "--server", stack.url]
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    result = subprocess.run(
        [*command, "--ttl", "900"], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0, result.stderr
    url = result.stdout.strip()
    assert "Ada" in http.get(url, params={"name": "Ada"}).text
    assert result.stderr.startswith("token ")
