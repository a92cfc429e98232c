"""`pip install` of the wheel, where there is neither a clone nor Node, serves the site."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tests.contract.process import free_port, until

_STARTS_S = 120


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel and what it needs, and nothing of this clone."""
    folder = tmp_path_factory.mktemp("environment")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder / "venv"], check=True, timeout=120)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, wheel], check=True, timeout=600)
    return folder / "venv" / "bin"


def test_the_site_and_the_playground_are_served_without_a_clone_and_without_node(
    installed: Path, tmp_path: Path
) -> None:
    port = free_port()
    environment = {
        "PATH": str(installed),
        "HOME": str(tmp_path),
        "WARDIAN_PORT": str(port),
        "WARDIAN_DATA": str(tmp_path / "data"),
    }
    process = subprocess.Popen([installed / "wardian", "web"], cwd=tmp_path, env=environment, start_new_session=True)
    try:
        with httpx.Client(base_url=f"http://localhost:{port}", timeout=30) as client:

            def ready() -> bool:
                assert process.poll() is None
                try:
                    return client.get("/readyz").is_success
                except httpx.TransportError:
                    return False

            until(ready, _STARTS_S)
            home = client.get("/")
            assert (home.status_code, "Wardian" in home.text) == (200, True)
            for page in ("/playground/", "/guide/operate/", "/tutorials/linear-memory/"):
                assert client.get(page).status_code == 200
            scripts = re.findall(r'src="([^"]+playground[^"]*\.js)"', client.get("/playground/").text)
            assert scripts
            for script in scripts:
                assert client.get(str(httpx.URL("/playground/").join(script))).status_code == 200
            assert client.get("/api/languages").status_code == 200
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
