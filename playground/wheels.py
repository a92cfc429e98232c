"""Gathers the wheels of wheels.txt, once for each change of it, and writes an index of them.

Usage: wheels.py FOLDER. The folder gets the wheels and `index.json`: for each package its version, summary, licence,
file, size in bytes, the packages that it needs, and the modules that it has.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import TypedDict

LIST = Path(__file__).with_name("wheels.txt")
_FOR = ("--python-version", "3.14", "--implementation", "py", "--abi", "none", "--platform", "any")
_REQUIRED = re.compile(r"([A-Za-z0-9._-]+)(?![^;]*;.*\bextra\b)(?!.*\bpython_version\s*<)")


class Package(TypedDict):
    version: str
    summary: str
    licence: str
    file: str
    size: int
    requires: list[str]
    modules: list[str]


def gather(folder: Path) -> dict[str, Package]:
    """By name. What pip downloads it checks against the hashes of the list."""
    content = LIST.read_bytes()
    cache = _cache() / "wheels" / hashlib.sha256(content).hexdigest()[:16]
    if not (cache / ".done").is_file():
        pip = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--only-binary=:all:",
            *_FOR,
        ]
        subprocess.run([*pip, "--dest", str(cache), "--requirement", str(LIST)], check=True)
        (cache / ".done").touch()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packages = {}
    for wheel in sorted(cache.glob("*-none-any.whl")):
        shutil.copyfile(wheel, folder / wheel.name)
        name, package = _read(wheel)
        packages[name] = package
    (folder / "index.json").write_text(json.dumps(packages, indent=1, sort_keys=True))
    return packages


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wardian"


def _read(wheel: Path) -> tuple[str, Package]:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        head = HeaderParser().parsestr(archive.read(metadata).decode())
    required = [_REQUIRED.match(line) for line in head.get_all("Requires-Dist", [])]
    return canonical(head["Name"]), Package(
        version=head["Version"],
        summary=head["Summary"],
        licence=_licence(head.get("License-Expression"), head.get_all("Classifier", []), head.get("License")),
        file=wheel.name,
        size=wheel.stat().st_size,
        requires=[canonical(match[1]) for match in required if match],
        modules=sorted({module for name in names if (module := _module(name))}),
    )


def canonical(name: str) -> str:
    """As the packaging specifications normalise names (PyPA, "Names and normalization")."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(expression: str | None, classifiers: list[str], free: str | None) -> str:
    if expression:
        return expression
    told = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: OSI Approved :: ")]
    return (told[0] if told else free or "").removesuffix(" License")


def _module(name: str) -> str | None:
    """The module that one can import, of which this file is a part."""
    top, _, rest = name.partition("/")
    if rest:
        return top if top.isidentifier() and rest == "__init__.py" else None
    return top.removesuffix(".py") if top.endswith(".py") else None


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
