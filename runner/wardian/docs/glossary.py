"""The glossary's terms become links where a page first uses them; the definition is the link's title.

The glossary is a page: each of its second-level headings is a term, and the paragraph after it is the definition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

_ENTRY = re.compile(r"^## (?P<name>.+?) *\n+(?P<definition>[^\n#].*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"\[([^\]]+)\]\([^)]*\)|[*`]")
_PROSE = ("p", "li", "dd")
_NOT_PROSE = frozenset({"a", "abbr", "code", "pre", "kbd", "button"})
_AFTER_INLINE_PATTERNS = 15


@dataclass(frozen=True, slots=True)
class Term:
    """`definition` is plain text on one line; `anchor` is its heading's id."""

    name: str
    definition: str

    @property
    def anchor(self) -> str:
        return str(slugify(self.name, "-"))

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the term as a whole word, in the plural and at the start of a sentence too."""
        return re.compile(rf"\b{re.escape(self.name)}s?\b", 0 if self.name.isupper() else re.IGNORECASE)


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a glossary page, written in Markdown."""
    return tuple(
        Term(entry["name"], " ".join(_MARKUP.sub(r"\1", entry["definition"]).split()))
        for entry in _ENTRY.finditer(text)
    )


class GlossaryExtension(Extension):
    """`href` gives the glossary's file as seen from the page that is being converted, or None to link nothing."""

    def __init__(self, terms: Sequence[Term], href: Callable[[], str | None]) -> None:
        super().__init__()
        self._terms = terms
        self._href = href

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Linker(md, self._terms, self._href), "wardian-glossary", _AFTER_INLINE_PATTERNS)


class _Linker(Treeprocessor):
    def __init__(self, md: Markdown, terms: Sequence[Term], href: Callable[[], str | None]) -> None:
        super().__init__(md)
        self._terms = terms
        self._href = href

    def run(self, root: Element) -> None:
        page = self._href()
        if page is None:
            return
        for term in self._terms:
            link = Element("a", {"class": "term", "href": f"{page}#{term.anchor}", "title": term.definition})
            any(_link_first(block, term.pattern, link) for tag in _PROSE for block in root.iter(tag))


def _link_first(parent: Element, pattern: re.Pattern[str], link: Element) -> bool:
    """Whether the term was in the parent's text, or in that of what it holds; then it is a link now."""
    for index, text in _texts(parent):
        found = pattern.search(text)
        if found is None:
            continue
        link.text, link.tail = found[0], text[found.end() :]
        if index == 0:
            parent.text = text[: found.start()]
        else:
            parent[index - 1].tail = text[: found.start()]
        parent.insert(index, link)
        return True
    return any(_link_first(child, pattern, link) for child in parent if child.tag not in _NOT_PROSE)


def _texts(parent: Element) -> Iterator[tuple[int, str]]:
    """The parent's own pieces of text, each with the number of children before it."""
    yield 0, parent.text or ""
    for index, child in enumerate(parent, 1):
        yield index, child.tail or ""
