"""Native programs in the sandbox: what is there when a compiler has been taken over."""

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyseccomp  # type: ignore[import-untyped]
import pytest

from wardian.sandbox import Limit, Limits, Result, run
from wardian.toolchains import interpreter
from wardian.units import KIB, MIB

pytestmark = pytest.mark.anyio
LIMITS = Limits(wall_s=20, cpu_s=5, memory=512 * MIB, output=64 * KIB, log=64 * KIB)
Attack = Callable[..., Awaitable[Result]]

# Called with zeros, each of these fails with something else than EPERM, or works, where it is not denied.
DENIED = """
socket mount umount2 pivot_root chroot unshare setns ptrace process_vm_readv bpf io_uring_setup userfaultfd keyctl
add_key request_key perf_event_open memfd_create shmget semget msgget open_tree fsopen move_mount mknod
open_by_handle_at name_to_handle_at kexec_load init_module personality pidfd_getfd kcmp syslog acct clock_settime
reboot swapon
"""


@pytest.fixture
def attack(tmp_path: Path) -> Attack:
    async def attack_(
        source: str, *args: str, processes: bool = False, limits: Limits = LIMITS, twice: bool = False
    ) -> Result:
        script = tmp_path / "attack.py"
        script.write_text(source)
        job = interpreter.job(script, limits, args=args)
        return await run(replace(job, processes=processes, before=(job.argv,) if twice else ()))

    return attack_


async def answer(attack: Attack, expression: str, **options: Any) -> Any:
    """What an expression gives inside."""
    result = await attack(f"import ctypes, json, os, sys\nprint(json.dumps({expression}))", **options)
    assert result.exit_code == 0, result.stderr.decode()
    return json.loads(result.stdout)


async def test_the_only_folders_are_those_that_were_mounted(attack: Attack) -> None:
    names = set(await answer(attack, "os.listdir('/')"))
    assert {"python", "work"} <= names
    assert names.isdisjoint({"proc", "dev", "etc", "home", "root", "sys", "tmp", "var", "run", "bin", "opt"})


async def test_only_the_working_folder_can_be_written(attack: Attack) -> None:
    folders = "[folder for folder, _, _ in os.walk('/') if os.access(folder, os.W_OK)]"
    assert await answer(attack, folders) == ["/work"]


async def test_no_open_file_of_the_runner_is_handed_on(attack: Attack) -> None:
    source = "[fd for fd in range(1024) if ctypes.CDLL(None).fcntl(fd, 1) >= 0]"
    assert await answer(attack, source) == [0, 1, 2]


async def test_it_is_nobody_and_cannot_become_root(attack: Attack) -> None:
    who = "[os.getuid(), os.geteuid(), os.getgid(), os.getegid(), os.getgroups()]"
    uid, euid, gid, egid, groups = await answer(attack, who)
    assert (uid, gid) == (euid, egid)
    assert uid == 65534 if os.geteuid() else uid in range(60706, 61184)
    assert gid == 65534
    assert 0 not in groups
    result = await attack("import os; os.setuid(0)")
    assert b"PermissionError" in result.stderr


async def test_it_has_no_capabilities_and_gains_none(attack: Attack) -> None:
    source = """
import ctypes
libc = ctypes.CDLL(None)
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(header, data) == 0
assert libc.prctl(39, 0, 0, 0, 0) == 1, "no_new_privs"
print(list(data))
"""
    assert (await attack(source)).stdout == b"[0, 0, 0, 0, 0, 0]\n"


async def test_limits_cannot_be_raised(attack: Attack) -> None:
    source = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))"
    assert (await attack(source)).exit_code == 1


@pytest.mark.parametrize("processes", [False, True])
async def test_system_calls_beyond_a_compilers_needs_are_denied(attack: Attack, processes: bool) -> None:
    arch = pyseccomp.system_arch()
    numbers = {name: pyseccomp.resolve_syscall(arch, name) for name in DENIED.split()}
    source = """
import ctypes, errno, json, sys
libc = ctypes.CDLL(None, use_errno=True)
done = []
for name, number in json.loads(sys.argv[1]).items():
    if number >= 0 and not (libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM):
        done.append(name)
print(done)
"""
    result = await attack(source, json.dumps(numbers), processes=processes)
    assert result.stdout == b"[]\n", result.stderr


@pytest.mark.parametrize("call", ["os.fork()", "os.posix_spawn('/python/bin/python', ['python'], {})"])
async def test_it_cannot_start_processes(attack: Attack, call: str) -> None:
    assert b"PermissionError" in (await attack(f"import os; {call}")).stderr


async def test_it_can_start_threads(attack: Attack) -> None:
    source = "import threading; t = threading.Thread(target=print, args=('ran',)); t.start(); t.join()"
    assert (await attack(source)).stdout == b"ran\n"


async def test_new_namespaces_are_denied_even_with_processes(attack: Attack) -> None:
    source = """
import ctypes, signal
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    assert libc.syscall(int(__import__("sys").argv[1]), flag | signal.SIGCHLD, 0, 0, 0, 0) == -1
    assert ctypes.get_errno() == 1
print("denied")
"""
    clone = str(pyseccomp.resolve_syscall(pyseccomp.system_arch(), "clone"))
    assert (await attack(source, clone, processes=True)).stdout == b"denied\n"


async def test_a_fork_bomb_ends_with_the_job(attack: Attack) -> None:
    source = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    result = await attack(source, processes=True, limits=replace(LIMITS, wall_s=1.5))
    assert result.limit is Limit.WALL


async def test_it_sees_no_process_but_its_own(attack: Attack) -> None:
    assert await answer(attack, "[os.getpid() < 10, os.getppid() < 10]") == [True, True]
    source = "import os, signal\nos.kill(1, signal.SIGKILL)\nprint('still here')"
    result = await attack(source)
    assert result.exit_code != 0 or result.stdout == b"still here\n"


async def test_memory_cannot_be_taken_by_many_files(attack: Attack) -> None:
    source = "for n in range(400): open(f'f{n}', 'wb').write(bytes(1 << 20))"
    assert b"No space left on device" in (await attack(source)).stderr


async def test_none_of_the_programs_of_a_job_can_start_processes(attack: Attack) -> None:
    source = "import os\ntry: os.fork()\nexcept OSError as error: print(error.strerror, flush=True)"
    result = await attack(source, twice=True)
    assert result.stdout == b"Resource temporarily unavailable\n" * 2
