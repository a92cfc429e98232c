from __future__ import annotations

import json
import logging
import sys

import pytest

from wardian.logs import JsonLines, about, request_id


def line(message: str, *arguments: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("wardian.x", logging.INFO, "", 0, message, arguments, None)
    vars(record).update(extra)
    told: dict[str, object] = json.loads(JsonLines().format(record))
    return told


def test_a_line_says_what_it_is_about() -> None:
    with about(request="r1"):
        with about(build="b1"):
            inner = line("made %d", 3, status="succeeded")
        outer = line("x")
    assert (inner["message"], inner["request"], inner["build"], inner["status"]) == ("made 3", "r1", "b1", "succeeded")
    assert (outer["request"], "build" in outer, "request" in line("x")) == ("r1", False, False)
    assert str(inner["time"]).endswith("+00:00")


def test_an_error_is_one_line_with_its_trace() -> None:
    try:
        raise LookupError("fern\nmoss")
    except LookupError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    text = JsonLines().format(record)
    assert "\n" not in text
    assert "LookupError: fern" in json.loads(text)["exception"]


@pytest.mark.parametrize("given", [None, "", "a b", "x" * 65, "a\nb", "é", "<script>"])
def test_an_id_that_could_be_mistaken_is_replaced(given: str | None) -> None:
    assert request_id(given) != given
    assert len(request_id(given)) == 16


def test_an_id_that_came_with_the_request_is_kept() -> None:
    assert request_id("0123-abc.DEF_") == "0123-abc.DEF_"
