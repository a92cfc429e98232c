from __future__ import annotations

import socket

from click.testing import CliRunner

from wardian.cli import main


def test_up_does_not_share_a_port_with_another_server() -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["up", "--port", str(port)])
    assert result.exit_code == 1
    assert f"port {port}: Address already in use. Choose another one with --port." in result.output
