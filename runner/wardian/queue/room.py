"""How many jobs may wait, and whose."""

from __future__ import annotations

from wardian.errors import QueueFull

_RETRY_S = 5
_KEPT_FOR_OTHERS = 8


def check_room(size: int, waiting: int, *, own: bool) -> None:
    """Raises QueueFull. An eighth of the places is for clients that have none; `own` says that this one has."""
    if waiting >= size:
        raise QueueFull(f"{size} builds are waiting, which is all this host lets wait.", _RETRY_S)
    if own and waiting >= size - size // _KEPT_FOR_OTHERS:
        raise QueueFull(f"{waiting} builds are waiting, yours among them; the last places are for others.", _RETRY_S)
