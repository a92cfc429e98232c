"""What the servers ask of their listening sockets besides what granian does."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

_LOOK_S = 0.1


async def give_up_once_listening(seconds: float) -> None:
    """For an ASGI application, which is told to start before granian listens."""
    while not give_up_on_who_does_not_read(seconds):  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_S)


def give_up_on_who_does_not_read(seconds: float) -> bool:
    """Break connections whose client takes nothing of what it was sent for that long: granian would wait for ever.

    By TCP_USER_TIMEOUT (tcp(7)), which connections have from the socket that accepted them. granian has no setting for
    it and keeps its sockets to itself, so they are looked for among this process's descriptors. Says if there is one.
    """
    found = False
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the descriptor of the listing itself is closed by now
            descriptor = int(entry.name)
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                found |= _limit(os.dup(descriptor), int(seconds * 1000))
    return found


def _limit(descriptor: int, milliseconds: int) -> bool:
    """Owns the descriptor. Says whether it listens."""
    with socket.socket(fileno=descriptor) as found:
        listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        if not listens or found.family not in (socket.AF_INET, socket.AF_INET6):
            return False
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        return True
