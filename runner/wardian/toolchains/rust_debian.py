"""Rust for WebAssembly out of Debian's packages, for hosts where rustup cannot reach its server.

Debian has a recent compiler (rustc-web) but no standard library for wasm32-wasip1, so that is built once from its
sources, with what those bring along. The packages are unpacked, not installed, which needs no root.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from wardian.errors import ToolchainMissing
from wardian.toolchains import sysroot
from wardian.toolchains.base import Report

TARGET = "wasm32-wasip1"

_ROOTS = ("rustc-web", "libstd-rust-web-dev", "cargo-web", "rust-web-src", "wasi-libc")
_CARGO_TOML = """[package]
name = "nothing"
version = "0.0.0"
edition = "2024"
[profile.release]
panic = "abort"
debug = 0
opt-level = 3
"""
_NO_THREADS = """#![no_std]
use core::ffi::{c_int, c_void};
const ENOTSUP: c_int = 58;
#[unsafe(no_mangle)] pub extern "C" fn pthread_attr_init(_: *mut c_void) -> c_int { 0 }
#[unsafe(no_mangle)] pub extern "C" fn pthread_attr_destroy(_: *mut c_void) -> c_int { 0 }
#[unsafe(no_mangle)] pub extern "C" fn pthread_attr_setstacksize(_: *mut c_void, _: usize) -> c_int { 0 }
#[unsafe(no_mangle)] pub extern "C" fn pthread_create(
    _: *mut c_void, _: *const c_void, _: *const c_void, _: *mut c_void) -> c_int { ENOTSUP }
#[unsafe(no_mangle)] pub extern "C" fn pthread_join(_: *mut c_void, _: *mut c_void) -> c_int { ENOTSUP }
#[unsafe(no_mangle)] pub extern "C" fn pthread_detach(_: *mut c_void) -> c_int { ENOTSUP }
"""
"""std refers to these although wasm32-wasip1 has no threads; Debian's wasi-libc leaves them out."""


def build(folder: Path, report: Report) -> None:
    """Fill the folder as rustup lays out a toolchain: `bin/rustc`, `lib`, `lib/rustlib`.

    Raises ToolchainMissing with the last words of the step that failed.
    """
    scratch = folder / "scratch"
    _unpack(scratch / "debs", scratch / "root", report)
    _lay_out(scratch / "root/usr", folder)
    report("Rust: building the standard library for WebAssembly (about a minute, once)")
    _build_std(scratch, folder)
    _add_libc(scratch, folder)
    shutil.rmtree(scratch)


def _unpack(debs: Path, root: Path, report: Report) -> None:
    debs.mkdir(parents=True)
    if os.geteuid() == 0:
        report("Rust: asking Debian's package lists")
        _run(["apt-get", "update"], debs)
    packages = _packages(debs)
    report(f"Rust: downloading {len(packages)} packages from Debian (150 MB)")
    _run(["apt-get", "download", *packages], debs)
    for deb in sorted(debs.glob("*.deb")):
        _run(["dpkg-deb", "--extract", str(deb), str(root)], debs)


def rustfmt(scratch: Path) -> Path:
    """The program, unpacked in a folder. Raises ToolchainMissing."""
    if os.geteuid() == 0:
        _run(["apt-get", "update"], scratch)
    _run(["apt-get", "download", "rustfmt-web"], scratch)
    for deb in scratch.glob("*.deb"):
        _run(["dpkg-deb", "--extract", str(deb), str(scratch)], scratch)
    return scratch / "usr/bin/rustfmt"


def _packages(cwd: Path) -> list[str]:
    """The compiler, all that it needs and this host has not, and the linker of the same LLVM."""
    version = _match(r"Candidate: (\d+\.\d+)", _run(["apt-cache", "policy", "rustc-web"], cwd), "the package rustc-web")
    std = f"libstd-rust-web-{version}"
    llvm = _match(r"Depends: libllvm(\d+)", _run(["apt-cache", "depends", std], cwd), "the LLVM of rustc-web")
    wanted = {*_ROOTS, std, f"libllvm{llvm}", f"lld-{llvm}"}
    listing = _run(["apt-get", "install", "--simulate", "--no-install-recommends", *sorted(wanted)], cwd)
    return sorted(wanted | set(re.findall(r"^Inst (lib\S+)", listing, re.MULTILINE)))


def _lay_out(usr: Path, folder: Path) -> None:
    (folder / "bin").mkdir()
    shutil.copy(usr / "bin/rustc", folder / "bin/rustc")
    (folder / "lib").mkdir()
    for library in usr.glob("lib/*-linux-gnu*/*.so*"):
        shutil.copy(library, folder / "lib" / library.name, follow_symlinks=False)
    host = folder / "lib/rustlib" / _host(folder)
    (host / "bin").mkdir(parents=True)
    shutil.copy(next(usr.glob("lib/llvm-*/bin/lld")), host / "bin/rust-lld")


def _build_std(scratch: Path, folder: Path) -> None:
    usr = scratch / "root/usr"
    source = next(usr.glob("src/rustc-*"))
    seen = scratch / "sysroot"
    _link_sysroot(seen, folder, usr, source)
    crate = scratch / "crate"
    (crate / "src").mkdir(parents=True)
    (crate / "src/lib.rs").write_text("#![no_std]\n")
    (crate / "Cargo.toml").write_text(_CARGO_TOML)
    home = scratch / "home"
    home.mkdir()
    (home / "config.toml").write_text(
        f'[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "{source}/library/vendor"\n'
    )
    remap = f"--remap-path-prefix={seen}/lib/rustlib/src/rust=/rust --remap-path-prefix={source}=/rust"
    env = {
        "CARGO_HOME": str(home),
        "CARGO_TARGET_DIR": str(scratch / "target"),
        "RUSTC": str(seen / "bin/rustc"),
        "RUSTC_BOOTSTRAP": "1",
        "RUSTFLAGS": f"-Cembed-bitcode=no {remap} --remap-path-prefix={scratch}=/build",
        "LD_LIBRARY_PATH": str(seen / "lib"),
        **_linker(scratch, _host(folder)),
    }
    _run(
        [
            *(str(usr / "bin/cargo"), "build", "--quiet", "--offline", "--release", f"--target={TARGET}"),
            *("-Zbuild-std=std,panic_abort", "-Zbuild-std-features=panic-unwind"),
        ],
        crate,
        env,
    )
    library = folder / "lib/rustlib" / TARGET / "lib"
    library.mkdir(parents=True)
    for rlib in (scratch / "target" / TARGET / "release/deps").glob("*.rlib"):
        if not rlib.name.startswith("libnothing-"):
            shutil.copy(rlib, library)


def _link_sysroot(seen: Path, folder: Path, usr: Path, source: Path) -> None:
    """The toolchain as it must look while std is built: with std for the host, and the sources."""
    shutil.copytree(folder, seen, symlinks=True, copy_function=os.link, ignore=shutil.ignore_patterns(seen.parent.name))
    (seen / "lib/rustlib/src").mkdir()
    (seen / "lib/rustlib/src/rust").symlink_to(source)
    host = f"rustlib/{_host(folder)}/lib"
    (seen / "lib" / host).symlink_to(usr / "lib" / host)


def _linker(scratch: Path, host: str) -> dict[str, str]:
    """Build scripts are linked for this host, by zig where there is no C compiler."""
    if shutil.which("cc"):
        return {}
    script = scratch / "cc"
    script.write_text(f'#!/bin/sh\nexec "{sysroot.zig()}" cc "$@"\n')
    script.chmod(0o755)
    cache = {name: str(scratch / "zig") for name in ("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR")}
    return {f"CARGO_TARGET_{host.upper().replace('-', '_')}_LINKER": str(script), **cache}


def _add_libc(scratch: Path, folder: Path) -> None:
    contained = folder / "lib/rustlib" / TARGET / "lib/self-contained"
    contained.mkdir()
    for name in ("crt1-command.o", "crt1-reactor.o", "libc.a"):
        shutil.copy(next((scratch / "root/usr/lib").glob(f"wasm32-wasi*/{name}")), contained)
    (scratch / "threads.rs").write_text(_NO_THREADS)
    _run(
        [
            *(str(folder / "bin/rustc"), "--sysroot", str(folder), "--target", TARGET, "--edition=2024"),
            *("--crate-type=lib", "--emit=obj", "-Copt-level=s", "-Ccodegen-units=1", "threads.rs", "-o", "threads.o"),
        ],
        scratch,
        {"LD_LIBRARY_PATH": str(folder / "lib")},
    )
    _run([str(sysroot.zig()), "ar", "r", str(contained / "libc.a"), "threads.o"], scratch)


def version(folder: Path) -> str:
    """The compiler's name and version: `rustc 1.96.0`."""
    return _match(r"^(rustc \S+)", _about(folder), "rustc's version")


def _host(folder: Path) -> str:
    return _match(r"^host: (\S+)", _about(folder), "rustc's name for this host")


def _about(folder: Path) -> str:
    return _run([str(folder / "bin/rustc"), "-vV"], folder, {"LD_LIBRARY_PATH": str(folder / "lib")})


def _match(pattern: str, text: str, what: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    if match is None:
        raise ToolchainMissing(f"Rust cannot be installed from Debian's packages: {what} is not there.")
    return match[1]


def _run(argv: list[str], cwd: Path, env: dict[str, str] | None = None) -> str:
    """Standard output. The operator's own settings for Rust stay out."""
    base = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(cwd), "LC_ALL": "C"}
    try:
        done = subprocess.run(argv, cwd=cwd, env=base | (env or {}), capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise ToolchainMissing(f"Rust cannot be installed from Debian's packages: {argv[0]} is missing.") from missing
    if done.returncode != 0:
        raise ToolchainMissing(f"Rust: `{' '.join(argv[:2])}` failed: {done.stderr.strip()[-500:]}")
    return done.stdout
