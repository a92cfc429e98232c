"""Imports from an instance's files, by `sys.path` and its hooks as CPython's own."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import posixpath
import sys
import types
from importlib.resources import readers
from typing import Any

from . import bytecode
from .tree import ROOT, MemoryFile, data, folders, normal


class SourceLoader(importlib.abc.SourceLoader):
    """Loads a module from one of the files."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path

    def get_filename(self, name: str) -> str:
        return self.path

    def get_data(self, path: Any) -> bytes:
        with MemoryFile(path, "r") as file:
            return file.readall()

    def get_code(self, fullname: str) -> types.CodeType | None:
        return bytecode.of(self.path) or super().get_code(fullname)

    def get_resource_reader(self, name: str) -> readers.FileReader:
        return readers.FileReader(self)  # type: ignore[arg-type]  # it wants no more than `path`


class PathFinder:
    """Finds modules in one folder: the entry that `sys.path_hooks` makes for a path of `sys.path`."""

    def __init__(self, folder: str) -> None:
        self._folder = normal(folder) if folder else ROOT
        if self._folder not in folders:
            raise ImportError(f"no folder {folder!r}")

    def find_spec(self, name: str, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        base = posixpath.join(self._folder, name.rpartition(".")[2])
        for path, places in ((f"{base}/__init__.py", [base]), (f"{base}.py", None)):
            if path in data:
                loader = SourceLoader(name, path)
                return importlib.util.spec_from_file_location(
                    name, path, loader=loader, submodule_search_locations=places
                )
        if base not in folders:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [base]
        return spec


def install() -> None:
    sys.path_hooks[:] = [PathFinder]
