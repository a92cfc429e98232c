"""What the lessons keep in the cache folder, under names made from all that decides it."""

from __future__ import annotations

from pathlib import Path

from wardian.files import written_whole
from wardian.settings import cache_dir


def path(kind: str, name: str) -> Path:
    """Where it is, or would be."""
    return cache_dir() / "lessons" / kind / name


def keep(target: Path, data: bytes, executable: bool = False) -> None:
    with written_whole(target) as unfinished:
        unfinished.write_bytes(data)
    if executable:
        target.chmod(0o755)
