"""Which code reads what the compilers say: a build that other code has read is another build."""

from __future__ import annotations

import functools
from pathlib import Path

from wardian import digest, model

_FOLDER = Path(__file__).parent


@functools.cache
def revision(folder: Path = _FOLDER) -> str:
    """Changes with the sources of the toolchains and of the model, so no kept build has diagnostics as they were."""
    sources = [*sorted(folder.rglob("*.py")), Path(model.__file__)]
    return digest.of_bytes(b"\0".join(source.read_bytes() for source in sources))
