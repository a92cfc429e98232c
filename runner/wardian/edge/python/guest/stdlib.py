"""The standard library, kept as compiled code in memory: an instance has no files to import it from."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.machinery
import marshal
import os
import sys
import types
from collections.abc import Sequence

_NOT_FOR_GUESTS = """
    ctypes curses dbm distutils ensurepip idlelib lib2to3 multiprocessing pydoc_data site-packages test
    tests tkinter turtle turtledemo venv __pycache__
"""

_COMMON = """
    abc argparse array ast asyncio base64 bisect calendar cmath cmd codecs collections.abc configparser
    contextlib copy csv dataclasses datetime decimal difflib enum errno fnmatch fractions functools glob
    graphlib gzip hashlib heapq hmac html http http.client http.cookies importlib.resources inspect io itertools
    json keyword linecache locale logging math numbers operator os.path pathlib pickle pkgutil platform pprint
    queue random re runpy secrets select shlex shutil signal socket stat statistics string struct subprocess
    tempfile textwrap threading time timeit traceback types typing unicodedata unittest urllib.parse uuid
    warnings weakref wsgiref.handlers wsgiref.types zlib
"""

_modules: dict[str, tuple[bool, bytes]] = {}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads what `embed` has kept."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in _modules:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin="frozen", is_package=self.is_package(name))

    def is_package(self, name: str) -> bool:
        return _modules[name][0]

    def get_code(self, name: str) -> types.CodeType:
        code: types.CodeType = marshal.loads(_modules[name][1])
        return code

    def get_source(self, name: str) -> None:
        return None


def embed(folder: str) -> None:
    """Compile and keep every module below `folder`."""
    _embed(folder, "")
    sys.meta_path.append(Finder())


def _embed(folder: str, package: str) -> None:
    for name in sorted(set(os.listdir(folder)).difference(_NOT_FOR_GUESTS.split())):
        path = f"{folder}/{name}"
        if name.endswith(".py"):
            is_package = name == "__init__.py"
            module = package.rstrip(".") if is_package else package + name.removesuffix(".py")
            if module:
                _modules[module] = (is_package, _compiled(path))
        elif "." not in name and "-" not in name and os.path.exists(f"{path}/__init__.py"):
            _embed(path, f"{package}{name}.")


def _compiled(path: str) -> bytes:
    with open(path, "rb") as file:
        return marshal.dumps(compile(file.read(), path, "exec", dont_inherit=True))


def warm() -> None:
    """Import what programs often use, so that importing it later costs nothing."""
    for name in _COMMON.split():
        importlib.import_module(name)


def offer(package: str, name: str) -> None:
    """Let programs import one of this component's own packages, which is loaded, by that name."""
    parts = {key: part for key, part in sys.modules.items() if key == package or key.startswith(f"{package}.")}
    for key, part in parts.items():
        part.__name__ = name + key.removeprefix(package)
        sys.modules[part.__name__] = part
        for value in vars(part).values():
            if getattr(value, "__module__", None) in parts:
                value.__module__ = name


def seal() -> None:
    """Leave nothing that refers to the files of the build."""
    sys.path.clear()
    sys.path_importer_cache.clear()
    gc.collect()
    gc.freeze()


def hide(package: str) -> None:
    """Let a program have modules of its own by this name, though the snapshot has loaded another."""
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
