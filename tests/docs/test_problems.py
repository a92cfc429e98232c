"""Every problem's type leads to its heading in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import wardian.web.app  # the errors of every part must be known
from wardian.errors import WardianError
from wardian.web.problems import type_of

PAGE = Path(__file__).parents[2] / "site/reference/problems.md"
FROM_HTTP = {"Forbidden": 403, "Method Not Allowed": 405, "Not Found": 404}

assert wardian.web.app


def statuses() -> dict[str, int]:
    """Status by type, of all that the API answers."""
    found = {type_of(title): status for title, status in FROM_HTTP.items()}
    classes = [WardianError]
    while classes:
        error = classes.pop()
        classes += error.__subclasses__()
        found[type_of(error.title)] = error.status
    return found


def test_the_reference_has_each_problem_with_its_status() -> None:
    headings = re.findall(r"^## (.+)\n(\d+)\.", PAGE.read_text(), re.MULTILINE)
    assert {type_of(title): int(status) for title, status in headings} == statuses()
