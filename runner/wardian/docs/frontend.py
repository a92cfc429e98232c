"""The built front end, which every site with a playground publishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT_FILES = frozenset({"sw.js", "sw.js.map"})
"""A service worker serves the folder that it stands in and those below, so it stands at the root of the site."""

PUBLISHED = "assets/playground"

_MADE_FOR_A_SITE = frozenset({"site.json"})
_COMPRESSED = frozenset({".br", ".gz"})


class NotBuilt(Exception):
    """This is a clone whose front end has not been built."""


def folder() -> Path:
    """The front end: the one of the site that came with this installation; in a clone, `build/playground`."""
    package = Path(__file__).parents[1]
    packaged = package / "_site" / PUBLISHED
    return packaged if packaged.is_dir() else package.parents[1] / "build" / "playground"


def files() -> Iterator[tuple[str, Path]]:
    """Where in a site each file belongs, and where it is now. Raises NotBuilt."""
    root = folder()
    if not (root / "playground.js").is_file():
        raise NotBuilt(f"{root} has no playground.js. Build the front end: npm --prefix playground run build")
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.name.startswith(".") and not _is_of_its_site(path):
            yield (name if name in ROOT_FILES else f"{PUBLISHED}/{name}"), path


def _is_of_its_site(path: Path) -> bool:
    """What a site adds to its copy of the front end."""
    return path.name in _MADE_FOR_A_SITE or (path.suffix in _COMPRESSED and path.with_suffix("").exists())
