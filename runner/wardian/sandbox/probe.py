"""Whether this host can run the sandbox at all."""

from __future__ import annotations

from wardian.errors import NoSandbox
from wardian.sandbox.job import Job, Limits
from wardian.sandbox.process import run
from wardian.settings import MIB

_NOWHERE = "/no-such-program"
_LIMITS = Limits(wall_s=10, cpu_s=10, memory=512 * MIB, output=4096, log=4096)
_NAMESPACES = (
    "The kernel does not let {user} create namespaces. As root, try `sysctl -w kernel.unprivileged_userns_clone=1` "
    "(Debian), `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu 24.04 and later) or "
    "`sysctl -w user.max_user_namespaces=15000`; in a container, allow it to create user namespaces."
)


async def probe() -> None:
    """Set up an empty sandbox. Raises NoSandbox saying what to install or enable.

    The program to start does not exist: that bubblewrap gets as far as saying so shows that all else works.
    """
    try:
        await run(Job(argv=(_NOWHERE,), limits=_LIMITS))
    except NoSandbox as error:
        if f"execvp {_NOWHERE}" in error.detail:
            return
        if "namespace" in error.detail or "uid map" in error.detail or "Operation not permitted" in error.detail:
            raise NoSandbox(f"{error.detail}. {_NAMESPACES.format(user='this user')}") from error
        raise
    raise NoSandbox("Programs cannot be compiled safely here: bubblewrap started a program that does not exist.")
