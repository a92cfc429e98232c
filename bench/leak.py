"""Whether requests leave anything behind: `python bench/leak.py [--json] [RUNS]`, a million in one process unless told.

Then, with wrk, a minute of them over HTTP. Prints resident memory and open files after a first tenth and at the end.
Exits with 1 when either has grown.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import built
from edge import ENVIRONMENT, deployed
from load import CONNECTIONS, load
from measure import free_port, served
from wardian.edge import hostcalls_library
from wardian.edge.core import CoreRuntime
from wardian.edge.limits import Limits
from wardian.settings import Settings

ALLOWED = 8 << 20
"""Bytes by which resident memory may differ: what the allocators keep from one moment to the next."""

SECONDS = 60


@dataclass(frozen=True)
class Growth:
    """Bytes resident and open files, of a process and those that it started. Some connections may still be closing."""

    requests: int
    memory_before: int
    memory_after: int
    files_before: int
    files_after: int

    @property
    def flat(self) -> bool:
        files = self.files_after - self.files_before
        return self.memory_after - self.memory_before < ALLOWED and files <= CONNECTIONS


def held(*processes: int) -> tuple[int, int]:
    """Of these processes together: bytes resident, open files."""
    folders = [Path("/proc", str(process)) for process in processes]
    memory = sum(int((folder / "statm").read_text().split()[1]) * resource.getpagesize() for folder in folders)
    return memory, sum(1 for folder in folders for _ in (folder / "fd").iterdir())


def started_by(process: int) -> list[int]:
    """The process and all below it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(found for child in children for found in started_by(int(child)))]


def in_process(folder: Path, runs: int) -> Growth:
    runtime = CoreRuntime(Limits.of(Settings()), calls=hostcalls_library.installed())
    program = runtime.load(built.hello(folder, runtime))
    expected = runtime.run(program, ENVIRONMENT).stdout
    for _ in range(runs // 10):
        runtime.run(program, ENVIRONMENT)
    before = held(os.getpid())
    for _ in range(runs):
        if runtime.run(program, ENVIRONMENT).stdout != expected:
            raise SystemExit("a run answered differently")
    after = held(os.getpid())
    runtime.close()
    return Growth(runs, before[0], after[0], before[1], after[1])


def over_http(folder: Path) -> Growth:
    settings = Settings(data=folder, edge_port=free_port())
    host = deployed(settings, built.EXAMPLES / "c" / "handler")
    with served(settings.edge_port, "-m", "wardian", "edge", **settings.to_env()) as server:
        load(settings.edge_port, host, SECONDS // 10)
        before = held(*started_by(server))
        rate, _ = load(settings.edge_port, host, SECONDS)
        after = held(*started_by(server))
    return Growth(int(rate * SECONDS), before[0], after[0], before[1], after[1])


def main(arguments: list[str]) -> int:
    runs = next((int(word) for word in arguments if word.isdecimal()), 1_000_000)
    with tempfile.TemporaryDirectory() as name:
        grown = {"in one process": in_process(Path(name), runs)}
        if shutil.which("wrk"):
            grown["over HTTP"] = over_http(Path(name))
    if "--json" in arguments:
        print(json.dumps({key: asdict(growth) for key, growth in grown.items()}))
    else:
        for key, growth in grown.items():
            memory = f"{growth.memory_before / 2**20:.1f} MiB → {growth.memory_after / 2**20:.1f} MiB"
            files = f"{growth.files_before} → {growth.files_after} open files"
            print(f"{key:16} {growth.requests:10,} requests  {memory:24} {files}")
    return 0 if all(growth.flat for growth in grown.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
