"""A new lesson: a page that already builds, runs and asks."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEMPLATE = Path(__file__).parent / "templates" / "lesson.md"
FOLDER = "tutorials"


class LessonError(ValueError):
    """A lesson cannot be made; the message says why."""


def new(docs: Path, name: str) -> Path:
    """Write `tutorials/<name>.md` in the folder of a site's pages. Raises LessonError; nothing is overwritten."""
    if not _NAME.fullmatch(name):
        raise LessonError(f"{name!r} is no name for a lesson. A right one is lower-case words: linear-memory.")
    page = docs / FOLDER / f"{name}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    text = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(title=title(name))
    try:
        with page.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise LessonError(f"{page} is there already.") from None
    return page


def title(name: str) -> str:
    """linear-memory is Linear memory."""
    return name.replace("-", " ").capitalize()
