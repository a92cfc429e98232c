"""One module a formatter; `formatters` is the list of them by language. WAT has none: see decision 0028."""

from __future__ import annotations

from collections.abc import Mapping

from wardian.model import Language
from wardian.toolchains.formatters.base import Formatter
from wardian.toolchains.formatters.clang_format import ClangFormat
from wardian.toolchains.formatters.ruff import Ruff
from wardian.toolchains.formatters.rustfmt import Rustfmt


def formatters() -> Mapping[Language, Formatter]:
    """All there are, installed or not."""
    return {Language.C: ClangFormat(), Language.RUST: Rustfmt(), Language.PYTHON: Ruff()}
