"""The wheel of this clone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def built(folder: Path) -> Path:
    """The wheel, made in this folder."""
    uv, clone = Path(sys.executable).with_name("uv"), Path(__file__).parents[1]
    subprocess.run([uv, "build", "--quiet", "--wheel", "--out-dir", folder, clone], check=True, timeout=600)
    [wheel] = folder.glob("wardian-*.whl")
    return wheel
