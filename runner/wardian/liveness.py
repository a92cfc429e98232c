"""Whether a PostgreSQL connection still stands, found out without asking: to ask would cost as much as to use it."""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import BaseConnection


def said_goodbye(connection: BaseConnection[Any]) -> bool:
    """Whether the server has ended it, as far as it could tell. Nothing else comes while nobody asks for anything."""
    if connection.closed:
        return True
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return bool(socket.poll(0))
