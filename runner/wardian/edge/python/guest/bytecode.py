"""Code of an instance's files, made before it began by another instance, which ran none of it."""

from __future__ import annotations

import marshal
import types
import warnings
from collections.abc import Iterable

from . import tree

kept: dict[str, tuple[bytes, bytes]] = {}


def made(project: Iterable[tuple[str, str]]) -> str:
    """What `keep` takes, one character a byte. What has errors or warnings is left out: each run is to tell of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        code = {path: _compiled(path, text) for path, text in project if path.endswith(".py")}
    return marshal.dumps(code).decode("latin-1")


def _compiled(path: str, text: str) -> bytes | None:
    try:
        return marshal.dumps(compile(text.encode(), tree.ROOT + path, "exec", dont_inherit=True))
    except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError, Warning):
        return None


def keep(made: str) -> None:
    """Have the code of the files that are in their place, as they are now. "" is for none."""
    if made:
        for path, code in marshal.loads(made.encode("latin-1")).items():
            if code is not None:
                kept[tree.ROOT + path] = bytes(tree.data[tree.ROOT + path]), code


def of(path: str) -> types.CodeType | None:
    """None when there is none for what is in that file now."""
    if path not in kept or path not in tree.data or tree.data[path] != kept[path][0]:
        return None
    code: types.CodeType = marshal.loads(kept[path][1])
    return code
