"""Folders in the cache: there whole or not at all, however the making of one ends."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wardian.errors import ToolchainMissing, Unavailable
from wardian.model import Language
from wardian.settings import cache_dir


def folder(name: str) -> Path:
    """Where the toolchain of that name and version is, or would be."""
    return cache_dir() / "toolchains" / name


@contextmanager
def making(target: Path) -> Iterator[Path | None]:
    """Gives an empty folder to fill, which becomes `target` when the block ends well; None when `target` is there.

    Two processes that make the same folder take turns, and the second finds it made. What is inside becomes
    readable by everybody, since the sandbox's user is nobody in particular.
    """
    if target.exists():
        yield None
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            yield None
            return
        partial = target.parent / f".{target.name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            yield partial
        except BaseException as error:
            shutil.rmtree(partial, ignore_errors=True)
            if isinstance(error, Unavailable):
                _reason(target).write_text(error.detail)
            raise
        _make_readable(partial)
        partial.rename(target)
        _reason(target).unlink(missing_ok=True)


def missing(target: Path, language: Language) -> ToolchainMissing:
    """Says what to do about a folder that is not there, and why it could not be made the last time."""
    text = f"{language.label} is not installed here. Run `wardian toolchain install {language}`."
    reason = _reason(target)
    return ToolchainMissing(f"{text} The last time: {reason.read_text()}" if reason.exists() else text)


def _reason(target: Path) -> Path:
    return target.parent / f".{target.name}.reason"


def _make_readable(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
