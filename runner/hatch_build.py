"""Puts into the wheel what a clone has beside the package: examples, lessons' programs, the built site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The site has the front end, but for the service worker as it was before this site's files were named in it.
CONTENTS = {
    "examples": "wardian/_examples",
    "site/programs": "wardian/_programs",
    "build/site": "wardian/_site",
    "build/playground/sw.js": "wardian/_site/assets/playground/sw.js",
    "build/playground/sw.js.map": "wardian/_site/assets/playground/sw.js.map",
}


class Hook(BuildHookInterface):  # type: ignore[misc, type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        if not (root / "build/site/assets/playground/playground.js").is_file():
            raise FileNotFoundError("The site is not built; run `make site` before building a wheel.")
        build_data["force_include"].update({str(root / source): target for source, target in CONTENTS.items()})
