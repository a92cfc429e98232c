# mypy: disable-error-code="misc,assignment"
"""The calls of `os` on an instance's files and folders, in the place of the system's, which has none."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from collections.abc import Iterator
from typing import Any

from .tree import ROOT, data, failure, folders, normal

_MADE = 315532800
"""Every file's time: the start of 1980, the earliest that a zip can hold."""


def _stat(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
    if isinstance(path, int):
        return os.fstat(path)
    name = _existing(path)
    is_file = name in data
    mode = stat.S_IFREG | 0o644 if is_file else stat.S_IFDIR | 0o755
    size = len(data[name]) if is_file else 0
    return os.stat_result((mode, hash(name) & 0xFFFFFFFF, 0, 1, 0, 0, size, _MADE, _MADE, _MADE))


def _lstat(path: Any, *, dir_fd: int | None = None) -> os.stat_result:
    return _stat(path)


def _existing(path: Any) -> str:
    name = normal(path)
    if name not in data and name not in folders:
        raise failure(errno.ENOENT, path)
    return name


def _folder(path: Any) -> str:
    name = _existing(path)
    if name in data:
        raise failure(errno.ENOTDIR, path)
    return name


def _listdir(path: Any = ".") -> list[str]:
    folder = _folder(path)
    return sorted(
        posixpath.basename(name) for name in (*data, *folders) if name != ROOT and posixpath.dirname(name) == folder
    )


class _Entry:
    """What `os.scandir` gives for each name."""

    def __init__(self, folder: str, name: str) -> None:
        self.name = name
        self.path = posixpath.join(folder, name)

    def __fspath__(self) -> str:
        return self.path

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return _stat(self.path)

    def inode(self) -> int:
        return self.stat().st_ino

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return normal(self.path) in folders

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return normal(self.path) in data

    def is_symlink(self) -> bool:
        return False

    def is_junction(self) -> bool:
        return False


class _Scan:
    """What `os.scandir` returns."""

    def __init__(self, path: Any = ".") -> None:
        folder = os.fsdecode(path)
        self._entries = iter([_Entry(folder, name) for name in _listdir(folder)])

    def __iter__(self) -> Iterator[_Entry]:
        return self._entries

    def __next__(self) -> _Entry:
        return next(self._entries)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def _remove(path: Any, *, dir_fd: int | None = None) -> None:
    name = _existing(path)
    if name in folders:
        raise failure(errno.EISDIR, path)
    del data[name]


def _mkdir(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    name = normal(path)
    if name in data or name in folders:
        raise failure(errno.EEXIST, path)
    if posixpath.dirname(name) not in folders:
        raise failure(errno.ENOENT, path)
    folders.add(name)


def _rmdir(path: Any, *, dir_fd: int | None = None) -> None:
    name = _folder(path)
    if name == ROOT:
        raise failure(errno.EBUSY, path)
    if _listdir(name):
        raise failure(errno.ENOTEMPTY, path)
    folders.remove(name)


def _replace(source: Any, target: Any, *, src_dir_fd: int | None = None, dst_dir_fd: int | None = None) -> None:
    old, new = _existing(source), normal(target)
    if posixpath.dirname(new) not in folders:
        raise failure(errno.ENOENT, target)
    if old in data:
        if new in folders:
            raise failure(errno.EISDIR, target)
        data[new] = data.pop(old)
        return
    if new in data:
        raise failure(errno.ENOTDIR, target)
    if new in folders and _listdir(new):
        raise failure(errno.ENOTEMPTY, target)
    if f"{new}/".startswith(f"{old}/"):
        raise failure(errno.EINVAL, target)
    _move_folder(old, new)


def _move_folder(old: str, new: str) -> None:
    for name in [name for name in data if name.startswith(f"{old}/")]:
        data[new + name.removeprefix(old)] = data.pop(name)
    for name in [name for name in folders if name == old or name.startswith(f"{old}/")]:
        folders.remove(name)
        folders.add(new + name.removeprefix(old))


def install() -> None:
    os.stat, os.lstat, os.listdir, os.scandir, os.DirEntry = _stat, _lstat, _listdir, _Scan, _Entry
    os.mkdir, os.rmdir, os.remove, os.unlink = _mkdir, _rmdir, _remove, _remove
    os.rename = os.replace = _replace
