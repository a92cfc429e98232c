"""What the build service adds to a compiler: `python bench/build.py [--json]`.

Hello in C and in Rust, through the API of a server (each time another comment, so nothing is cached), against the bare
compiler with the same optimisation, in turns. And the same project once more, which is answered from its record.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx

from measure import Figure, free_port, served, show
from wardian.model import Language
from wardian.settings import Settings, cache_dir
from wardian.toolchains import sysroot

HELLO = {
    Language.C: '#include <stdio.h>\n\nint main(void) {\n    puts("Hello, world!");\n}\n',
    Language.RUST: 'fn main() {\n    println!("Hello, world!");\n}\n',
}
ROUNDS, WARM_UP = 20, 2


def bare_c(folder: Path) -> None:
    installed = _installed("c")
    zig = str(sysroot.zig())
    headers = ("-isystem", str(installed / "rinclude"), "-isystem", str(installed / "include"))
    _run(folder, zig, "clang", "--target=wasm32-wasip1", "-O2", "-nostdinc", *headers, "-c", "main.c", "-o", "main.o")
    libraries = [str(installed / "lib" / name) for name in ("crt1-command.o", *sysroot.LIBRARIES)]
    _run(folder, zig, "wasm-ld", "--strip-all", "--stack-first", "-o", "main.wasm", "main.o", *libraries)


def bare_rust(folder: Path) -> None:
    installed = _installed("rust")
    environ = {"LD_LIBRARY_PATH": str(installed / "lib")}
    options = ("--target=wasm32-wasip1", "--edition=2024", "-O", "-Clto=off", "-Cstrip=debuginfo")
    _run(folder, str(installed / "bin/rustc"), *options, "main.rs", "-o", "main.wasm", **environ)


BARE: dict[Language, Callable[[Path], None]] = {Language.C: bare_c, Language.RUST: bare_rust}


def measure(client: httpx.Client, language: Language, folder: Path) -> Iterator[tuple[str, Figure]]:
    through_api, bare, cached = [], [], []
    for number in range(WARM_UP + ROUNDS):
        text = f"// {os.getpid()} {number}\n{HELLO[language]}"
        through_api.append(_ms(partial(_build, client, language, text, cached=False)))
        cached.append(_ms(partial(_build, client, language, text, cached=True)))
        (folder / language.entry).write_text(text)
        bare.append(_ms(partial(BARE[language], folder)))
    medians = [statistics.median(times[WARM_UP:]) for times in (through_api, bare, cached)]
    yield f"hello in {language.label}", Figure(medians[0], "ms", medians[1], "the bare compiler")
    yield f"hello in {language.label}, again", Figure(medians[2], "ms", medians[1], "the bare compiler")


def _build(client: httpx.Client, language: Language, text: str, *, cached: bool) -> None:
    body = {"language": language, "profile": "release", "files": {language.entry: text}}
    build = client.post("/api/builds", json=body, headers={"Prefer": "wait=30"}).json()
    if build["status"] != "succeeded" or build["cached"] is not cached:
        raise SystemExit(f"an unexpected build: {build}")


def _ms(call: Callable[[], None]) -> float:
    start = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - start) / 1e6


def _run(folder: Path, *command: str, **environ: str) -> None:
    subprocess.run(command, cwd=folder, env={**os.environ, **environ}, check=True)


def _installed(name: str) -> Path:
    """The newest installation of a toolchain."""
    return max((cache_dir() / "toolchains").glob(f"{name}-*"), key=lambda folder: folder.stat().st_mtime)


def main(arguments: list[str]) -> None:
    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name), port=free_port())
        with served(settings.port, "-m", "wardian", "web", **settings.to_env()):
            client = httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=60)
            available = {item["name"] for item in client.get("/api/languages").json() if item["available"]}
            for language in (language for language in BARE if language in available):
                figures |= measure(client, language, Path(name))
    show(figures, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
