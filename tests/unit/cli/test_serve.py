from __future__ import annotations

import socket
from pathlib import Path

from click.testing import CliRunner

from wardian.cli import main


def test_up_does_not_share_a_port_with_another_server(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["up", "--port", str(port), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert f"port {port}: Address already in use. Choose another one with --port." in result.output
