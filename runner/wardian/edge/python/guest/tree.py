"""The files of an instance, in its memory. They can be read, changed and added to; all are gone with the instance."""

from __future__ import annotations

import errno
import io
import os
import posixpath
from collections.abc import Iterable
from typing import Any

ROOT = "/"
data: dict[str, bytearray] = {}
folders = {ROOT}


def place(project: Iterable[tuple[str, str]], binary: Iterable[tuple[str, str]] = ()) -> None:
    """Put a project's files into the root; those of `binary` come with one character a byte."""
    for path, text in project:
        _add(ROOT + path, text.encode())
    for path, characters in binary:
        _add(ROOT + path, characters.encode("latin-1"))


def _add(path: str, content: bytes) -> None:
    data[path] = bytearray(content)
    folder = posixpath.dirname(path)
    while folder not in folders:
        folders.add(folder)
        folder = posixpath.dirname(folder)


def normal(path: Any) -> str:
    name = os.fsdecode(path)
    if not name:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return posixpath.normpath(posixpath.join(ROOT, name)).replace("//", "/")


def failure(code: int, path: Any) -> OSError:
    return OSError(code, os.strerror(code), path)


class MemoryFile(io.RawIOBase):
    """A file of the instance, opened as `flags` (the letters of `open`'s mode) say."""

    def __init__(self, name: Any, flags: str) -> None:
        path = normal(name)
        if path in folders:
            raise failure(errno.EISDIR, name)
        if "x" in flags and path in data:
            raise failure(errno.EEXIST, name)
        if path not in data:
            if "r" in flags:
                raise failure(errno.ENOENT, name)
            if posixpath.dirname(path) not in folders:
                raise failure(errno.ENOENT, name)
            data[path] = bytearray()
        if "w" in flags:
            data[path] = bytearray()
        self.name = name
        self.mode = flags
        self._content = data[path]
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
            raise failure(errno.EINVAL, self.name)
        self._at = base + offset
        return self._at

    def truncate(self, size: int | None = None) -> int:
        length = self._at if size is None else size
        del self._content[length:]
        self._content.extend(bytes(length - len(self._content)))
        return length
