"""What a request on the edge costs, in one run: `python bench/edge.py [--json]`.

In one process: a C program's whole run (fresh instance, 8 variables, fuel, epoch, limits, captured output) against the
same in C, against Node, and against starting the program natively; a Python program's run against starting Python.
Over HTTP, by wrk: the C handler against `wasmtime serve` with a component that answers the same, and against a constant
on the same server.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import wasmtime_cli

import built
import wasi_http
from load import load, serving
from measure import Figure, free_port, served, show
from wardian.cli.folder import read
from wardian.deployments.guard import Guard
from wardian.deployments.precompile import Precompiler
from wardian.deployments.service import Deployments
from wardian.deployments.wanted import Source
from wardian.edge import hostcalls_library
from wardian.edge.core import CoreRuntime
from wardian.edge.limits import Limits
from wardian.edge.modules import Modules
from wardian.edge.python import component
from wardian.edge.python.project import Project
from wardian.edge.python.runtime import PythonRuntime
from wardian.model import ArtifactKind, Language
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.blocks import Blocks
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.keys import Keys

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
HI = "print('hi')"
RUNS = 5000
ROUNDS = 3

Figures = Iterator[tuple[str, Figure]]


def median_us(call: Callable[[], object], times: int) -> float:
    for _ in range(times // 10):
        call()
    measured = []
    for _ in range(times):
        start = time.perf_counter_ns()
        call()
        measured.append(time.perf_counter_ns() - start)
    return statistics.median(measured) / 1000


def in_process(folder: Path) -> Figures:
    limits, slots = Limits.of(Settings()), 256
    runtime = CoreRuntime(limits, slots, hostcalls_library.installed())
    compiled = built.hello(folder, runtime)
    program = runtime.load(compiled)
    floor = [str(built.floor(folder / "floor")), str(compiled), str(limits.memory), str(slots), str(RUNS)]
    rounds = [  # one after the other, for other work on the machine to slow both
        (median_us(lambda: runtime.run(program, ENVIRONMENT), RUNS), float(subprocess.check_output(floor).split()[0]))
        for _ in range(ROUNDS)
    ]
    runtime.close()
    request, least = min(rounds, key=lambda pair: pair[0])
    yield "hello in C", Figure(request, "µs", least, "the same, in C on libwasmtime")
    native = [str(built.native(built.HELLO, folder / "native"))]
    null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = median_us(lambda: os.waitpid(os.posix_spawn(native[0], native, ENVIRONMENT, file_actions=null), 0), 300)
    yield "hello in C (process)", Figure(request, "µs", process, "start the native program")
    if node := shutil.which("node"):
        context, worker = map(
            float, subprocess.check_output([node, str(built.HOME / "node.cjs"), str(folder / "hello.wasm")]).split()
        )
        yield "hello in C (context)", Figure(request, "µs", context, "Node: new context and instance")
        yield "hello in C (Worker)", Figure(request, "µs", worker, "Node: new Worker with an instance")


def in_python() -> Figures:
    home = built.EXAMPLES / "python" / "handler"
    files = read(home, Settings()).project.files
    runtime = PythonRuntime(component.require(), Limits.of(Settings()))
    environment = {**ENVIRONMENT, "SERVER_NAME": "fern.localhost", "SERVER_PORT": "8081"}

    def start(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=home, env=environment, stdout=subprocess.DEVNULL, check=True)

    for name, project, arguments in (
        ("hello in Python", {"main.py": HI}, ("-c", HI)),
        ("handler in Python", files, ("main.py",)),
    ):
        run = median_us(partial(Project(runtime, project).run, environment), 300) / 1000
        process = median_us(partial(start, *arguments), 40) / 1000
        yield name, Figure(run, "ms", process, "start python3 to do the same")
    runtime.close()


def deployed(settings: Settings, project: Path) -> str:
    """The host of a program in C, deployed."""
    artifacts = Artifacts.open(settings.data)
    modules = Modules.open(settings, Precompiler(settings))
    database = Database.open(settings.data)
    records = DeploymentRecords(database)
    guard = Guard(records, Blocks(database), Keys.of("", "", settings.data))
    deployments = Deployments(records, guard, artifacts, modules, settings)
    artifact = artifacts.put(built.module(project), ArtifactKind.WASM)
    source = Source("0" * 32, Language.C, artifact, {})
    return f"{asyncio.run(deployments.create(source)).deployment.name}.localhost"


def over_http(folder: Path) -> Figures:
    """The handler renders its page; ANSWER sends the same page as it is, as the component does for `wasmtime serve`.

    The edge's share comes first and last: the mean is compared.
    """
    settings = Settings(data=folder, edge_port=free_port())
    handler = deployed(settings, built.EXAMPLES / "c" / "handler")
    other, constant = free_port(), free_port()
    with served(settings.edge_port, "-m", "wardian", "edge", **settings.to_env()):
        page = wasi_http.body_of(settings.edge_port, handler)
        rival = wasi_http.build(folder, page)
        answer = deployed(settings, built.answer(folder))
        serve = (cli(), "serve", "--addr", f"127.0.0.1:{other}", "-S", "cli=y", str(rival))
        options = ("--interface", "rsgi", "--no-ws", "--workers", str(settings.edge_workers), "--port", str(constant))
        granian = ("-m", "granian", *options, "--log-level", "warning", "--working-dir", str(built.HOME))
        with serving(other, *serve), served(constant, *granian, "constant:app"):
            ours = [(settings.edge_port, answer), (settings.edge_port, handler)]
            theirs = [(other, answer), (constant, answer)]
            for port, host in ours + theirs:
                load(port, host, 1)
            before = [load(*place) for place in ours]
            wasmtime, least = (load(*place) for place in theirs)
            after = [load(*place) for place in ours]
    means = [[(one + two) / 2 for one, two in zip(*pair, strict=True)] for pair in zip(before, after, strict=True)]
    for name, (rate, slowest) in zip(("page as it is", "handler"), means, strict=True):
        yield f"{name}, throughput", Figure(rate, "requests/s", wasmtime[0], "wasmtime serve, page as it is")
        yield f"{name}, p99", Figure(slowest, "ms", wasmtime[1], "wasmtime serve, page as it is")
        yield f"{name} (constant)", Figure(rate, "requests/s", least[0], "a constant on the same server")


def cli() -> str:
    """The package leaves its program without the permission to be run."""
    path = Path(wasmtime_cli.__file__).parent / "wasmtime"
    path.chmod(0o755)
    return str(path)


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        figures = dict([*in_process(Path(name)), *in_python()])
        if shutil.which("wrk"):
            figures |= over_http(Path(name))
    show(figures, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
