"""What every benchmark needs: figures with the reference they stand against, and servers to ask."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import httpx


@dataclass(frozen=True)
class Figure:
    """`reference` was measured in the same run; `ratio` is value / reference."""

    value: float
    unit: str
    reference: float
    against: str

    @property
    def ratio(self) -> float:
        return self.value / self.reference


def show(figures: Mapping[str, Figure], arguments: Sequence[str]) -> None:
    """A table, or with --json {figure: {value, unit, reference, against, ratio}}."""
    if "--json" in arguments:
        print(json.dumps({key: asdict(figure) | {"ratio": figure.ratio} for key, figure in figures.items()}))
        return
    for key, figure in figures.items():
        print(
            f"{key:26} {figure.value:10,.1f} {figure.unit:11} "
            f"{figure.reference:10,.1f} {figure.against:34} ×{figure.ratio:.2f}"
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(port: int, *command: str, **environ: str) -> Iterator[int]:
    """A server in a Python process of its own, from when it answers to the end of the block; gives its number."""
    process = subprocess.Popen([sys.executable, *command], env={**os.environ, **environ})
    try:
        while not _answers(f"http://127.0.0.1:{port}/healthz"):
            if process.poll() is not None:
                raise SystemExit(f"{command} ended with {process.returncode}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
