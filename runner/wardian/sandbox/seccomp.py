"""The system calls a sandboxed program may not make, as a filter for bubblewrap's `--seccomp`."""

from __future__ import annotations

import errno
import functools
import os
import socket
from typing import Any

from wardian.errors import NoSandbox

_NETWORK = "socket"
_NEW_NAMESPACES = "unshare setns"
_FILE_SYSTEMS = (
    "mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr "
    "quotactl quotactl_fd swapon swapoff name_to_handle_at open_by_handle_at mknod mknodat "
    "setxattr lsetxattr fsetxattr fanotify_init"
)
_OTHER_PROCESSES = "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp perf_event_open"
_KERNEL = (
    "bpf io_uring_setup io_uring_enter io_uring_register userfaultfd keyctl add_key request_key "
    "kexec_load kexec_file_load init_module finit_module delete_module reboot syslog acct personality modify_ldt "
    "settimeofday clock_settime clock_adjtime adjtimex iopl ioperm"
)
_MEMORY_OUTSIDE_RLIMITS = (
    "memfd_create memfd_secret shmget shmat semget msgget mq_open"  # RLIMIT_AS does not count what these hold
)
_DENIED = " ".join(
    (_NETWORK, _NEW_NAMESPACES, _FILE_SYSTEMS, _OTHER_PROCESSES, _KERNEL, _MEMORY_OUTSIDE_RLIMITS)
).split()

_CLONE_THREAD = 0x00010000
# CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET: include/uapi/linux/sched.h
_CLONE_NEW = (0x00000080, 0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)


@functools.cache
def program(processes: bool) -> bytes:
    """The filter in the kernel's BPF form. With `processes` the program may start others; threads it always may.

    Raises NoSandbox when libseccomp is missing.
    """
    seccomp = _library()
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    denied = seccomp.ERRNO(errno.EPERM)
    for name in _known(seccomp, _DENIED):
        rules.add_rule(denied, name)
    # The flags of clone3 are behind a pointer, where no filter sees them; with ENOSYS the C library uses clone.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    if processes:
        for flag in _CLONE_NEW:
            rules.add_rule(denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
        # Rust's Command hears through a socket pair whether the program could be started.
        rules.add_rule(denied, "socketpair", seccomp.Arg(0, seccomp.NE, socket.AF_UNIX))
    else:
        rules.add_rule(denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
        for name in _known(seccomp, ("fork", "vfork", "socketpair")):
            rules.add_rule(denied, name)
    return _exported(rules)


def _library() -> Any:
    try:
        import pyseccomp  # type: ignore[import-untyped]
    except (ImportError, RuntimeError) as error:
        raise NoSandbox(
            "Programs cannot be compiled safely here: libseccomp is missing. Install the package libseccomp2."
        ) from error
    return pyseccomp


def _known(seccomp: Any, names: tuple[str, ...] | list[str]) -> list[str]:
    """Some calls do not exist on every architecture, nor in every libseccomp."""
    return [name for name in names if _resolves(seccomp, name)]


def _resolves(seccomp: Any, name: str) -> bool:
    try:
        return bool(seccomp.resolve_syscall(seccomp.system_arch(), name) >= 0)
    except ValueError:
        return False


def _exported(rules: Any) -> bytes:
    read, write = os.pipe()  # a filter is at most 4096 instructions of 8 bytes, which a pipe's buffer holds
    with os.fdopen(read, "rb") as source:
        with os.fdopen(write, "wb") as sink:
            rules.export_bpf(sink)
        return source.read()
