"""The ```playground fence: a program that readers edit and run, written as one fenced code block.

`format` and `validate` are what `pymdownx.superfences` asks of a custom fence. The mkdocs plugin brings its own
`Fences`, which knows the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from wardian.docs import attributes, element, examples, place, program
from wardian.docs.place import NAME, Opening, Page
from wardian.docs.values import FenceProblem


class FenceError(SuperFencesException):  # type: ignore[misc]
    """A fence cannot be made; the message begins with its file and line. No other exception ends a build."""


class Fences:
    """The fences of one page after the other; `page` is None where nobody says which it is.

    `playground` is where the whole playground is, seen from the page; None where the site has no page for it.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or examples.folder()
        self.page: Page | None = None
        self.playground: str | None = None

    def validate(
        self, language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, str], md: Markdown
    ) -> bool:
        given = place.valued(inputs.items())
        opening = place.find(md, given)
        try:
            attributes.check_written(place.pairs(opening))
            options["attributes"] = attributes.read(given)
        except FenceProblem as problem:
            raise self._error(opening, problem) from problem
        options["opening"] = opening
        return True

    def format(
        self, source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any
    ) -> str:
        opening: Opening = options["opening"]
        try:
            made = program.read(options["attributes"], source, self._root)
        except FenceProblem as problem:
            raise self._error(opening, problem) from problem
        if self.page is not None:
            self.page.made[opening.header] += 1
        return element.render(options["attributes"], made, md, kwargs.get("id_value") or "", self.playground)

    def check(self, markdown: str) -> None:
        """That every fence in the text was made. Raises FenceError: Markdown passes over those that it cannot read."""
        if self.page is None:
            return
        meant = Counter(opening.header for opening in place.openings(markdown))
        for opening in self.page.openings:
            if meant[opening.header] > self.page.made[opening.header]:
                raise self._error(opening, FenceProblem(_UNCLOSED if place.readable(opening) else _MALFORMED))

    def failure(self, message: str) -> SuperFencesException:
        return FenceError(message)

    def _error(self, opening: Opening, problem: FenceProblem) -> SuperFencesException:
        if self.page is not None:
            where = self.page.where(opening, problem.offset)
        else:
            where = f"line {opening.line + problem.offset}"
        return self.failure(f"{where}: {NAME} fence: {problem.detail}.")


_MALFORMED = 'its attributes cannot be read; write each as name="value", with spaces between them'
_UNCLOSED = "it has no end; close it with the same backticks that open it, and indent all its lines at least as far"
_fences = Fences()
validate = _fences.validate
format = _fences.format


def entry(fences: Fences) -> Mapping[str, object]:
    """The fence as an item of superfences' `custom_fences`."""
    return {"name": NAME, "class": NAME, "format": fences.format, "validator": fences.validate}
