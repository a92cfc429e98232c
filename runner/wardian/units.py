"""Quantities in the words of people."""

from __future__ import annotations

KIB, MIB, GIB = 2**10, 2**20, 2**30


def size(count: int) -> str:
    """Bytes: `64 MiB`, `1.5 KiB`, `3 bytes`."""
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if count >= unit:
            return f"{count / unit:.4g} {name}"
    return f"{count} bytes"


def duration(seconds: float) -> str:
    """`200 ms`, `1.5 s`."""
    return f"{seconds * 1000:.4g} ms" if seconds < 1 else f"{seconds:.4g} s"


def counted(count: int, name: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
