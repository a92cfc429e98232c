"""What the edge asks of its listening sockets besides what granian does."""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path


def give_up_on_who_does_not_read(seconds: float) -> None:
    """Break connections whose client takes nothing of what it was sent for that long: granian would wait for ever.

    By TCP_USER_TIMEOUT (tcp(7)), which connections have from the socket that accepted them. granian has no setting for
    it and keeps its sockets to itself, so they are looked for among this process's descriptors.
    """
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the descriptor of the listing itself is closed by now
            descriptor = int(entry.name)
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                _limit(os.dup(descriptor), int(seconds * 1000))


def _limit(descriptor: int, milliseconds: int) -> None:
    """Owns the descriptor."""
    with socket.socket(fileno=descriptor) as found:
        listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        if listens and found.family in (socket.AF_INET, socket.AF_INET6):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
