"""Rust by rustc for wasm32-wasip1, from rustup or, where its server cannot be reached, from Debian."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wardian import digest
from wardian.errors import Unavailable
from wardian.model import ArtifactKind, Compilation, Findings, Language, Profile, Project
from wardian.sandbox import WORK, Job, Limits, Result, libraries, run
from wardian.toolchains import cache, rust_debian, rust_edge, rust_format, rust_rustup, rustc, smoke
from wardian.toolchains.answer import Answer
from wardian.toolchains.base import Report
from wardian.toolchains.live import Live, Tell, silent
from wardian.units import GIB, KIB, MIB

_REVISION = 1
FOLDER = f"rust-{_REVISION}"
"""Where the cache has it."""

_MANIFEST = "manifest.json"
_RUST, _EDGE, _LIBRARIES, _TOOLS, _OUTPUT = "/rust", "/edge", "/libraries", "/tools", ".program.wasm"
_MAX_MEMORY = 256 * MIB
_JSON = 8
"""A message in JSON, with its explanation, takes up to so many times the room of its text."""

_PRINT = (f"{_TOOLS}/cat", _OUTPUT)
"""With `-o -` rustc copies its output byte by byte: 1 µs each."""

_EDGE_OF_ITS_OWN = ("edge.rs", "edge/mod.rs")
"""A module of a project that has the crate's name: rustc would not know which of them is meant."""

PROFILES = {
    Profile.DEBUG: ("-Copt-level=0", "-Cdebug-assertions=on", "-Cstrip=debuginfo"),
    Profile.RELEASE: (
        "-Copt-level=3",
        "-Clto=off",
        "-Cdebug-assertions=on",
        "-Cdebuginfo=line-tables-only",
        "-Cstrip=none",
    ),
}
"""Without assertions an overflow would wrap silently, in the build that people deploy."""

_ONLY_CHECK = ("--emit=metadata", "-Copt-level=0")

_ENV = {"LD_LIBRARY_PATH": f"{_RUST}/lib:{_LIBRARIES}", "TMPDIR": "."}
_EXPLAIN = Limits(wall_s=10, cpu_s=5, memory=1 * GIB, output=256 * KIB, log=64 * KIB)

_SMOKE = Project(
    Language.RUST,
    {
        "main.rs": """mod twice;
fn main() {
    let kind = std::thread::Builder::new().spawn(|| ()).map(|_| ()).map_err(|error| error.kind());
    println!("{} {:?}", twice::twice(21), kind);
}
""",
        "twice.rs": "pub fn twice(n: i32) -> i32 {\n    2 * n\n}\n",
    },
)


def compiler(root: str, edge: str | None) -> tuple[str, ...]:
    """Wants flags and the source. `root` is the toolchain's folder, `edge` that of the crate `edge`, if wanted."""
    return (
        *(f"{root}/bin/rustc", "--sysroot", root, "--target", rust_debian.TARGET, "--edition=2024"),
        *("--crate-type=bin", "--crate-name=main", "--error-format=json", "-o", _OUTPUT),
        f"--remap-path-prefix={WORK}=.",
        f"-Clink-arg=--max-memory={_MAX_MEMORY}",
        *(() if edge is None else ("--extern", f"edge={edge}/{rust_edge.LIBRARY}")),
    )


class Rust:
    language = Language.RUST

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache.folder(FOLDER)

    def version(self) -> str:
        return self._manifest()["version"]

    def fingerprint(self) -> str:
        flags = [*compiler(_RUST, _EDGE), *map(repr, PROFILES.items())]
        return digest.of_bytes("\0".join([json.dumps(self._manifest()), *flags, self.edge().name]).encode())

    def install(self, report: Report) -> None:
        self._install(report)
        rust_edge.build(self.folder)
        rust_format.install(self.folder, report)

    def _install(self, report: Report) -> None:
        with cache.making(self.folder) as folder:
            if folder is None:
                return
            origin = "rustup"
            if not rust_rustup.copy(folder, report):
                origin = "Debian"
                rust_debian.build(folder, report)
            manifest = {"version": rust_debian.version(folder), "origin": origin, "revision": str(_REVISION)}
            (folder / _MANIFEST).write_text(json.dumps(manifest))
            rust_edge.build(folder)
            asyncio.run(Rust(folder).check())

    async def check(self) -> None:
        await smoke.expect(self, _SMOKE, "42 Err(Unsupported)\n")

    async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
        answer = Answer(ArtifactKind.WASM, limits)
        job = self._job(project, limits, *PROFILES[profile])
        with answer.timing("compile"), Live(rustc.listener(project.files, _MAX_MEMORY), tell, limits.log) as live:
            result = await run(job, live.hear)
        _read(result, project, answer)
        return answer.made(result.stdout) if result.exit_code == 0 and result.limit is None else answer.failed()

    async def diagnose(self, project: Project, limits: Limits) -> Findings:
        answer = Answer(ArtifactKind.WASM, limits, "check")
        result = await run(self._job(project, limits, *_ONLY_CHECK))
        _read(result, project, answer)
        return answer.found(ok=result.exit_code == 0)

    async def explain(self, code: str) -> str | None:
        """What rustc tells of an error code, in Markdown; None when it knows no such code.

        Raises ToolchainMissing or NoSandbox, Unavailable when rustc cannot say it within its limits.
        """
        self._manifest()
        argv = (f"{_RUST}/bin/rustc", "--explain", code)
        mounts = await asyncio.to_thread(_mounts, self.folder)
        result = await run(Job(argv, _EXPLAIN, mounts, env=_ENV, processes=True))
        if result.limit is not None:
            raise Unavailable(f"rustc did not explain {code} within its limits; try again.", retry_after=1)
        return result.stdout.decode() if result.exit_code == 0 else None

    def _job(self, project: Project, limits: Limits, *flags: str) -> Job:
        edge = None if any(name in project.files for name in _EDGE_OF_ITS_OWN) else _EDGE
        return Job(
            before=((*compiler(_RUST, edge), *flags, Language.RUST.entry),),
            argv=_PRINT,
            limits=replace(limits, log=_JSON * limits.log),
            mounts={**_mounts(self.folder), _EDGE: self.edge()},
            files=project.contents,
            env=_ENV,
            processes=True,
        )

    def edge(self) -> Path:
        self._manifest()
        folder = rust_edge.folder(self.folder)
        if not folder.exists():
            raise cache.missing(self.folder, self.language)
        return folder

    def _manifest(self) -> dict[str, str]:
        try:
            manifest: dict[str, str] = json.loads((self.folder / _MANIFEST).read_text())
        except FileNotFoundError as missing:
            raise cache.missing(self.folder, self.language) from missing
        return manifest


def _read(result: Result, project: Project, answer: Answer) -> None:
    stderr = result.stderr.decode(errors="replace")
    answer.add(rustc.readable(stderr), rustc.parse(stderr, project.files, _MAX_MEMORY))
    answer.ended(result, rustc.limit(result), crashed=rustc.crashed(stderr))


def _mounts(folder: Path) -> Mapping[str, Path]:
    tools = {name: Path(shutil.which(name) or f"/bin/{name}").resolve() for name in ("cat",)}
    programs = [folder / "bin/rustc", *folder.glob("lib/rustlib/*/bin/rust-lld"), *tools.values()]
    return {
        _RUST: folder,
        **{f"{_TOOLS}/{name}": path for name, path in tools.items()},
        **libraries.of(*programs, folder=_LIBRARIES, beside=folder / "lib"),
    }
