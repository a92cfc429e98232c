"""What a request on the edge costs: `python bench/edge.py [--json]`.

In one process: a C program's whole run (fresh instance, environment, output) against starting a process that does
nothing, and against a fresh context and instance in Node.
Over HTTP, with wrk: the C handler against an application on the same server that answers a constant.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import Figure, free_port, served, show
from wardian.cli.folder import read
from wardian.deployments.precompile import Precompiler
from wardian.deployments.service import Deployments
from wardian.deployments.wanted import Source
from wardian.edge.core import CoreRuntime
from wardian.edge.limits import Limits
from wardian.edge.modules import Modules
from wardian.model import ArtifactKind, Language, Profile
from wardian.sandbox import job
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.toolchains.registry import toolchains

EXAMPLES = Path(__file__).parent.parent / "examples" / "c"
HOME = Path(__file__).parent
ENVIRONMENT = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "HTTP_ACCEPT": "*/*",
    "HTTP_HOST": "fern.localhost:8081",
    "HTTP_USER_AGENT": "bench",
    "PATH_INFO": "/",
    "QUERY_STRING": "name=Ada",
    "REQUEST_METHOD": "GET",
    "SERVER_PROTOCOL": "HTTP/1.1",
}
NODE = """
const vm = require("vm"), fs = require("fs");
const wasm = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(wasm)) (imports[module] ??= {})[name] = () => 0;
const times = [];
for (let run = 0; run < 500; run++) {
  const start = process.hrtime.bigint();
  vm.createContext({});
  new WebAssembly.Instance(wasm, imports);
  times.push(Number(process.hrtime.bigint() - start) / 1000);
}
console.log(times.sort((a, b) => a - b)[250]);
"""
CONNECTIONS, SECONDS = 16, 5


def compiled(example: str) -> bytes:
    project = read(EXAMPLES / example, Settings()).project
    limits = job.Limits(wall_s=15, cpu_s=10, memory=1 << 30, output=8 << 20, log=256 << 10)
    compilation = asyncio.run(toolchains()[Language.C].compile(project, Profile.RELEASE, limits))
    if compilation.output is None:
        raise SystemExit(f"{example} does not compile: {compilation.log}")
    return compilation.output


def median_us(call: Callable[[], object], times: int) -> float:
    for _ in range(times // 10):
        call()
    measured = []
    for _ in range(times):
        start = time.perf_counter_ns()
        call()
        measured.append(time.perf_counter_ns() - start)
    return statistics.median(measured) / 1000


def in_process(folder: Path) -> Iterator[tuple[str, Figure]]:
    wasm = compiled("hello")
    (folder / "hello.wasm").write_bytes(wasm)
    settings = Settings(data=folder)
    runtime = CoreRuntime(Limits.of(settings))
    modules = Modules.open(settings, Precompiler(settings), runtime.fingerprint)

    async def hello() -> bytes:
        return wasm

    program = runtime.load(asyncio.run(modules.ensure("hello", hello)))
    request = median_us(lambda: runtime.run(program, ENVIRONMENT), 5000)
    runtime.close()
    native = [shutil.which("true") or "/bin/true"]
    process = median_us(lambda: os.waitpid(os.posix_spawn(native[0], native, ENVIRONMENT), 0), 300)
    yield "hello, whole run", Figure(request, "µs", process, "start and wait for /bin/true")
    if node := shutil.which("node"):
        context = float(subprocess.check_output([node, "-e", NODE, str(folder / "hello.wasm")]))
        yield "hello, whole run (Node)", Figure(request, "µs", context, "Node: new context and instance")


def load(port: int, host: str) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of latency in ms."""
    report = subprocess.check_output(
        [
            "wrk",
            f"-c{CONNECTIONS}",
            "-t2",
            f"-d{SECONDS}s",
            "--latency",
            "-H",
            f"Host: {host}",
            f"http://127.0.0.1:{port}/",
        ],
        text=True,
    )
    if "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(report)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])  # type: ignore[index]
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()  # type: ignore[union-attr]
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def over_http(folder: Path) -> Iterator[tuple[str, Figure]]:
    settings = Settings(data=folder, edge_port=free_port())
    artifacts = Artifacts.open(folder)
    modules = Modules.open(settings, Precompiler(settings))
    deployments = Deployments(DeploymentRecords(Database.open(folder)), artifacts, modules, settings)
    artifact = artifacts.put(compiled("handler"), ArtifactKind.WASM)
    name = asyncio.run(deployments.create(Source("0" * 32, Language.C, artifact))).deployment.name
    with served(settings.edge_port, "-m", "wardian", "edge", **settings.to_env()):
        load(settings.edge_port, f"{name}.localhost")
        rate, slowest = load(settings.edge_port, f"{name}.localhost")
    port = free_port()
    options = ("--interface", "rsgi", "--no-ws", "--workers", str(settings.edge_workers), "--port", str(port))
    with served(port, "-m", "granian", *options, "--log-level", "warning", "--working-dir", str(HOME), "constant:app"):
        load(port, "localhost")
        constant_rate, constant_slowest = load(port, "localhost")
    against = "a constant on the same server"
    yield "handler, throughput", Figure(rate, "requests/s", constant_rate, against)
    yield "handler, p99", Figure(slowest, "ms", constant_slowest, against)


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        figures = dict(in_process(Path(name)))
        if shutil.which("wrk"):
            figures |= over_http(Path(name))
    show(figures, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
