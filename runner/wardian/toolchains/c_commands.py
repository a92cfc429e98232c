"""The command lines of clang and wasm-ld, wherever their files are."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wardian.model import Profile
from wardian.toolchains import clang, sysroot
from wardian.units import KIB, MIB

HEADERS = Path(__file__).parent / "edge"
"""Where edge.h is: the functions that a deployment can be granted."""

MAX_MEMORY = 256 * MIB
NO_MAIN = b"undefined_weak:main"
"""The C library calls this in place of a `main` that nobody has written; the names section of the module tells."""

_STACK = 64 * KIB


@dataclass(frozen=True, slots=True)
class Places:
    """`edge` is the folder of edge.h."""

    zig: str
    sysroot: str
    edge: str


INSIDE = Places("/toolchain/zig", "/sysroot", "/edge")
"""In the sandbox."""

_PROFILES = {
    Profile.DEBUG: ("-O1", "-g", "-fsanitize=undefined", "-fno-sanitize=function,vptr"),
    Profile.RELEASE: ("-O2", "-gline-tables-only", "-ffile-compilation-dir=."),
}


@functools.cache
def header() -> str:
    """The text of edge.h."""
    return (HEADERS / "edge.h").read_text(encoding="utf-8")


def mounts(installed: Path) -> Mapping[str, Path]:
    return {INSIDE.zig: sysroot.zig(), INSIDE.sysroot: installed, INSIDE.edge: HEADERS}


def compiler(places: Places, profile: Profile) -> tuple[str, ...]:
    """Wants `-o`, the object, `--` and a source."""
    return (*_clang(places), *_PROFILES[profile], "-c")


def checker(places: Places) -> tuple[str, ...]:
    """Makes nothing. Wants `--` and the sources."""
    return (*_clang(places), "-O1", "-fsyntax-only")


def _clang(places: Places) -> tuple[str, ...]:
    return (
        *(places.zig, "clang", "--target=wasm32-wasip1", "-std=gnu23", "-Wall", "-Wextra", "-Wno-unused-parameter"),
        *("-nostdinc", "-iquote", "."),
        *("-isystem", f"{places.sysroot}/rinclude", "-isystem", f"{places.sysroot}/include", "-isystem", places.edge),
        *("-ferror-limit=50", "-fbracket-depth=256", "-fconstexpr-steps=1000000", "-fmacro-backtrace-limit=3"),
        *clang.FLAGS,
    )


def linker(places: Places) -> tuple[str, ...]:
    """Wants `-o`, the module, the objects and then `libraries`."""
    return (
        *(places.zig, "wasm-ld", "--threads=1", "--stack-first", "-z", f"stack-size={_STACK}"),
        *(f"--max-memory={MAX_MEMORY}", "--build-id=none", "--error-limit=50"),
        f"{places.sysroot}/lib/crt1-command.o",
    )


def libraries(places: Places) -> tuple[str, ...]:
    return tuple(f"{places.sysroot}/lib/{name}" for name in sysroot.LIBRARIES)


def all_flags() -> list[str]:
    """Whatever decides, besides the source, what comes out."""
    profiles = [flag for profile in Profile for flag in compiler(INSIDE, profile)]
    return [*profiles, *linker(INSIDE), *libraries(INSIDE)]
