"""Whether this host can run the sandbox at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from wardian.errors import NoSandbox
from wardian.sandbox import libraries
from wardian.sandbox.job import Job, Limits
from wardian.sandbox.process import run
from wardian.units import MIB

_LIMITS = Limits(wall_s=10, cpu_s=10, memory=512 * MIB, output=4096, log=4096)
_ADVICE = (
    "The runner must be root, or the kernel must let it create user namespaces. As root, try "
    "`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu 24.04 and later), "
    "`sysctl -w kernel.unprivileged_userns_clone=1` (Debian) or `sysctl -w user.max_user_namespaces=15000`; "
    "in a container, allow it to create namespaces."
)


async def probe() -> None:
    """Run the program `true` in the sandbox. Raises NoSandbox saying what to install or enable."""
    true = Path(shutil.which("true") or "/bin/true")
    mounts = {**libraries.of(true), "/probe/true": true}
    try:
        result = await run(Job(argv=("/probe/true",), limits=_LIMITS, mounts=mounts))
    except NoSandbox as error:
        if error.detail.endswith((": Operation not permitted", ": Permission denied", ": No space left on device")):
            raise NoSandbox(f"{error.detail}. {_ADVICE}") from error
        raise
    if result.exit_code != 0:
        raise NoSandbox(
            f"Programs cannot be compiled safely here: in the sandbox `true` ended with {result.exit_code}, "
            f"saying {result.stderr.decode(errors='replace').strip()!r}."
        )
