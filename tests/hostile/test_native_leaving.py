"""Native programs in the sandbox that look for the host, or want to leave something of themselves on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.process import adopt_orphans, descendants, exists
from tests.hostile.canaries import VARIABLE, planted

from wardian.sandbox import Limit, Limits, Result, probe, run
from wardian.toolchains import interpreter
from wardian.units import KIB, MIB

pytestmark = pytest.mark.anyio
LIMITS = Limits(wall_s=20, cpu_s=5, memory=512 * MIB, output=64 * KIB, log=64 * KIB)
Attack = Callable[..., Awaitable[Result]]

LOOKS = """
import os, stat, sys
secret = bytes.fromhex(sys.argv[1])
print(*[path for path in sys.argv[2:] if os.path.lexists(path)])
for folder, _, names in os.walk("/"):
    for name in names:
        path = os.path.join(folder, name)
        if stat.S_ISREG(os.lstat(path).st_mode) and os.access(path, os.R_OK):
            with open(path, "rb") as file:
                if secret in file.read(1 << 12):
                    print(path)
print(*[name for name, value in os.environ.items() if secret in value.encode()], os.uname().nodename)
"""
CHANGES = """
import asyncio
import os
def changed(path):
    for flags in (os.O_WRONLY, os.O_RDWR | os.O_TRUNC, os.O_WRONLY | os.O_APPEND):
        try: os.close(os.open(path, flags))
        except OSError: continue
        return True
    for call in (lambda: os.unlink(path), lambda: os.rename(path, path + "x"), lambda: os.chmod(path, 0o777)):
        try: call()
        except OSError: continue
        return True
paths = [os.path.join(folder, name) for folder, _, names in os.walk("/") for name in names]
print(len(paths) > 100, [path for path in paths if changed(path)])
"""
DETACHES = """
import os, signal, time
for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        for number in range(1, 32):
            try: signal.signal(number, signal.SIG_IGN)
            except OSError: pass
        if os.fork() == 0:
            os.closerange(0, 3)
            while True: time.sleep(1)
        os._exit(0)
print("left", flush=True)
"""


@pytest.fixture
def attack(tmp_path: Path) -> Attack:
    async def attack_(source: str, *args: str, processes: bool = False, **limits: Any) -> Result:
        script = tmp_path / "attack.py"
        script.write_text(source)
        return await run(replace(interpreter.job(script, replace(LIMITS, **limits), args=args), processes=processes))

    return attack_


def mine() -> set[int]:
    return {pid for pid in descendants(os.getpid()) if exists(pid)}


async def test_no_canary_is_anywhere(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    with planted() as canaries:
        monkeypatch.setenv(VARIABLE, canaries.secret)
        monkeypatch.chdir(canaries.cwd)
        paths = (*canaries.places.values(), "/etc/passwd", "/proc", "/dev")
        result = await attack(LOOKS, canaries.secret.encode().hex(), *paths, cpu_s=30, wall_s=60)
    assert result.stdout == b"\nsandbox\n", result.stderr


async def test_nothing_that_is_mounted_can_be_changed(attack: Attack) -> None:
    assert (await attack(CHANGES)).stdout == b"True []\n"


async def test_what_one_job_writes_the_next_does_not_find(attack: Attack) -> None:
    source = "import os\nprint(os.listdir())\nopen('left', 'w').write('x')\nos.symlink('/etc/passwd', 'link')"
    for _ in range(2):
        assert (await attack(source)).stdout == b"[]\n"


async def test_processes_that_detach_themselves_end_with_the_job(attack: Attack) -> None:
    adopt_orphans()
    await probe()
    before = mine()
    result = await attack(DETACHES, processes=True, wall_s=3)
    assert result.stdout.startswith(b"left\n")
    assert mine() <= before


async def test_a_terminal_cannot_be_typed_into(attack: Attack) -> None:
    source = "import fcntl, os, termios\nprint(os.getsid(0) != 0)\nfcntl.ioctl(0, termios.TIOCSTI, b'x')"
    result = await attack(source)
    assert b"Inappropriate ioctl" in result.stderr or b"Bad file descriptor" in result.stderr


@pytest.mark.parametrize(
    ("source", "limits", "limit", "says"),
    [
        ("while True: pass", {"cpu_s": 1}, Limit.CPU, b""),
        ("import time; time.sleep(60)", {"wall_s": 1}, Limit.WALL, b""),
        ("import signal; signal.pthread_sigmask(0, range(1, 64)); signal.pause()", {"wall_s": 1}, Limit.WALL, b""),
        ("while True: print('x' * 9999)", {}, Limit.OUTPUT, b""),
        ("import sys\nwhile True: sys.stderr.write('x' * 9999)", {}, Limit.LOG, b""),
        ("open('a', 'wb').truncate(1 << 40)", {}, None, b"File too large"),
        ("f = open('a', 'wb')\nfor n in range(99): f.write(bytes(1 << 20))", {}, None, b"File too large"),
        ("x = [bytearray(1 << 20) for n in range(9999)]", {}, None, b"MemoryError"),
        ("import mmap; mmap.mmap(-1, 1 << 40)", {}, None, b"Cannot allocate memory"),
        ("x = [open(__file__) for n in range(9999)]", {}, None, b"Too many open files"),
        ("x = [__import__('os').pipe() for n in range(9999)]", {}, None, b"Too many open files"),
    ],
)
async def test_it_is_stopped_at_each_limit(
    source: str, limits: dict[str, Any], limit: Limit | None, says: bytes, attack: Attack
) -> None:
    result = await attack(source, **limits)
    assert (result.limit, result.exit_code == 0) == (limit, False)
    assert says in result.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="the kernel counts all processes of the user, who is somebody else too")
async def test_processes_have_a_limit(attack: Attack) -> None:
    source = """
import os, signal
count = 0
try:
    while count < 2000:
        if os.fork() == 0: signal.pause()
        count += 1
except OSError as error: print(error.strerror, count < 1000)
"""
    result = await attack(source, processes=True, wall_s=10, memory=4096 * MIB)
    assert result.stdout == b"Resource temporarily unavailable True\n", result.stderr


async def test_a_job_that_has_all_the_processes_it_can_get_leaves_others_theirs(tmp_path: Path) -> None:
    greedy, modest = tmp_path / "greedy.py", tmp_path / "modest.py"
    greedy.write_text(
        "import os, signal, sys\n"
        "try:\n"
        "    for _ in range(300):\n"
        "        if os.fork() == 0: signal.pause()\n"
        "except OSError: pass\n"
        "print('full', file=sys.stderr, flush=True)\n"
        "signal.pause()\n"
    )
    modest.write_text("import os\nif os.fork() == 0: os._exit(7)\nprint(os.waitstatus_to_exitcode(os.wait()[1]))")
    limits = replace(LIMITS, wall_s=30, memory=4096 * MIB)
    full = asyncio.Event()
    first = asyncio.create_task(run(replace(interpreter.job(greedy, limits), processes=True), lambda _: full.set()))
    try:
        await asyncio.wait_for(full.wait(), 25)
        second = await run(replace(interpreter.job(modest, limits), processes=True))
        assert (second.stdout, second.stderr) == (b"7\n", b"")
        assert not first.done()
    finally:
        first.cancel()
        await asyncio.wait([first])
