"""The build service as strangers see it, with canaries all around it."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from tests.contract.process import Server, adopt_orphans, descendants, exists, serving
from tests.hostile.canaries import VARIABLE, Canaries, planted
from tests.hostile.programs.program import COMPILES, CRASH, ERROR, Program

from wardian.model import Language
from wardian.settings import cache_dir
from wardian.units import GIB, KIB, MIB

HARMLESS = {
    Language.C: ("main.c", "int main(void) {{ return {}; }}\n"),
    Language.RUST: ("main.rs", "fn main() {{ std::process::exit({}) }}\n"),
    Language.PYTHON: ("main.py", "raise SystemExit({})\n"),
    Language.WAT: ("main.wat", '(module (func (export "_start") (drop (i32.const {}))))\n'),
}
LIMITS: dict[str, Any] = {
    "source_bytes": 12 * MIB,
    "build_wall_s": 60.0,
    "build_cpu_s": 2,
    "build_memory": 1 * GIB,
    "build_output": 8 * MIB,
    "build_log": 64 * KIB,
}
WAIT = {"Prefer": "wait=60"}


@dataclass
class Service:
    """`artifacts` are the digests of those that it has made."""

    server: Server
    canaries: Canaries
    artifacts: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    log_bytes: int = LIMITS["build_log"]

    def __post_init__(self) -> None:
        self.description: dict[str, Any] = self.client.get("/api/openapi.json").json()["paths"]
        languages = self.client.get("/api/languages").json()
        self.available = {language["name"] for language in languages if language["available"]}
        self.builds_something_harmless(Language.C)
        self.first_processes = self.processes()
        self.first_data = {path.name for path in self.canaries.data.iterdir()}

    @property
    def client(self) -> httpx.Client:
        return self.server.client

    def processes(self) -> set[int]:
        """Of the server, and of this process if it adopts orphans."""
        return {pid for pid in descendants(os.getpid()) if exists(pid)}

    def build(self, program: Program) -> dict[str, Any]:
        answer = self.client.post("/api/builds", json=program.request(), headers=WAIT)
        assert answer.status_code == 200, answer.text
        build: dict[str, Any] = answer.json()
        self.artifacts |= {build["artifact"]["sha256"]} if build["artifact"] else set()
        return build

    def builds_something_harmless(self, language: Language) -> bool:
        """Never the same, so that it is really built."""
        name, text = HARMLESS[language]
        program = Program("harmless", language, {name: text.format(next(self.numbers))}, (COMPILES,))
        return outcome(self.build(program)) == COMPILES

    def all_of(self, build: dict[str, Any]) -> Iterator[httpx.Response]:
        """Whatever the service shows of a build and its artifact."""
        address = f"/api/builds/{build['id']}"
        yield self.client.get(address)
        yield self.client.get(f"{address}/events")
        if build["artifact"] is not None:
            url = build["artifact"]["url"]
            stem = url.rpartition(".")[0]
            yield from (self.client.get(path) for path in (url, f"{stem}.json", f"{stem}.wat"))

    def all_tools_on(self, program: Program) -> Iterator[httpx.Response]:
        """What else the service does with sources."""
        project = {"language": program.language, "files": dict(program.files)}
        yield from (self.client.post(path, json=project) for path in ("/api/check", "/api/format"))

    def undocumented(self, answers: Iterable[httpx.Response]) -> list[tuple[str, int]]:
        """Those whose status /api/openapi.json does not have, or that are of no more use than "failed"."""
        return [
            (answer.url.path, answer.status_code)
            for answer in answers
            if answer.status_code == 500 or str(answer.status_code) not in self._described(answer.request)
        ]

    def _described(self, request: httpx.Request) -> set[str]:
        """Statuses of the first operation whose path it fits; the more particular ones come first."""
        for path, operations in self.description.items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
            if re.fullmatch(pattern, request.url.path) and request.method.lower() in operations:
                return set(operations[request.method.lower()]["responses"])
        return set()

    def deploy(self, build: dict[str, Any]) -> httpx.Response:
        return self.client.post("/api/deployments", json={"build": build["id"]})


def outcome(build: dict[str, Any]) -> str:
    """COMPILES, or what the build's first error is."""
    if build["status"] == "succeeded":
        return COMPILES
    assert build["status"] == "failed"
    code = next(found["code"] for found in build["diagnostics"] if found["severity"] == "error")
    return str(code) if code == CRASH or str(code).startswith("limit-") else ERROR


@contextmanager
def serving_among_canaries() -> Iterator[Service]:
    adopt_orphans()
    with planted() as canaries:
        environ = {VARIABLE: canaries.secret, "HOME": str(canaries.home), "XDG_CACHE_HOME": str(cache_dir().parent)}
        with serving(canaries.data, cwd=canaries.cwd, environ=environ, **LIMITS) as server:
            yield Service(server, canaries)
