"""The programs of a built site: those in its pages, those of its gallery, and those that labs start with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from wardian.model import Language, Project

_ELEMENT = "wardian-playground"
_LABS = Path("assets/playground/labs/projects.json")


@dataclass(frozen=True, slots=True)
class Program:
    """`key` names its artifact; `place` is where it is, relative to the site, for people.

    `expect` is what it prints, or what its compiler says; None if anything will do.
    """

    key: str
    project: Project
    expect: str | None
    place: str


def programs(site: Path) -> Iterator[Program]:
    """Every program that says its key, as often as it is there. Raises KeyError when a page is not of our making."""
    for page in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        yield from _programs(reader.found, page.relative_to(site))
    for example in sorted((site / "assets/examples").glob("*/*.json")):
        yield from _programs([json.loads(example.read_text(encoding="utf-8"))], example.relative_to(site))
    if (site / _LABS).exists():
        yield from _programs(json.loads((site / _LABS).read_text(encoding="utf-8")), _LABS)


def _programs(found: list[dict[str, Any]], place: Path) -> Iterator[Program]:
    for value in found:
        if "key" in value:
            project = Project(Language(value["language"]), value["files"])
            yield Program(value["key"], project, value.get("expect"), place.as_posix())


class _Reader(HTMLParser):
    """Collects what the JSON scripts inside playground elements say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._inside = False
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == _ELEMENT:
            self._inside = True
        elif tag == "script" and self._inside and ("type", "application/json") in attrs:
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == _ELEMENT:
            self._inside = False
        elif tag == "script" and self._text is not None:
            self.found.append(json.loads("".join(self._text)))
            self._text = None
