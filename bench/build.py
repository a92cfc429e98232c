"""What the build service adds to a compiler: `python bench/build.py [--json]`.

Hello in C and in Rust, through the API of a server (each time another comment, so nothing is cached), against the bare
compiler with the same flags, in turns. And the same project once more, which is answered from its record. Then a
burst: see `burst.py`.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx

import bare
import burst
from measure import Figure, free_port, served, show
from wardian.model import Language
from wardian.settings import Settings

HELLO = {
    Language.C: '#include <stdio.h>\n\nint main(void) {\n    puts("Hello, world!");\n}\n',
    Language.RUST: 'fn main() {\n    println!("Hello, world!");\n}\n',
}
ROUNDS, WARM_UP = 20, 2


def measure(client: httpx.Client, language: Language, folder: Path) -> Iterator[tuple[str, Figure]]:
    through_api, alone, cached = [], [], []
    for number in range(WARM_UP + ROUNDS):
        text = f"// {os.getpid()} {number}\n{HELLO[language]}"
        through_api.append(_ms(partial(_build, client, language, text, cached=False)))
        cached.append(_ms(partial(_build, client, language, text, cached=True)))
        (folder / language.entry).write_text(text)
        alone.append(_ms(partial(bare.COMPILERS[language], folder)))
    medians = [statistics.median(times[WARM_UP:]) for times in (through_api, alone, cached)]
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


def main(arguments: list[str]) -> None:
    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name), port=free_port())
        with served(settings.port, "-m", "wardian", "web", **settings.to_env()):
            client = httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=60)
            available = {item["name"] for item in client.get("/api/languages").json() if item["available"]}
            for language in (language for language in bare.COMPILERS if language in available):
                figures |= measure(client, language, Path(name))
            if Language.C in available:
                figures |= burst.measure(settings.port, Path(name), HELLO[Language.C])
    show(figures, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
