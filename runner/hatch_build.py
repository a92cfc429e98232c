"""Puts into the wheel what a clone has beside the package: examples, the lessons' programs, the built front end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENTS = {
    "examples": "wardian/_examples",
    "site/programs": "wardian/_programs",
    "build/playground": "wardian/_playground",
}


class Hook(BuildHookInterface):  # type: ignore[misc, type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        if not (root / "build/playground/playground.js").is_file():
            raise FileNotFoundError("The front end is not built; run `make site` before building a wheel.")
        build_data["force_include"].update({str(root / source): target for source, target in CONTENTS.items()})
