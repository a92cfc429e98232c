"""How much memory a thread has come to use."""

from __future__ import annotations

import resource

_PAGE = resource.getpagesize()


def touched() -> int:
    """Bytes, by this thread so far. What a run does not touch of the snapshot, all runs share."""
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt * _PAGE
