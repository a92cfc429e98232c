"""Requests from 16 connections at once, by wrk."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

CONNECTIONS, SECONDS = 16, 5


def load(port: int, host: str, seconds: int = SECONDS) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of latency in ms."""
    options = (f"-c{CONNECTIONS}", "-t2", f"-d{seconds}s", "--latency", "-H", f"Host: {host}")
    report = subprocess.check_output(["wrk", *options, f"http://127.0.0.1:{port}/?name=Ada"], text=True)
    if "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(report)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])  # type: ignore[index]
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()  # type: ignore[union-attr]
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


@contextmanager
def serving(port: int, *command: str) -> Iterator[None]:
    """Any server, from when it answers to the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not _answers(port):
            time.sleep(0.05)
        if process.poll() is not None:
            raise SystemExit(f"{command} ended with {process.returncode}")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").is_success
    except httpx.TransportError:
        return False
