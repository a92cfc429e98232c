"""The built front end, which every site with a playground publishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT_FILES = frozenset({"sw.js", "sw.js.map"})
"""A service worker serves the folder that it stands in and those below, so it stands at the root of the site."""

PUBLISHED = "assets/playground"


class NotBuilt(Exception):
    """This is a clone whose front end has not been built."""


def folder() -> Path:
    """The front end that came with this installation; in a clone, `build/playground`."""
    package = Path(__file__).parents[1]
    packaged = package / "_playground"
    return packaged if packaged.is_dir() else package.parents[1] / "build" / "playground"


def files() -> Iterator[tuple[str, Path]]:
    """Where in a site each file belongs, and where it is now. Raises NotBuilt."""
    root = folder()
    if not (root / "playground.js").is_file():
        raise NotBuilt(f"{root} has no playground.js. Build the front end: npm --prefix playground run build")
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.name.startswith("."):
            yield (name if name in ROOT_FILES else f"{PUBLISHED}/{name}"), path
