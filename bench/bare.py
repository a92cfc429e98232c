"""The compilers without anything around them, with the flags that the build service gives them."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from wardian.model import Language, Profile
from wardian.toolchains import c_commands, rust, sysroot
from wardian.toolchains.c import C
from wardian.toolchains.rust import Rust

_C, _RUST = C(), Rust()


def c_commands_of(source: str) -> tuple[list[str], list[str]]:
    """The compiler's command line and the linker's, for release."""
    places = c_commands.Places(str(sysroot.zig()), str(_C.folder), str(c_commands.HEADERS))
    compile_ = [*c_commands.compiler(places, Profile.RELEASE), "-o", f"{source}.o", "--", source]
    link = [*c_commands.linker(places), "-o", f"{source}.wasm", f"{source}.o", *c_commands.libraries(places)]
    return compile_, link


def c(folder: Path) -> None:
    for command in c_commands_of("main.c"):
        subprocess.run(command, cwd=folder, check=True)


def rust_(folder: Path) -> None:
    command = rust.compiler(str(_RUST.folder), str(_RUST.edge()))
    environ = {**os.environ, "LD_LIBRARY_PATH": str(_RUST.folder / "lib")}
    subprocess.run([*command, *rust.PROFILES[Profile.RELEASE], "main.rs"], cwd=folder, env=environ, check=True)


COMPILERS: dict[Language, Callable[[Path], None]] = {Language.C: c, Language.RUST: rust_}


def many_c(folder: Path, sources: int) -> None:
    """Compile and link `0.c`, `1.c`, … one after another, in two processes at once, with nothing between them."""
    lines = [" && ".join(map(shlex.join, c_commands_of(f"{number}.c"))) for number in range(sources)]
    script = "\0".join(lines).encode()
    subprocess.run(["xargs", "-0", "-P2", "-n1", "sh", "-c"], input=script, cwd=folder, check=True)
