"""An S3 server of the tests' own: moto's, over HTTP, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import httpx
from tests.contract.process import free_port, until

_numbers = count()


@dataclass(frozen=True)
class S3:
    """`environ` is what its clients need to know, by the names that all S3 clients read."""

    endpoint: str

    @property
    def environ(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }

    def bucket(self) -> str:
        """The URL of a folder in a new bucket."""
        name = f"test-{next(_numbers)}"
        httpx.put(f"{self.endpoint}/{name}").raise_for_status()
        return f"s3://{name}/artifacts"


@contextmanager
def running() -> Iterator[S3]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = S3(f"http://127.0.0.1:{port}")
    try:
        until(lambda: _answers(server.endpoint, process), 300)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _answers(endpoint: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None
    try:
        return httpx.get(endpoint, timeout=1).is_success
    except httpx.TransportError:
        return False
