"""What every site with a playground publishes: the front end, the gallery of examples and where the runner is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wardian.docs import examples, frontend

SCRIPT = f"{frontend.PUBLISHED}/playground.js"
SITE = f"{frontend.PUBLISHED}/site.json"
GALLERY = "assets/examples"


def documents(root: Path, runner: str | None) -> dict[str, str]:
    """The JSON by its path in the site; `root` is the folder of examples. Raises ExampleError."""
    gallery = examples.documents(examples.gallery(root))
    values: dict[str, Any] = {f"{GALLERY}/{name}": value for name, value in gallery.items()}
    values[SITE] = {"runner": runner}
    return {path: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for path, value in values.items()}


def is_runner(address: object) -> bool:
    """Whether it can be the address of a runner."""
    return isinstance(address, str) and urlsplit(address).scheme in ("http", "https")


def copy(site: Path, runner: str | None) -> int:
    """Write everything into the folder of a built site; the number of files. Raises NotBuilt and ExampleError."""
    sources = list(frontend.files())
    texts = documents(examples.folder(), runner)
    for path, source in sources:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, site / path)
    for path, text in texts.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return len(sources) + len(texts)
