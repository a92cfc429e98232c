"""The project's files, which are all the files there are: `open`, `os.stat` and imports see them below `/`.

They can be read, changed and added to; all of it is gone with the instance.
"""

# mypy: disable-error-code="attr-defined,misc,assignment"

from __future__ import annotations

import _io
import builtins
import errno
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import posixpath
import stat
import sys
import time
import tokenize
from collections.abc import Callable, Iterable
from typing import Any

ROOT = "/"
_open = _io.open
_data: dict[str, bytearray] = {}
_folders: set[str] = set()
_started = 0.0


def place(project: Iterable[tuple[str, str]]) -> None:
    """Make these the files there are, and `/` the place that imports come from."""
    global _started
    _started = time.time()
    _folders.add(ROOT)
    for path, text in project:
        _add(ROOT + path, text.encode())
    sys.path.insert(0, ROOT)


def _add(path: str, content: bytes) -> None:
    _data[path] = bytearray(content)
    folder = posixpath.dirname(path)
    while folder not in _folders:
        _folders.add(folder)
        folder = posixpath.dirname(folder)


def _normal(path: Any) -> str:
    name = os.fsdecode(path)
    if not name:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return posixpath.normpath(posixpath.join(ROOT, name)).replace("//", "/")


def _failure(code: int, path: Any) -> OSError:
    return OSError(code, os.strerror(code), path)


class MemoryFile(io.RawIOBase):
    """A file of the instance, opened as `flags` (the letters of `open`'s mode) say."""

    def __init__(self, name: Any, flags: str) -> None:
        path = _normal(name)
        if path in _folders:
            raise _failure(errno.EISDIR, name)
        if "x" in flags and path in _data:
            raise _failure(errno.EEXIST, name)
        if path not in _data:
            if "r" in flags:
                raise _failure(errno.ENOENT, name)
            if posixpath.dirname(path) not in _folders:
                raise _failure(errno.ENOENT, name)
            _data[path] = bytearray()
        if "w" in flags:
            _data[path] = bytearray()
        self.name = name
        self.mode = flags
        self._content = _data[path]
        self._at = len(self._content) if "a" in flags else 0

    def readable(self) -> bool:
        return "r" in self.mode or "+" in self.mode

    def writable(self) -> bool:
        return "r" not in self.mode or "+" in self.mode

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._content[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def write(self, data: Any) -> int:
        if "a" in self.mode:
            self._at = len(self._content)
        chunk = bytes(data)
        self._content.extend(bytes(max(0, self._at - len(self._content))))
        self._content[self._at : self._at + len(chunk)] = chunk
        self._at += len(chunk)
        return len(chunk)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._content)}[whence]
        if base + offset < 0:
            raise _failure(errno.EINVAL, self.name)
        self._at = base + offset
        return self._at

    def truncate(self, size: int | None = None) -> int:
        length = self._at if size is None else size
        del self._content[length:]
        self._content.extend(bytes(length - len(self._content)))
        return length


def open_file(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Callable[[str, int], int] | None = None,
) -> Any:
    """What `open` is in a program."""
    if isinstance(file, int):
        return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    flags = mode.replace("b", "").replace("t", "")
    if not set(flags) <= set("rwxa+") or sum(letter in flags for letter in "rwxa") != 1:
        raise ValueError(f"invalid mode: {mode!r}")
    if "b" in mode and (encoding or errors or newline):
        raise ValueError("binary mode takes no encoding, errors or newline argument")
    raw = MemoryFile(file, flags)
    if buffering == 0:
        if "b" not in mode:
            raise ValueError("can't have unbuffered text I/O")
        return raw
    buffered = _buffered(raw)
    if "b" in mode:
        return buffered
    text = io.TextIOWrapper(buffered, encoding, errors, newline, line_buffering=buffering == 1)
    text.mode = mode
    return text


def _buffered(raw: MemoryFile) -> Any:
    if raw.readable() and raw.writable():
        return io.BufferedRandom(raw)
    return io.BufferedReader(raw) if raw.readable() else io.BufferedWriter(raw)


def _stat(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
    if isinstance(path, int):
        return os.fstat(path)
    name = _normal(path)
    if name not in _data and name not in _folders:
        raise _failure(errno.ENOENT, path)
    is_file = name in _data
    mode = stat.S_IFREG | 0o644 if is_file else stat.S_IFDIR | 0o755
    size = len(_data[name]) if is_file else 0
    return os.stat_result((mode, hash(name) & 0xFFFFFFFF, 0, 1, 0, 0, size, _started, _started, _started))


def _lstat(path: Any, *, dir_fd: int | None = None) -> os.stat_result:
    return _stat(path)


def _listdir(path: Any = ".") -> list[str]:
    folder = _normal(path)
    if folder in _data:
        raise _failure(errno.ENOTDIR, path)
    if folder not in _folders:
        raise _failure(errno.ENOENT, path)
    return sorted(posixpath.basename(name) for name in {*_data, *_folders} if _parent(name) == folder)


def _parent(name: str) -> str | None:
    return None if name == ROOT else posixpath.dirname(name)


def _remove(path: Any, *, dir_fd: int | None = None) -> None:
    name = _normal(path)
    if name in _folders:
        raise _failure(errno.EISDIR, path)
    if _data.pop(name, None) is None:
        raise _failure(errno.ENOENT, path)


def _mkdir(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    name = _normal(path)
    if name in _data or name in _folders:
        raise _failure(errno.EEXIST, path)
    if posixpath.dirname(name) not in _folders:
        raise _failure(errno.ENOENT, path)
    _folders.add(name)


class SourceLoader(importlib.abc.SourceLoader):
    """Loads a module from one of the files. `path` lets importlib.resources find its neighbours."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path

    def get_filename(self, name: str) -> str:
        return self.path

    def get_data(self, path: Any) -> bytes:
        with MemoryFile(path, "r") as file:
            return file.readall()


class PathFinder:
    """Finds modules in one folder: the entry that `sys.path_hooks` makes for a path of `sys.path`."""

    def __init__(self, folder: str) -> None:
        self._folder = _normal(folder) if folder else ROOT
        if self._folder not in _folders:
            raise ImportError(f"no folder {folder!r}")

    def find_spec(self, name: str, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        base = posixpath.join(self._folder, name.rpartition(".")[2])
        for path, places in ((f"{base}/__init__.py", [base]), (f"{base}.py", None)):
            if path in _data:
                loader = SourceLoader(name, path)
                return importlib.util.spec_from_file_location(
                    name, path, loader=loader, submodule_search_locations=places
                )
        if base not in _folders:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [base]
        return spec


def install() -> None:
    """Put the project's files in the place of the system's."""
    builtins.open = io.open = tokenize._builtin_open = open_file
    os.stat, os.lstat, os.listdir, os.mkdir = _stat, _lstat, _listdir, _mkdir
    os.remove = os.unlink = _remove
    sys.path_hooks[:] = [PathFinder]
